import { createHash } from 'node:crypto';

import { recordAudit } from '../../../../access/server/service.ts';
import { resolvePatientReferences } from '../../../../people/server/service.ts';
import type { Context } from '../../../../platform/server/context.ts';
import { newId } from '../../../../platform/server/ids.ts';
import { holderAt } from '../../../../vitals/core/device-state.ts';
import { assessPlausibility } from '../../../../vitals/core/plausibility.ts';
import { nameValues } from '../../../../vitals/core/reading-row.ts';
import {
  findDevices,
  findKnown,
  loadReadings,
  vitalSigns,
} from '../../../../vitals/server/service.ts';
import { isRejection } from '../../../core/adapter.ts';
import { isEqual, readingOf, type Known } from '../../../core/decide.ts';
import { place, understand, type Placed } from '../../../core/entry.ts';
import { countOutcomes, type ItemOutcome } from '../../../core/outcome.ts';
import type { VendorCandidate, VendorItem } from '../../../core/vendors/vendor.ts';
import { insertDeliveries } from '../../store/deliveries.ts';
import { changeReadings } from '../change-readings.ts';

export interface Settled {
  /** Of items that said something of a reading which is stored already. */
  readonly outcomes: readonly ItemOutcome[];
  /** What is new, or must be looked at by a person: for the usual way in. */
  readonly rest: readonly VendorItem[];
}

interface Sender {
  readonly source: string;
  readonly adapter: string;
}

/** Of one message so many forms are followed; what changes more often is looked at by a person. */
const mostForms = 9;

/**
 * Takes what vendors say anew of a stored reading: another value under the same message is appended
 * in its place, a deletion takes it back, and what was said before is a duplicate whatever came since.
 * All that depended on the reading is computed anew. Runs alone for the organization.
 */
export async function settleKnown(
  context: Context,
  items: readonly VendorItem[],
  sender: Sender,
): Promise<Settled> {
  const placed = await placeAll(context, items, sender.source);
  const forms = await loadForms(context, [...placed.values()]);
  const outcomes: ItemOutcome[] = [];
  const rest: VendorItem[] = [];
  const deliveryId = newId(context.now.getTime());
  for (const item of items) {
    const one = isRejection(item) ? undefined : placed.get(item);
    const known = one === undefined ? [] : (forms.get(formKey(one)) ?? []);
    const outcome =
      one === undefined || isRejection(item)
        ? undefined
        : await settle(context, item, { placed: one, known, deliveryId });
    if (outcome !== undefined) outcomes.push(outcome);
    else if (!isRejection(item) && item.withdrawn === true) rest.push(notStored(item));
    else rest.push(item);
  }
  if (outcomes.length > 0) await keepDelivery(context, deliveryId, sender, outcomes);
  return { outcomes, rest };
}

/** Kept as refused, so that whoever decides about a held one sees that it was taken back. */
function notStored({ index, messageId, raw }: VendorCandidate): VendorItem {
  const named = messageId === undefined ? undefined : { messageId };
  return { index, ...named, code: 'status-not-final', field: 'deleted', raw };
}

/** The measurements whose patient is known; only vendors that revise their messages are looked at. */
async function placeAll(
  context: Context,
  items: readonly VendorItem[],
  source: string,
): Promise<ReadonlyMap<VendorItem, Placed>> {
  const vitals = vitalSigns();
  const understood = items.flatMap((item) => {
    if (isRejection(item) || item.messageId === undefined) return [];
    if (item.revises !== true && item.withdrawn !== true) return [];
    const read = understand(vitals, item);
    return 'candidate' in read ? [{ item, read }] : [];
  });
  if (understood.length === 0) return new Map();
  const named = understood.flatMap(({ item, read }) =>
    item.device === undefined ? [] : [[item.device, read.measurement.kind] as const],
  );
  const references = [...new Set(understood.map(({ item }) => item.patient))];
  const [patients, devices] = await Promise.all([
    resolvePatientReferences(context.tx, references, context.caller),
    findDevices(context, new Map(named)),
  ]);
  const provenance = { source, receivedAt: context.now.getTime(), contentHash: '' };
  const placed = new Map<VendorItem, Placed>();
  for (const { item, read } of understood) {
    const owner = patients.get(item.patient);
    const device = item.device === undefined ? undefined : devices.get(item.device);
    if (typeof owner !== 'object') continue;
    const found = place(read, owner, device, provenance);
    if ('problem' in found) continue;
    const holder = device && (holderAt(device.holdings, found.time.at) ?? device.patientId);
    if (typeof holder !== 'string' || holder === owner.id) placed.set(item, found);
  }
  return placed;
}

/** One form of a message as stored: the first under its own id, the others numbered. */
interface Form extends Known {
  readonly sourceId: string;
  readonly corrected: boolean;
}

function formKey({ owner, measurement, time, sourceId }: Placed): string {
  return [owner.id, measurement.kind, time.at, sourceId].join(' ');
}

function formIds(sourceId: string): readonly string[] {
  return Array.from({ length: mostForms }, (_, form) => formId(sourceId, form));
}

function formId(sourceId: string, form: number): string {
  return form === 0 ? sourceId : `${sourceId}#${form + 1}`;
}

