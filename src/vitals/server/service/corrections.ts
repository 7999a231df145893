import type { Context } from '../../../platform/server/context.ts';
import { newId } from '../../../platform/server/ids.ts';
import { daysIn, daysOf } from '../../core/days.ts';
import type { ReadingView } from '../../core/reading-view.ts';
import type { Reading, VitalKind } from '../../core/reading.ts';
import { localDate } from '../../core/zone.ts';
import { nameValues } from '../../core/reading-row.ts';
import { loadReadings, vitalSigns } from '../service.ts';
import { selectMonths, selectReading } from '../store/chart.ts';
import { insertCorrections, selectCorrections } from '../store/corrections.ts';
import { setDays } from '../store/days.ts';
import { toReadingView } from '../views.ts';

/** One stored reading of a patient. */
export interface ReadingKeyOf {
  readonly kind: VitalKind;
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
  readonly sourceId: string;
}

interface PatientInZone {
  readonly id: string;
  /** IANA zone. */
  readonly zone: string;
}

/**
 * Notes that readings count for nothing any more: replaced by another one, or withdrawn when there is none.
 * Their days are counted anew. The caller holds the readings lock of the organization.
 */
export async function correctReadings(
  context: Context,
  patient: PatientInZone,
  keys: readonly ReadingKeyOf[],
  why: { readonly reason: string; readonly replacedBy: ReadingKeyOf | null },
): Promise<void> {
  const { tx, caller, now } = context;
  const { reason, replacedBy } = why;
  const rows = keys.map(({ kind, at, sourceId }) => ({
    ...{
      id: newId(now.getTime()),
      patientId: patient.id,
      kind,
      effectiveAt: new Date(at),
      sourceId,
    },
    action: replacedBy === null ? ('withdrawn' as const) : ('replaced' as const),
    replacedByAt: replacedBy === null ? null : new Date(replacedBy.at),
    replacedBySourceId: replacedBy?.sourceId ?? null,
    ...{ reason, authorId: caller.id, at: now },
  }));
  await insertCorrections(tx, caller.organizationId, rows);
  const months = new Set(keys.map(({ kind, at }) => `${kind} ${monthOf(at, patient.zone)}`));
  for (const one of [...months].toSorted()) {
    const [kind = '', month = ''] = one.split(' ');
    await recountMonth(context, patient, kind as VitalKind, month);
  }
}

/** YYYY-MM where the patient lives. */
function monthOf(at: number, zone: string): string {
  return localDate(at, zone).slice(0, 7);
}

const dayMs = 24 * 3_600_000;

async function recountMonth(
  context: Context,
  { id: patientId, zone }: PatientInZone,
  kind: VitalKind,
  month: string,
): Promise<void> {
  const first = Date.parse(`${month}-01T00:00:00Z`);
  // A day more on both sides: the month begins and ends elsewhere where the patient lives.
  const stretch = { patientId, kind, from: first - dayMs, to: first + 32 * dayMs };
  const readings = (await loadReadings(context, [stretch])).get(patientId) ?? [];
  const owned = readings
    .filter(({ at }) => monthOf(at, zone) === month)
    .map((reading) => ({ patientId, zone, reading }));
  const none = { patientId, month: `${month}-01`, kind, allDays: 0, deviceDays: 0 };
  const [bits = none] = daysOf(owned);
  await setDays(context.tx, context.caller.organizationId, bits);
}

/** The patient's local days (YYYY-MM-DD) with any reading, in the months of these instants. */
export async function daysWithData(
  context: Context,
  patient: PatientInZone,
  instants: readonly number[],
): Promise<ReadonlySet<string>> {
  const days = new Set<string>();
  for (const month of new Set(instants.map((at) => `${monthOf(at, patient.zone)}-01`))) {
    const { organizationId } = context.caller;
    for (const row of await selectMonths(context.tx, organizationId, patient.id, month, month)) {
      for (const day of daysIn(row.allDays)) {
        days.add(`${month.slice(0, 8)}${String(day).padStart(2, '0')}`);
      }
    }
  }
  return days;
}

/** Stored readings as screens show them, with what became of them; one that is not there is passed over. */
export async function viewReadings(
  context: Context,
  patientId: string,
  keys: readonly ReadingKeyOf[],
): Promise<readonly ReadingView[]> {
  const views: ReadingView[] = [];
  for (const { kind, at, sourceId } of keys) {
    const key = { patientId, kind, at: new Date(at), sourceId };
    const row = await selectReading(context.tx, context.caller.organizationId, key);
    if (row !== undefined) views.push(toReadingView(row));
  }
  return views;
}

/** A value as it was before or is since a correction. */
export type CorrectedValue = Pick<Reading, 'values' | 'unit'> & {
  readonly beyond: 'HI' | 'LO' | null;
};

/** One correction of a reading as it is told. */
export interface ToldCorrection {
  readonly id: string;
  readonly kind: VitalKind;
  /** When it was measured, and when it was corrected. */
  readonly measuredAt: Date;
  readonly at: Date;
  readonly before: CorrectedValue;
  /** Null: it was taken back, and nothing took its place. */
  readonly after: CorrectedValue | null;
  readonly reason: string;
  readonly authorId: string | null;
}

/** What was corrected of a patient's readings between two moments, the latest first; at most `limit`. */
export async function listCorrections(
  { tx, caller }: Context,
  patientId: string,
  span: { readonly from: Date; readonly to: Date },
  limit: number,
): Promise<readonly ToldCorrection[]> {
  const rows = await selectCorrections(tx, caller.organizationId, patientId, span, limit);
  return rows.map(({ effectiveAt, before, after, ...row }) => {
    const value = ({ unit, beyond, ...positioned }: typeof before): CorrectedValue => {
      return { values: nameValues(vitalSigns(), row.kind, positioned), unit, beyond };
    };
    return {
      ...{ ...row, measuredAt: effectiveAt, before: value(before) },
      after: after === null ? null : value(after),
    };
  });
}
