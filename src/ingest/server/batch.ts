import { recordAudit } from '../../access/server/service.ts';
import { judge, loadJudging, type Judging } from '../../monitoring/server/service/judging.ts';
import type { Context } from '../../platform/server/context.ts';
import { announce, type Topic } from '../../platform/server/live.ts';
import { loadDaysEpoch, recordReadings, type NewReading } from '../../vitals/server/service.ts';
import type { Owner } from '../core/entry.ts';
import { countOutcomes, type ItemOutcome } from '../core/outcome.ts';
import { raiseDataChecks } from './data-check.ts';
import { decideAll, type Accepted } from './decide-all.ts';
import { packBody } from './delivery.ts';
import { locate } from './locate.ts';
import type { Located } from './located.ts';
import type { Part } from './parts.ts';
import { openSlots, type PlacedSlot, type Slot } from './slots.ts';
import { insertDeliveries } from './store/deliveries.ts';
import { insertQuarantine, selectDecided } from './store/quarantine.ts';

export interface Processed {
  /** Of every item, per part. */
  readonly outcomes: readonly (readonly ItemOutcome[])[];
  /** To be called once the transaction is committed. */
  readonly committed: () => void;
}

/**
 * Takes a group of parts of one organization in one transaction: whose and when, new or known, believable
 * or not; then readings, alerts, work, held items and the audit event. The caller holds the readings lock of their patients.
 */
export async function processBatch(context: Context, parts: readonly Part[]): Promise<Processed> {
  const located = await locateParts(context, parts);
  const opened = parts.map((part, place) => openSlots(part, located[place] ?? []));
  const placed = opened.flatMap((one) => one.placed);
  const slots = opened.map((one) => one.slots);
  const [judgings, daysEpoch] = await Promise.all([
    loadJudging(context, ownersOf(placed)),
    loadDaysEpoch(context),
  ]);
  const accepted = await decideAll(context, placed, judgings);
  const committed = await store(context, { parts, slots, accepted, judgings, daysEpoch });
  return { outcomes: slots.map((list) => list.map(outcomeOf)), committed };
}

/** Finds whose the items are, unless that was done before the lock. */
function locateParts(
  context: Context,
  parts: readonly Part[],
): Promise<readonly (readonly Located[])[]> {
  const before = parts.flatMap((part) => (part.located === undefined ? [] : [part.located]));
  return before.length === parts.length ? Promise.resolve(before) : locate(context, parts);
}

function outcomeOf({ outcome }: Slot): ItemOutcome {
  if (outcome === undefined) throw new Error('An item left its batch without an outcome.');
  return outcome;
}

function ownersOf(placed: readonly PlacedSlot[]): readonly Owner[] {
  return [...new Map(placed.map((one) => [one.placed.owner.id, one.placed.owner])).values()];
}

interface Decided {
  readonly parts: readonly Part[];
  readonly slots: readonly (readonly Slot[])[];
  readonly accepted: readonly Accepted[];
  readonly judgings: ReadonlyMap<string, Judging>;
  readonly daysEpoch: number;
}

/** Everything is issued at once: the lane keeps the order, and one round trip carries it. */
async function store(
  context: Context,
  { parts, slots, accepted, judgings, daysEpoch }: Decided,
): Promise<() => void> {
  const all = slots.flat();
  const [committed, , worked] = await Promise.all([
    recordReadings(context, accepted.map(newReading), daysEpoch),
    keepHeld(context, all),
    judgeAccepted(context, accepted, judgings),
  ]);
  await Promise.all([
    keepDeliveries(context, parts, slots),
    audit(context, parts, slots),
    announce(context.tx, context.caller.organizationId, topicsOf(all, worked)),
  ]);
  return committed;
}

function newReading({ slot, placed, reading, doubts }: Accepted): NewReading {
  return {
    patientId: placed.owner.id,
    zone: placed.owner.zone,
    reading,
    deliveryId: slot.part.id,
    receivedAt: slot.part.queued.receivedAt,
    doubts,
  };
}

