import { recordAudit } from '../../../access/server/service.ts';
import { openPatient } from '../../../people/server/service.ts';
import { platformProblems } from '../../../platform/core/problem.ts';
import type { Reply } from '../../../platform/core/contract.ts';
import type { Context } from '../../../platform/server/context.ts';
import type { readDays, readLatest, readOne, readSeries } from '../../contract.ts';
import { daysIn } from '../../core/days.ts';
import { vitalKinds, type VitalKind } from '../../core/reading.ts';
import { vitalOf, type Vital } from '../../core/vitals.ts';
import { vitalSigns } from '../service.ts';
import {
  selectBuckets,
  selectLatest,
  selectMonths,
  selectReading,
  selectSeries,
  type BucketRow,
} from '../store/chart.ts';
import { toReadingDetail, toReadingView } from '../views.ts';

/** A patient's readings of one kind in [from, to]: each of them, or drawn together when they are many. */
export async function loadSeries(
  context: Context,
  query: {
    readonly patientId: string;
    readonly kind: VitalKind;
    readonly from: Date;
    readonly to: Date;
    readonly points: number;
  },
): Promise<Reply<typeof readSeries>> {
  const { id: patientId } = await openPatient(context, query.patientId);
  await recordAudit(context, { action: 'readings.read', patientIds: [patientId] });
  const { kind, from, to, points } = query;
  const { organizationId } = context.caller;
  const stretch = { patientId, kind, from, to };
  const rows = await selectSeries(context.tx, organizationId, stretch, points + 1);
  if (rows.length <= points) return { kind, readings: rows.map(toReadingView), buckets: [] };
  // Whole seconds: the last step may reach beyond the end, none is left over.
  const stepMs = Math.max(1, Math.ceil((to.getTime() - from.getTime()) / points / 1000)) * 1000;
  const buckets = await selectBuckets(context.tx, organizationId, stretch, stepMs);
  const vital = vitalOf(vitalSigns(), kind);
  return { kind, readings: [], buckets: buckets.map((row) => toBucket(vital, row)) };
}

function toBucket(vital: Vital, row: BucketRow): Reply<typeof readSeries>['buckets'][number] {
  const named = (values: readonly (number | null)[]) =>
    Object.fromEntries(
      vital.components.flatMap(({ id }, place) => {
        const value = values[place] ?? null;
        return value === null ? [] : [[id, value] as const];
      }),
    );
  return {
    from: row.from.toISOString(),
    unit: row.unit,
    count: row.count,
    beyond: { HI: row.high, LO: row.low },
    low: named(row.lowest),
    mean: named(row.mean),
    high: named(row.highest),
  };
}

/** A clock ahead of ours by more than this is doubted (vitals/core/time.ts), and is no news. */
const aheadMs = 10 * 60_000;

/** The patient's newest reading of each kind; a device with a clock far ahead does not hide the others. */
export async function loadLatest(
  context: Context,
  patientId: string,
): Promise<Reply<typeof readLatest>> {
  const { id } = await openPatient(context, patientId);
  await recordAudit(context, { action: 'readings.read', patientIds: [id] });
  const until = new Date(context.now.getTime() + aheadMs);
  const { organizationId } = context.caller;
  const rows = await selectLatest(context.tx, organizationId, id, vitalKinds, until);
  return { readings: rows.map(toReadingView) };
}

/** One reading with everything that is kept of it; refuses with `record.not-found` when there is none. */
export async function loadReading(
  context: Context,
  key: {
    readonly patientId: string;
    readonly kind: VitalKind;
    readonly at: Date;
    readonly sourceId: string;
  },
): Promise<Reply<typeof readOne>> {
  const { id: patientId } = await openPatient(context, key.patientId);
  const { organizationId } = context.caller;
  const row = await selectReading(context.tx, organizationId, { ...key, patientId });
  if (row === undefined) throw platformProblems['record.not-found']();
  await recordAudit(context, { action: 'readings.read', patientIds: [patientId] });
  return toReadingDetail(row);
}

/** The patient's local days with readings in the months (YYYY-MM) between two, both included. */
export async function loadDays(
  context: Context,
  patientId: string,
  range: { readonly from: string; readonly to: string },
): Promise<Reply<typeof readDays>> {
  const { id } = await openPatient(context, patientId);
  await recordAudit(context, { action: 'readings.read', patientIds: [id] });
  const { organizationId } = context.caller;
  const [from, to] = [`${range.from}-01`, `${range.to}-01`];
  const rows = await selectMonths(context.tx, organizationId, id, from, to);
  const months = rows.map((row) => ({
    month: row.month.slice(0, 7),
    kind: row.kind,
    days: daysIn(row.allDays),
    deviceDays: daysIn(row.deviceDays),
  }));
  return { months: months.filter(({ days }) => days.length > 0) };
}
