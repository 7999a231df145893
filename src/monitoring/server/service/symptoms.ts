import { recordAudit } from '../../../access/server/service.ts';
import { openPatient } from '../../../people/server/service.ts';
import { platformProblems } from '../../../platform/core/problem.ts';
import type { Context } from '../../../platform/server/context.ts';
import { announce } from '../../../platform/server/live.ts';
import type { Symptom, SymptomReport } from '../../core/symptom.ts';
import { insertSymptomReport, selectSymptomReport } from '../store/profiles.ts';
import { judge, loadJudging } from './judging.ts';
import { withHistory } from './sweeps.ts';

/** One answer to the question for symptoms. */
interface Answer {
  /** Made once by whoever asks: the same answer sent again changes nothing. */
  readonly reportId: string;
  /** None: asked, and has none. */
  readonly present: readonly Symptom[];
}

/**
 * Records what the patient answered when asked for symptoms and judges it at once: one of the listed
 * symptoms beside a severe value is an emergency. Gives whether any card changed. The caller holds the
 * organization's readings lock.
 */
export async function recordSymptoms(
  context: Context,
  patientId: string,
  { reportId, present }: Answer,
): Promise<boolean> {
  const { caller, now, tx } = context;
  const { organizationId } = caller;
  const patient = await openPatient(context, patientId);
  const { id } = patient;
  await recordAudit(context, { action: 'symptoms.record', patientIds: [id] });
  // Before the answer is kept: what was told so far must not hold the new answer as well.
  const judgings = await loadJudging(context, [patient]);
  const sourceId = `asked/${reportId}`;
  const isNew = await insertSymptomReport(tx, {
    ...{ organizationId, patientId: id, at: now, sourceId, present, authorId: caller.id },
  });
  if (!isNew) {
    const kept = await selectSymptomReport(tx, { organizationId, patientId: id, sourceId });
    // Something else under the same id must not pass for the same: a symptom would be lost.
    if (!isSame(kept, present)) throw platformProblems['request.invalid']({ reason: 'reportId' });
    return false;
  }
  const report: SymptomReport = { at: now.getTime(), sourceId, present };
  const toJudge = [...judgings.values()].map((judging) => ({
    judging,
    newestJudgedAt: {},
    newSymptoms: [report],
  }));
  const { workChanged } = await judge(context, await withHistory(context, toJudge));
  await announce(tx, organizationId, workChanged ? ['work', `patient:${id}`] : [`patient:${id}`]);
  return workChanged;
}

function isSame(kept: readonly string[], present: readonly Symptom[]): boolean {
  return kept.length === present.length && present.every((one) => kept.includes(one));
}