/** Judges what came in live, patient by patient; tells whether any work changed. */
async function judgeAccepted(
  context: Context,
  accepted: readonly Accepted[],
  judgings: ReadonlyMap<string, Judging>,
): Promise<boolean> {
  const live = accepted.filter(({ slot }) => slot.part.queued.live);
  const byPatient = Map.groupBy(live, ({ placed }) => placed.owner.id);
  const inputs = [...byPatient].flatMap(([patientId, own]) => {
    const judging = judgings.get(patientId);
    const [first] = own;
    if (judging === undefined || first === undefined) return [];
    const { history, newestJudgedAt } = first.circumstances;
    return [{ judging, newReadings: own.map(({ reading }) => reading), history, newestJudgedAt }];
  });
  return (await judge(context, inputs)).workChanged;
}

/** Keeps what is held or was refused, and makes it somebody's work. */
async function keepHeld(context: Context, slots: readonly Slot[]): Promise<void> {
  const kept = slots.flatMap((slot) => (slot.kept === undefined ? [] : [slot.kept]));
  if (kept.length === 0) return;
  const { tx, caller } = context;
  const rows = [...new Map(kept.map((row) => [row.identity, row])).values()];
  rows.sort((a, b) => (a.identity < b.identity ? -1 : 1));
  const added = await insertQuarantine(tx, caller.organizationId, rows);
  const known = rows.filter(({ identity }) => !added.has(identity));
  if (known.length > 0)
    await answerDecided(
      context,
      slots,
      known.map((row) => row.identity),
    );
  await raiseDataChecks(
    context,
    rows.filter(({ identity }) => added.has(identity)),
  );
}

/** Somebody has decided about the very same thing: it is no longer waiting. */
async function answerDecided(
  context: Context,
  slots: readonly Slot[],
  identities: readonly string[],
): Promise<void> {
  const decided = await selectDecided(context.tx, context.caller.organizationId, identities);
  for (const slot of slots) {
    if (slot.kept === undefined || slot.outcome === undefined) continue;
    if (slot.outcome.status !== 'quarantined' || !decided.has(slot.kept.identity)) continue;
    slot.outcome = { ...slot.outcome, status: 'duplicate', code: undefined };
  }
}

async function keepDeliveries(
  context: Context,
  parts: readonly Part[],
  slots: readonly (readonly Slot[])[],
): Promise<void> {
  const rows = parts.map(({ id, queued, withBody }, place) => {
    const { delivery, source, contentHash, receivedAt } = queued;
    const counts = countOutcomes((slots[place] ?? []).map(outcomeOf));
    // All of it was there before, so the delivery that brought it holds the body.
    const repeated = counts.duplicate > 0 && counts.duplicate === (slots[place]?.length ?? 0);
    const { caller } = delivery;
    return {
      id,
      source,
      adapter: delivery.adapter,
      tokenId: caller.kind === 'token' ? caller.id : null,
      userId: caller.kind === 'user' ? caller.id : null,
      messageId: delivery.messageId ?? null,
      contentHash,
      contentType: delivery.contentType,
      ...packBody(repeated || !withBody ? null : delivery.body),
      receivedAt,
      ...counts,
    };
  });
  await insertDeliveries(context.tx, context.caller.organizationId, rows);
}

/** One event for all deliveries of one caller, with every patient whose readings came. */
async function audit(
  context: Context,
  parts: readonly Part[],
  slots: readonly (readonly Slot[])[],
): Promise<void> {
  const byCaller = Map.groupBy(
    parts.map(({ queued }, place) => ({ caller: queued.delivery.caller, own: slots[place] ?? [] })),
    ({ caller }) => `${caller.kind} ${caller.id}`,
  );
  const events = [...byCaller.values()].map(async (group) => {
    const caller = group[0]?.caller ?? context.caller;
    const own = group.flatMap((one) => one.own);
    const patientIds = new Set(own.flatMap((slot) => slot.outcome?.key?.patientId ?? []));
    for (const { kept } of own) if (kept?.patientId) patientIds.add(kept.patientId);
    await recordAudit(
      { ...context, caller },
      {
        action: 'readings.receive',
        patientIds: [...patientIds],
        detail: { deliveries: group.length, ...countOutcomes(own.map(outcomeOf)) },
      },
    );
  });
  await Promise.all(events);
}

function topicsOf(slots: readonly Slot[], worked: boolean): readonly Topic[] {
  const topics = new Set<Topic>();
  for (const { outcome, kept } of slots) {
    if (outcome?.status === 'accepted' && outcome.key)
      topics.add(`patient:${outcome.key.patientId}`);
    if (kept !== undefined) topics.add('quarantine').add('work');
  }
  if (worked) topics.add('work');
  return [...topics];
}
