import { historyNeeds, type Judging } from '../../monitoring/server/service/judging.ts';
import type { Context } from '../../platform/server/context.ts';
import type { EarlierReading } from '../../vitals/core/cross-checks.ts';
import { nameValues } from '../../vitals/core/reading-row.ts';
import type { Reading, VitalKind } from '../../vitals/core/reading.ts';
import { findKnown, loadReadings, vitalSigns } from '../../vitals/server/service.ts';
import { readingOf, type Known } from '../core/decide.ts';
import { lookUpsFor, type LookUp } from '../core/known.ts';
import type { Placed } from '../core/entry.ts';

/** What was stored of one patient when the batch came. */
export interface Circumstances {
  /** Stored readings by kind and source id: the same message, if it was there before. */
  readonly known: Map<string, Known[]>;
  /** What plausibility compares with. */
  readonly recent: EarlierReading[];
  /** What the protocols ask for. */
  history: readonly Reading[];
  /** Time of the newest reading stored, where it is newer than one of the new ones. */
  readonly newestJudgedAt: Partial<Record<VitalKind, number>>;
}

/** The key of a reading within its patient's `known`. */
export function knownKey(kind: VitalKind, sourceId: string): string {
  return `${kind} ${sourceId}`;
}

/** Looks up what the new readings must be compared with, for all patients in two statements. */
export async function gather(
  context: Context,
  placed: readonly Placed[],
  judgings: ReadonlyMap<string, Judging>,
): Promise<ReadonlyMap<string, Circumstances>> {
  const vitals = vitalSigns();
  const now = context.now.getTime();
  const found = new Map<string, Circumstances>();
  for (const { owner } of placed) {
    if (found.has(owner.id)) continue;
    found.set(owner.id, { known: new Map(), recent: [], history: [], newestJudgedAt: {} });
  }
  const lookUps = lookUpsFor(vitals, placed, now);
  const sourceIds = [...new Set(placed.map((one) => one.sourceId))];
  for (const row of await findKnown(context, lookUps, sourceIds)) {
    const lookUp = lookUps[row.lookUp];
    const own = lookUp === undefined ? undefined : found.get(lookUp.patientId);
    if (lookUp === undefined || own === undefined) continue;
    const values = nameValues(vitals, row.kind, row);
    note(own, lookUp, { ...row, values, beyond: row.beyond ?? undefined }, now);
  }
  await loadHistory(context, placed, judgings, found);
  return found;
}

interface FoundReading extends Known {
  readonly kind: VitalKind;
  readonly sourceId: string;
  readonly trust: Reading['trust'];
  readonly corrected: boolean;
}

function note(own: Circumstances, lookUp: LookUp, row: FoundReading, now: number): void {
  const { kind } = row;
  const key = knownKey(kind, row.sourceId);
  const list = own.known.get(key);
  if (list === undefined) own.known.set(key, [row]);
  else list.push(row);
  // Withdrawn or replaced: it is known when it comes again, but nothing is compared with it.
  if (row.corrected) return;
  if (row.at >= lookUp.nearFrom && row.at <= lookUp.nearTo) {
    own.recent.push({ kind, at: row.at, values: row.values, unit: row.unit });
  }
  if (row.at <= lookUp.newerThan || row.trust === 'clock-suspect') return;
  own.newestJudgedAt[kind] = Math.max(own.newestJudgedAt[kind] ?? 0, Math.min(row.at, now));
}

/** Few readings ask for any: weights, and values outside the quiet band. */
async function loadHistory(
  context: Context,
  placed: readonly Placed[],
  judgings: ReadonlyMap<string, Judging>,
  found: ReadonlyMap<string, Circumstances>,
): Promise<void> {
  const stretches = [];
  for (const [patientId, own] of Map.groupBy(placed, (one) => one.owner.id)) {
    const judging = judgings.get(patientId);
    const circumstances = found.get(patientId);
    if (judging === undefined || circumstances === undefined) continue;
    const readings = own.map((one) => readingOf(one, 'accepted'));
    const to = Math.max(...readings.map((reading) => reading.at));
    const { newestJudgedAt } = circumstances;
    for (const need of historyNeeds(
      judging,
      { newReadings: readings, newestJudgedAt },
      context.now,
    )) {
      stretches.push({ patientId, kind: need.kind, from: need.sinceMs, to });
    }
  }
  if (stretches.length === 0) return;
  for (const [patientId, history] of await loadReadings(context, stretches)) {
    const circumstances = found.get(patientId);
    if (circumstances !== undefined) circumstances.history = history;
  }
}
