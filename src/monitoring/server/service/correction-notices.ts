import type { Context } from '../../../platform/server/context.ts';
import type { ReadingView } from '../../../vitals/core/reading-view.ts';
import { vitalSigns } from '../../../vitals/server/service.ts';
import type { Finding } from '../../../work/core/finding.ts';
import type { WorkSignal } from '../../../work/core/signal.ts';
import { raise } from '../../../work/server/service.ts';
import { whoActed } from '../../../work/server/service/acted.ts';
import { correctionText } from '../../core/correction-text.ts';
import type { MonitoredPatient } from '../profiles.ts';
import { selectAlertsOnReading } from '../store/evidence.ts';

const kind = 'correction-notice';

/**
 * Tells everybody who acted on a reading that it was corrected or withdrawn: a piece of work in the name
 * of each, with its clock, except for who corrected it. `readings` are the corrected ones and what stands
 * in their place. Call it after the alerts were told anew.
 */
export async function tellWhoActed(
  context: Context,
  patient: MonitoredPatient,
  readings: readonly ReadingView[],
): Promise<void> {
  const instead = readings.find(({ correction }) => correction === null);
  const signals: WorkSignal[] = [];
  for (const gone of readings.filter(({ correction }) => correction !== null)) {
    signals.push(...(await noticesOf(context, patient, gone, instead)));
  }
  await raise(context, signals);
}

async function noticesOf(
  context: Context,
  patient: MonitoredPatient,
  gone: ReadingView,
  instead: ReadingView | undefined,
): Promise<readonly WorkSignal[]> {
  const { tx, caller, now } = context;
  const key = { kind: gone.kind, at: Date.parse(gone.at), sourceId: gone.sourceId };
  const alerts = await selectAlertsOnReading(tx, caller.organizationId, patient.id, key);
  if (alerts.length === 0) return [];
  const people = await whoActed(context, {
    patientId: patient.id,
    ruleIds: alerts.map(({ ruleId }) => ruleId),
    since: Math.min(...alerts.map(({ since }) => since)),
  });
  const urgent = alerts.some(({ priority }) => priority <= 2);
  const finding: Finding = {
    code: gone.correction?.action === 'withdrawn' ? 'value-withdrawn' : 'value-corrected',
    ruleId: `correction/${key.kind}/${key.sourceId}/${key.at}`,
    ...{ kind: key.kind, direction: 'none', magnitude: 0, unconfirmed: false },
    priority: urgent ? 2 : 3,
    at: now.getTime(),
    params: {},
    text: correctionText(vitalSigns(), shown(gone), instead && shown(instead)),
  };
  const reading = `${patient.id}:${key.kind}:${key.at}:${key.sourceId}`;
  return people
    .filter((userId) => userId !== caller.id)
    .map((ownerId) => ({
      ...{ kind, subject: `${ownerId}:${reading}`, ownerId },
      ...{ patientId: patient.id, practiceId: patient.practiceId, language: patient.language },
      ...{ priority: finding.priority, findings: [finding], at: now.getTime() },
    }));
}

function shown({ kind: vital, values, unit, beyond }: ReadingView) {
  return { kind: vital, values, unit, ...(beyond === null ? {} : { beyond }) };
}
