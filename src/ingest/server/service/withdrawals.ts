import { resolvePatientReferences } from '../../../people/server/service.ts';
import type { Caller, Context } from '../../../platform/server/context.ts';
import { findKnown, vitalSigns } from '../../../vitals/server/service.ts';
import type { DeliveryItem } from '../../core/adapter.ts';
import { place, understand, type Placed } from '../../core/entry.ts';
import type { ItemOutcome } from '../../core/outcome.ts';
import type { Delivery, Ingest } from '../service.ts';
import { sourceOf } from '../delivery.ts';
import { withdraw } from './corrections.ts';

const dayMs = 86_400_000;
/** A message without a time stands at that of its arrival, whenever that was. */
const arrivalLookBackMs = 400 * dayMs;

/** What a source says of what it takes back: a code of FHIR, the same in every language. */
const reason = 'entered-in-error';

/**
 * Takes back what a source says it sent by mistake: the readings stay and count for nothing, and what
 * depended on them is computed anew. `delivery.items` are the messages as they were sent. One that is
 * not stored is kept as refused, so that whoever decides about a held one sees that it was taken back.
 */
export async function withdrawSent(
  ingest: Ingest,
  delivery: Delivery,
): Promise<readonly ItemOutcome[]> {
  const outcomes: ItemOutcome[] = [];
  const unknown: DeliveryItem[] = [];
  for (const item of delivery.items) {
    const outcome = await ingest.runAlone(delivery.caller, (context) =>
      withdrawOne(context, item, sourceOf(delivery)),
    );
    if (outcome === undefined) unknown.push(refused(item));
    else outcomes.push(outcome);
  }
  if (unknown.length > 0) outcomes.push(...(await ingest.receive({ ...delivery, items: unknown })));
  return outcomes;
}

function refused({ index, messageId, raw }: DeliveryItem): DeliveryItem {
  const named = messageId === undefined ? undefined : { messageId };
  return { index, ...named, code: 'status-not-final', field: 'status', raw };
}

/** Undefined when nothing of it is stored. */
async function withdrawOne(
  context: Context,
  item: DeliveryItem,
  source: string,
): Promise<ItemOutcome | undefined> {
  const understood = understand(vitalSigns(), item);
  if ('code' in understood) return undefined;
  const owner = await findOwner(context, understood.candidate.patient);
  if (owner === undefined) return undefined;
  const receivedAt = context.now.getTime();
  const placed = place(understood, owner, undefined, { source, receivedAt, contentHash: '' });
  if ('problem' in placed) return undefined;
  const stored = await findStored(context, placed);
  const { index, messageId } = item;
  const { kind } = placed.measurement;
  const { sourceId } = placed;
  for (const { at, corrected } of stored) {
    if (corrected) continue;
    await withdraw(context, owner.id, { kind, at: new Date(at).toISOString(), sourceId, reason });
  }
  const [first] = stored;
  if (first === undefined) return undefined;
  const status = stored.every(({ corrected }) => corrected) ? 'duplicate' : 'accepted';
  return { index, messageId, status, key: { patientId: owner.id, kind, at: first.at, sourceId } };
}

/** Whom the sender may not name does not exist for the sender. */
async function findOwner({ tx, caller }: Context, reference: string) {
  const scope: Pick<Caller, 'practiceId' | 'patientId'> = caller;
  const found = (await resolvePatientReferences(tx, [reference], scope)).get(reference);
  return typeof found === 'object' ? found : undefined;
}

function findStored(context: Context, { owner, measurement, time, sourceId }: Placed) {
  const back = time.trust === 'arrival-time' ? arrivalLookBackMs : dayMs;
  const [from, to] = [time.at - back, time.at + dayMs];
  const nothingElse = { newerThan: to, nearFrom: to, nearTo: from };
  const lookUp = { patientId: owner.id, kinds: [measurement.kind], from, to, ...nothingElse };
  return findKnown(context, [lookUp], [sourceId]);
}
