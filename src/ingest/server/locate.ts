import { resolvePatientReferences, type ResolvedReference } from '../../people/server/service.ts';
import type { Context } from '../../platform/server/context.ts';
import type { VitalKind } from '../../vitals/core/reading.ts';
import { holderAt } from '../../vitals/core/device-state.ts';
import { findDevices } from '../../vitals/server/service.ts';
import type { Rejection } from '../core/adapter.ts';
import { place, reject, timeProblem, type Owner, type Understood } from '../core/entry.ts';
import type { QueuedDelivery } from './delivery.ts';
import type { Located } from './located.ts';

/** Items of a delivery, or of a part of it. */
export interface ToLocate {
  readonly queued: QueuedDelivery;
  readonly items: readonly (Understood | Rejection)[];
}

type Owners = ReadonlyMap<Understood, ResolvedReference>;
type Devices = Awaited<ReturnType<typeof findDevices>>;

/**
 * Finds whose each measurement is, on which device and when it was taken, for several deliveries in
 * two statements. Without a patient there is nothing to store it under: it is held.
 */
export async function locate(
  context: Context,
  wanted: readonly ToLocate[],
): Promise<readonly (readonly Located[])[]> {
  const understood = wanted.map(({ items }) => items.filter((item) => 'candidate' in item));
  const [owners, devices] = await Promise.all([
    resolveOwners(context, wanted, understood),
    findDevices(context, namedDevices(understood.flat())),
  ]);
  return wanted.map(({ queued, items }) =>
    items.map((item) =>
      'candidate' in item ? locateOne(queued, item, owners, devices) : { rejection: item },
    ),
  );
}

function namedDevices(understood: readonly Understood[]): ReadonlyMap<string, VitalKind> {
  const named = new Map<string, VitalKind>();
  for (const { candidate, measurement } of understood) {
    if (candidate.device !== undefined) named.set(candidate.device, measurement.kind);
  }
  return named;
}

/** What a token is bound to decides whom it may name, so references are asked for by scope. */
async function resolveOwners(
  context: Context,
  wanted: readonly ToLocate[],
  understood: readonly (readonly Understood[])[],
): Promise<Owners> {
  const scopes = Map.groupBy(wanted.keys(), (index) => {
    const caller = wanted[index]?.queued.delivery.caller;
    return `${caller?.practiceId ?? ''} ${caller?.patientId ?? ''}`;
  });
  const owners = new Map<Understood, ResolvedReference>();
  const asked = [...scopes.values()].map(async (places) => {
    const items = places.flatMap((index) => understood[index] ?? []);
    const references = [...new Set(items.map(({ candidate }) => candidate.patient))];
    const scope = wanted[places[0] ?? 0]?.queued.delivery.caller;
    const resolved = await resolvePatientReferences(context.tx, references, scope);
    for (const item of items) {
      owners.set(item, resolved.get(item.candidate.patient) ?? 'unknown');
    }
  });
  await Promise.all(asked);
  return owners;
}

function locateOne(
  queued: QueuedDelivery,
  understood: Understood,
  owners: Owners,
  devices: Devices,
): Located {
  const { candidate } = understood;
  const owner = owners.get(understood);
  const provenance = {
    source: queued.source,
    receivedAt: queued.receivedAt,
    contentHash: queued.contentHash.toString('base64url'),
  };
  if (owner === undefined || typeof owner === 'string') {
    const problem = timeProblem(understood, provenance);
    if (problem !== undefined) return { rejection: reject(candidate, problem, 'at') };
    // Whom the sender may not name does not exist for the sender.
    const code = owner === 'ambiguous' ? 'patient-ambiguous' : 'patient-unknown';
    return { understood, hold: { code, detail: {}, critical: false } };
  }
  const device = candidate.device === undefined ? undefined : devices.get(candidate.device);
  const placed = place(understood, owner, device, provenance);
  if ('problem' in placed) return { rejection: reject(candidate, placed.problem, 'at') };
  // Whoever had it then: a late reading of a device that has gone to somebody else is not theirs.
  const holder = device && (holderAt(device.holdings, placed.time.at) ?? device.patientId);
  if (typeof holder === 'string' && holder !== owner.id) {
    const hold = { code: 'device-of-another-patient', detail: {}, critical: false } as const;
    return { understood, hold, placed };
  }
  if (isEnded(owner) && !placed.time.late && queued.live) {
    const hold = { code: 'patient-not-active', detail: {}, critical: false } as const;
    return { understood, hold, placed };
  }
  return { understood, placed };
}

/** History of somebody who has died or left is taken; something measured just now is somebody else's. */
function isEnded({ status }: Owner & { readonly status: string }): boolean {
  return status === 'ended' || status === 'deceased';
}
