import { resolvePatientReferences, type ResolvedReference } from '../../people/server/service.ts';
import type { Context } from '../../platform/server/context.ts';
import type { VitalKind } from '../../vitals/core/reading.ts';
import { findDevices } from '../../vitals/server/service.ts';
import { place, reject, timeProblem, type Owner } from '../core/entry.ts';
import { hold, refuse, type OpenSlot, type PlacedSlot } from './slots.ts';

type Devices = Awaited<ReturnType<typeof findDevices>>;

/**
 * Finds whose each measurement is, on which device and when it was taken. Without a patient there is
 * nothing to store it under: it is held. Items that end here carry their outcome.
 */
export async function placeAll(
  context: Context,
  slots: readonly OpenSlot[],
): Promise<readonly PlacedSlot[]> {
  if (slots.length === 0) return [];
  const [owners, devices] = await Promise.all([
    resolveOwners(context, slots),
    findDevices(context, namedDevices(slots)),
  ]);
  return slots.flatMap((slot) => {
    const placed = placeOne(slot, owners, devices);
    return placed === undefined ? [] : [placed];
  });
}

function namedDevices(slots: readonly OpenSlot[]): ReadonlyMap<string, VitalKind> {
  const named = new Map<string, VitalKind>();
  for (const { item } of slots) {
    const { device } = item.candidate;
    if (device !== undefined) named.set(device, item.measurement.kind);
  }
  return named;
}

type Owners = ReadonlyMap<OpenSlot, ResolvedReference>;

/** What a token is bound to decides whom it may name, so references are asked for by scope. */
async function resolveOwners(context: Context, slots: readonly OpenSlot[]): Promise<Owners> {
  const scopes = Map.groupBy(slots, ({ queued }) => {
    const { practiceId, patientId } = queued.delivery.caller;
    return `${practiceId ?? ''} ${patientId ?? ''}`;
  });
  const owners = new Map<OpenSlot, ResolvedReference>();
  const asked = [...scopes.values()].map(async (own) => {
    const references = [...new Set(own.map(({ item }) => item.candidate.patient))];
    const scope = own[0]?.queued.delivery.caller;
    const resolved = await resolvePatientReferences(context.tx, references, scope);
    for (const slot of own) {
      owners.set(slot, resolved.get(slot.item.candidate.patient) ?? 'unknown');
    }
  });
  await Promise.all(asked);
  return owners;
}

function placeOne(slot: OpenSlot, owners: Owners, devices: Devices): PlacedSlot | undefined {
  const { queued, item } = slot;
  const { candidate } = item;
  const owner = owners.get(slot);
  const provenance = {
    source: queued.source,
    receivedAt: queued.receivedAt,
    contentHash: queued.contentHash.toString('base64url'),
  };
  if (owner === undefined || typeof owner === 'string') {
    const problem = timeProblem(item, provenance);
    if (problem !== undefined) refuse(slot, reject(candidate, problem, 'at'));
    // Whom the sender may not name does not exist for the sender.
    const code = owner === 'ambiguous' ? 'patient-ambiguous' : 'patient-unknown';
    if (problem === undefined) hold(slot, { code, detail: {}, critical: false });
    return undefined;
  }
  const device = candidate.device === undefined ? undefined : devices.get(candidate.device);
  const placed = place(item, owner, device, provenance);
  if ('problem' in placed) {
    refuse(slot, reject(candidate, placed.problem, 'at'));
    return undefined;
  }
  const elsewhere = device?.patientId ?? owner.id;
  if (elsewhere !== owner.id) {
    hold(slot, { code: 'device-of-another-patient', detail: {}, critical: false }, placed);
    return undefined;
  }
  if (isEnded(owner) && !placed.time.late && queued.live) {
    hold(slot, { code: 'patient-not-active', detail: {}, critical: false }, placed);
    return undefined;
  }
  return { slot, placed };
}

/** History of somebody who has died or left is taken; something measured just now is somebody else's. */
function isEnded({ status }: Owner & { readonly status: string }): boolean {
  return status === 'ended' || status === 'deceased';
}
