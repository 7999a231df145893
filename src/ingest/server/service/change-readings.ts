import type { Context } from '../../../platform/server/context.ts';
import { tellWhoActed } from '../../../monitoring/server/service/correction-notices.ts';
import { recompute } from '../../../monitoring/server/service/recompute.ts';
import { announce, type Topic } from '../../../platform/server/live.ts';
import type { Reading } from '../../../vitals/core/reading.ts';
import { nameValues } from '../../../vitals/core/reading-row.ts';
import { findKnown, recordReadings, vitalSigns } from '../../../vitals/server/service.ts';
import {
  correctReadings,
  daysWithData,
  viewReadings,
  type ReadingKeyOf,
} from '../../../vitals/server/service/corrections.ts';
import type { Difference } from '../../contract.ts';
import { isEqual, type Known } from '../../core/decide.ts';
import type { Owner } from '../../core/entry.ts';

/** A change of one patient's stored readings, decided by a person. */
export interface ReadingChange {
  readonly owner: Owner;
  readonly added: {
    readonly reading: Reading;
    readonly deliveryId: string;
    /** Milliseconds since 1970 UTC. */
    readonly receivedAt: number;
  } | null;
  /** What counts for nothing from now on: replaced by what is added, withdrawn when nothing is. */
  readonly gone: readonly ReadingKeyOf[];
  readonly reason: string;
}

/**
 * Appends a reading and takes others out of account; recomputes days with data, alerts and work, and
 * answers what became different. The caller holds the readings lock of the organization. Throws
 * MissingPartitions when the month has no place yet: then nothing has been written.
 */
export async function changeReadings(context: Context, change: ReadingChange): Promise<Difference> {
  const { owner, added, gone, reason } = change;
  const keys = [...(added === null ? [] : [added.reading]), ...gone];
  const instants = keys.map(({ at }) => at);
  const before = await daysWithData(context, owner, instants);
  if (added !== null) {
    const whose = { patientId: owner.id, zone: owner.zone };
    await recordReadings(context, [{ ...whose, ...added, doubts: null }]);
  }
  if (gone.length > 0) {
    await correctReadings(context, owner, gone, { reason, replacedBy: added?.reading ?? null });
  }
  const after = await daysWithData(context, owner, instants);
  const alerts = await recompute(context, owner, Math.min(...instants));
  const readings = await viewReadings(context, owner.id, keys);
  await tellWhoActed(context, owner, readings);
  const topics: Topic[] = [`patient:${owner.id}`, ...(alerts.length > 0 ? ['work' as const] : [])];
  await announce(context.tx, context.caller.organizationId, topics);
  return {
    readings: [...readings],
    alerts: [...alerts],
    daysGained: [...after].filter((day) => !before.has(day)).toSorted(),
    daysLost: [...before].filter((day) => !after.has(day)).toSorted(),
  };
}

/** A source that counts its messages anew may use an id again after so long (ingest/core/decide.ts). */
const sameMessageMs = 24 * 3_600_000;

interface KnownUnder extends Known {
  readonly corrected: boolean;
}

/**
 * Stores a reading that a person believes. It takes the place of whatever is stored under the same
 * message; where it stands there already, nothing changes. `otherId` names it when its key is taken.
 */
export async function storeBelieved(
  context: Context,
  believed: Omit<ReadingChange, 'gone' | 'added'> & {
    readonly added: NonNullable<ReadingChange['added']>;
    readonly otherId: string;
  },
): Promise<Difference> {
  const { otherId, owner, added, reason } = believed;
  const { reading } = added;
  const { kind } = reading;
  const known = await knownUnder(context, owner.id, reading);
  const same = known.find(({ at }) => at === reading.at);
  const key = { kind, at: reading.at, sourceId: reading.sourceId };
  if (same !== undefined && !same.corrected && isEqual(same, reading)) {
    const readings = [...(await viewReadings(context, owner.id, [key]))];
    return { readings, alerts: [], daysGained: [], daysLost: [] };
  }
  const sourceId = same === undefined ? reading.sourceId : otherId;
  const gone = known
    .filter(({ corrected }) => !corrected)
    .map(({ at }) => ({ kind, at, sourceId: reading.sourceId }));
  return changeReadings(context, {
    ...{ owner, gone, reason },
    added: { ...added, reading: { ...reading, sourceId } },
  });
}

async function knownUnder(
  context: Context,
  patientId: string,
  { kind, at, sourceId }: ReadingKeyOf,
): Promise<readonly KnownUnder[]> {
  const [from, to] = [at - sameMessageMs, at + sameMessageMs];
  const nothingElse = { newerThan: to, nearFrom: to, nearTo: from };
  const found = await findKnown(
    context,
    [{ patientId, kinds: [kind], from, to, ...nothingElse }],
    [sourceId],
  );
  return found.map((row) => ({
    at: row.at,
    values: nameValues(vitalSigns(), kind, row),
    unit: row.unit,
    beyond: row.beyond ?? undefined,
    corrected: row.corrected,
  }));
}
