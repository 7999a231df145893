import { recordAudit } from '../../../access/server/service.ts';
import { cadencesInForce } from '../../../monitoring/server/service/cadences.ts';
import { pendingRepeatRequests } from '../../../monitoring/server/service/repeats.ts';
import { isReviewed } from '../../../platform/core/text.ts';
import type { Context } from '../../../platform/server/context.ts';
import { vitalKinds, type Reading } from '../../../vitals/core/reading.ts';
import { isWithPatient } from '../../../vitals/core/device-state.ts';
import { loadReadings } from '../../../vitals/server/service.ts';
import { listDevicesOf } from '../../../vitals/server/service/devices.ts';
import type { PortalHome } from '../../contract.ts';
import { kindsToMeasure, planOf, type Asked } from '../../core/plan.ts';
import { openOwnPatient } from '../service.ts';
import { loadMessages } from './messages.ts';
import { openQuestions } from './questions.ts';

const dayMs = 86_400_000;
const shownDays = 30;
/** A sensor sends 288 a day: the newest of each kind are enough for a look. */
const shownReadings = 200;
/** A clock ahead of ours by more than this is doubted. */
const aheadMs = 10 * 60_000;

/** Everything that the patient sees on the phone, in one answer. */
export async function readOwnHome(context: Context): Promise<PortalHome> {
  const { caller, now } = context;
  const patient = await openOwnPatient(context);
  await recordAudit(context, { action: 'portal.read', patientIds: [patient.id] });
  const asked = await cadencesInForce(context, patient.id);
  const known = await loadOwn(context, patient.id, asked);
  const readings = known.filter(({ at }) => at >= now.getTime() - shownDays * dayMs);
  const devices = await listDevicesOf(context, patient.id);
  return {
    patientId: patient.id,
    name: patient.preferredName ?? patient.givenNames,
    proxy: caller.roles.includes('proxy') ? caller.label : null,
    language: patient.language,
    zone: patient.zone,
    practice: patient.practiceName,
    plan: [
      ...planOf({
        zone: patient.zone,
        now: now.getTime(),
        taken: known,
        asked,
        deviceKinds: kindsToMeasure(devices.filter(({ status }) => isWithPatient(status))),
      }),
    ],
    repeats: await loadRepeats(context, patient.id),
    readings: newestOfEach(readings).map(toView),
    questions: [...(await openQuestions(context, patient.id))],
    messages: [...(await loadMessages(context, patient.id))],
  };
}

/** Of the days that are shown, and as far back as the longest pace that was set. */
async function loadOwn(
  context: Context,
  patientId: string,
  asked: readonly Asked[],
): Promise<readonly Reading[]> {
  const to = context.now.getTime() + aheadMs;
  const days = asked.map(({ everyHours }) => Math.ceil(everyHours / 24) + 1);
  const from = to - Math.max(shownDays, ...days) * dayMs;
  const stretches = vitalKinds.map((kind) => ({ patientId, kind, from, to }));
  return (await loadReadings(context, stretches)).get(patientId) ?? [];
}

function newestOfEach(readings: readonly Reading[]): readonly Reading[] {
  const byKind = Map.groupBy(readings, ({ kind }) => kind);
  return [...byKind.values()].flatMap((own) =>
    own.toSorted((one, other) => one.at - other.at).slice(-shownReadings),
  );
}

async function loadRepeats(context: Context, patientId: string): Promise<PortalHome['repeats']> {
  const requests = await pendingRepeatRequests(context, patientId);
  return requests.map(({ kind, notBefore, dueAt, ask }) => ({
    kind,
    notBefore: notBefore.toISOString(),
    dueAt: dueAt.toISOString(),
    // Clinical words that nobody reviewed in both languages are shown to no patient.
    ask: isReviewed(ask, 'en') && isReviewed(ask, 'es') ? { en: ask.en, es: ask.es } : null,
  }));
}

function toView({ kind, at, values, unit, beyond }: Reading): PortalHome['readings'][number] {
  return { kind, at: new Date(at).toISOString(), values, unit, beyond: beyond ?? null };
}
