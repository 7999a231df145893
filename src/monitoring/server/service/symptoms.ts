import { recordAudit } from '../../../access/server/service.ts';
import { openPatient } from '../../../people/server/service.ts';
import type { Context } from '../../../platform/server/context.ts';
import { newId } from '../../../platform/server/ids.ts';
import { announce } from '../../../platform/server/live.ts';
import type { Symptom } from '../../core/symptom.ts';
import { insertSymptomReport } from '../store/profiles.ts';
import { judge, loadJudging } from './judging.ts';
import { withHistory } from './sweeps.ts';

/**
 * Records what the patient answered when asked for symptoms (none: asked, and has none) and judges it
 * at once: one of the listed symptoms beside a severe value is an emergency. Gives whether any card
 * changed. The caller holds the organization's readings lock.
 */
export async function recordSymptoms(
  context: Context,
  patientId: string,
  present: readonly Symptom[],
): Promise<boolean> {
  const { caller, now, tx } = context;
  const { id, practiceId, language, zone, birthDate } = await openPatient(context, patientId);
  const judgings = await loadJudging(context, [{ id, practiceId, language, zone, birthDate }]);
  const report = { at: now.getTime(), sourceId: `asked/${newId(now.getTime())}`, present };
  await insertSymptomReport(tx, {
    organizationId: caller.organizationId,
    patientId: id,
    at: now,
    sourceId: report.sourceId,
    present,
    authorId: caller.id,
  });
  const toJudge = [...judgings.values()].map((judging) => ({
    judging,
    newestJudgedAt: {},
    newSymptoms: [report],
  }));
  const { workChanged } = await judge(context, await withHistory(context, toJudge));
  await recordAudit(context, { action: 'symptoms.record', patientIds: [id] });
  await announce(
    tx,
    caller.organizationId,
    workChanged ? ['work', `patient:${id}`] : [`patient:${id}`],
  );
  return workChanged;
}
