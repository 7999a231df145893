import { recordAudit } from '../../access/server/service.ts';
import { judge, loadJudging, type Judging } from '../../monitoring/server/service/judging.ts';
import type { Context } from '../../platform/server/context.ts';
import { announce, type Topic } from '../../platform/server/live.ts';
import { recordReadings, type NewReading } from '../../vitals/server/service.ts';
import type { Owner } from '../core/entry.ts';
import { countOutcomes, type ItemOutcome } from '../core/outcome.ts';
import { raiseDataChecks } from './data-check.ts';
import { decideAll, type Accepted } from './decide-all.ts';
import { packBody, type QueuedDelivery } from './delivery.ts';
import { placeAll } from './place-all.ts';
import { refuse, type OpenSlot, type PlacedSlot, type Slot } from './slots.ts';
import { insertDeliveries } from './store/deliveries.ts';
import { insertQuarantine, selectDecided } from './store/quarantine.ts';

/**
 * Takes a group of deliveries of one organization in one transaction: who and when, new or known,
 * believable or not; then readings, alerts, work, held items and the audit event. Answers the outcome
 * of every item, per delivery. The caller holds the organization's lane.
 */
export async function processBatch(
  context: Context,
  deliveries: readonly QueuedDelivery[],
): Promise<readonly (readonly ItemOutcome[])[]> {
  const slots = deliveries.map((queued) =>
    queued.items.map((item): Slot => ({ queued, item, outcome: undefined, kept: undefined })),
  );
  const all = slots.flat();
  for (const slot of all) if ('code' in slot.item) refuse(slot, slot.item);
  const placed = await placeAll(context, all.filter(isOpen));
  const judgings = await loadJudging(context, ownersOf(placed));
  const accepted = await decideAll(context, placed, judgings);
  await store(context, deliveries, slots, accepted, judgings);
  return slots.map((list) => list.map(outcomeOf));
}

function isOpen(slot: Slot): slot is OpenSlot {
  return slot.outcome === undefined;
}

function outcomeOf({ outcome }: Slot): ItemOutcome {
  if (outcome === undefined) throw new Error('An item left its batch without an outcome.');
  return outcome;
}

function ownersOf(placed: readonly PlacedSlot[]): readonly Owner[] {
  return [...new Map(placed.map((one) => [one.placed.owner.id, one.placed.owner])).values()];
}

/** Everything is issued at once: the lane keeps the order, and one round trip carries it. */
async function store(
  context: Context,
  deliveries: readonly QueuedDelivery[],
  slots: readonly (readonly Slot[])[],
  accepted: readonly Accepted[],
  judgings: ReadonlyMap<string, Judging>,
): Promise<void> {
  const all = slots.flat();
  const [, , worked] = await Promise.all([
    recordReadings(context, accepted.map(newReading)),
    keepHeld(context, all),
    judgeAccepted(context, accepted, judgings),
  ]);
  await Promise.all([
    keepDeliveries(context, deliveries, slots),
    audit(context, deliveries, slots),
    announce(context.tx, context.caller.organizationId, topicsOf(all, worked)),
  ]);
}

function newReading({ slot, placed, reading, doubts }: Accepted): NewReading {
  return {
    patientId: placed.owner.id,
    zone: placed.owner.zone,
    reading,
    deliveryId: slot.queued.id,
    receivedAt: slot.queued.receivedAt,
    doubts,
  };
}

/** Judges what came in live, patient by patient; tells whether any work changed. */
async function judgeAccepted(
  context: Context,
  accepted: readonly Accepted[],
  judgings: ReadonlyMap<string, Judging>,
): Promise<boolean> {
  const live = accepted.filter(({ slot }) => slot.queued.live);
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
  if (known.length > 0) await answerDecided(context, slots, known.map((row) => row.identity));
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
  deliveries: readonly QueuedDelivery[],
  slots: readonly (readonly Slot[])[],
): Promise<void> {
  const rows = deliveries.map(({ id, delivery, source, contentHash, receivedAt }, place) => {
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
      ...packBody(repeated ? null : delivery.body),
      receivedAt,
      ...counts,
    };
  });
  await insertDeliveries(context.tx, context.caller.organizationId, rows);
}

/** One event for all deliveries of one caller, with every patient whose readings came. */
async function audit(
  context: Context,
  deliveries: readonly QueuedDelivery[],
  slots: readonly (readonly Slot[])[],
): Promise<void> {
  const byCaller = Map.groupBy(
    deliveries.map((queued, place) => ({ queued, own: slots[place] ?? [] })),
    ({ queued }) => `${queued.delivery.caller.kind} ${queued.delivery.caller.id}`,
  );
  const events = [...byCaller.values()].map(async (group) => {
    const caller = group[0]?.queued.delivery.caller ?? context.caller;
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
    if (outcome?.status === 'accepted' && outcome.key) topics.add(`patient:${outcome.key.patientId}`);
    if (kept !== undefined) topics.add('quarantine').add('work');
  }
  if (worked) topics.add('work');
  return [...topics];
}