async function loadForms(
  context: Context,
  placed: readonly Placed[],
): Promise<ReadonlyMap<string, readonly Form[]>> {
  const forms = new Map<string, Form[]>();
  const stretches = Map.groupBy(placed, (one) => `${one.owner.id} ${one.measurement.kind}`);
  const lookUps = [...stretches.values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const instants = own.map(({ time }) => time.at);
    const [from, to] = [Math.min(...instants), Math.max(...instants)];
    const nothingElse = { newerThan: to, nearFrom: to, nearTo: from - 1 };
    const { owner, measurement } = first;
    return [{ patientId: owner.id, kinds: [measurement.kind], from, to, ...nothingElse }];
  });
  const byForm = new Map<string, string>();
  for (const { sourceId } of placed) {
    for (const id of formIds(sourceId)) byForm.set(id, sourceId);
  }
  for (const row of await findKnown(context, lookUps, [...byForm.keys()])) {
    const patientId = lookUps[row.lookUp]?.patientId;
    const sourceId = byForm.get(row.sourceId);
    if (patientId === undefined || sourceId === undefined) continue;
    const key = [patientId, row.kind, row.at, sourceId].join(' ');
    const values = nameValues(vitalSigns(), row.kind, row);
    const form = { ...row, values, beyond: row.beyond ?? undefined };
    const list = forms.get(key);
    if (list === undefined) forms.set(key, [form]);
    else list.push(form);
  }
  return forms;
}

interface Stored {
  readonly placed: Placed;
  readonly known: readonly Form[];
  readonly deliveryId: string;
}

/** What becomes of an item of which something is stored; undefined when that is for the usual way in. */
async function settle(
  context: Context,
  item: VendorCandidate,
  { placed, known, deliveryId }: Stored,
): Promise<ItemOutcome | undefined> {
  if (known.length === 0) return undefined;
  const { owner, measurement, time } = placed;
  const { kind } = measurement;
  const outcome = { index: item.index, messageId: item.messageId };
  const standing = known.find(({ corrected }) => !corrected);
  const keyOf = (sourceId: string) => ({ patientId: owner.id, kind, at: time.at, sourceId });
  if (item.withdrawn === true) {
    const gone = standing ?? known[0];
    if (gone === undefined) return undefined;
    if (standing !== undefined) {
      await change(context, 'readings.withdraw', { placed, gone: standing, added: null });
    }
    const status = standing === undefined ? ('duplicate' as const) : ('accepted' as const);
    return { ...outcome, status, key: keyOf(gone.sourceId) };
  }
  const same = known.find((form) => isEqual(form, measurement));
  if (same !== undefined) return { ...outcome, status: 'duplicate', key: keyOf(same.sourceId) };
  if (standing === undefined || known.length >= mostForms) return undefined;
  if (await isContradiction(context, placed, standing)) return undefined;
  const taken = { ...measurement, at: time.at, trust: time.trust };
  const { placement, reasons } = assessPlausibility(vitalSigns(), taken, []);
  if (placement === 'quarantined') return undefined;
  const sourceId = formId(placed.sourceId, known.length);
  const reading = { ...readingOf(placed, placement), sourceId };
  const added = { reading, deliveryId, receivedAt: context.now.getTime() };
  await change(context, 'readings.replace', { placed, gone: standing, added });
  return { ...outcome, status: 'accepted', code: reasons[0]?.code, key: keyOf(sourceId) };
}

/** A vendor that says other values under the very same checksum contradicts itself. */
async function isContradiction(context: Context, placed: Placed, standing: Form): Promise<boolean> {
  const checksum = placed.measurement.context?.['checksum'];
  if (checksum === undefined) return false;
  const { owner, measurement, time } = placed;
  const stretch = { patientId: owner.id, kind: measurement.kind, from: time.at, to: time.at };
  const stored = (await loadReadings(context, [stretch])).get(owner.id) ?? [];
  const before = stored.find(({ sourceId }) => sourceId === standing.sourceId);
  return before?.context?.['checksum'] === checksum;
}

type Added = NonNullable<Parameters<typeof changeReadings>[1]['added']>;

async function change(
  context: Context,
  action: 'readings.withdraw' | 'readings.replace',
  { placed, gone, added }: { placed: Placed; gone: Form; added: Added | null },
): Promise<void> {
  const { owner, measurement } = placed;
  const { kind } = measurement;
  const { sourceId, at } = gone;
  const reason = added === null ? 'entered-in-error' : 'revised-by-source';
  await changeReadings(context, { owner, added, gone: [{ kind, at, sourceId }], reason });
  await recordAudit(context, { action, patientIds: [owner.id], detail: { kind, sourceId } });
}

/** Every reading came with a delivery; the body is kept with that of the rest. */
async function keepDelivery(
  { tx, caller, now }: Context,
  id: string,
  { source, adapter }: Sender,
  outcomes: readonly ItemOutcome[],
): Promise<void> {
  const contentHash = createHash('sha256').update(JSON.stringify(outcomes)).digest();
  await insertDeliveries(tx, caller.organizationId, [
    {
      ...{ id, source, adapter, tokenId: caller.id, userId: null, messageId: null, contentHash },
      ...{ contentType: 'application/json', body: null, bodyEncoding: 'identity' },
      ...{ receivedAt: now.getTime(), ...countOutcomes(outcomes) },
    },
  ]);
}
