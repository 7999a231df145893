import { resolvePatientReferences } from '../../../../people/server/service.ts';
import type { Context } from '../../../../platform/server/context.ts';
import { holderAt, isWithPatient } from '../../../../vitals/core/device-state.ts';
import { resolveTime } from '../../../../vitals/core/time.ts';
import { devicesNamed } from '../../../../vitals/server/service.ts';
import { isRejection } from '../../../core/adapter.ts';
import type { VendorCandidate, VendorItem } from '../../../core/vendors/vendor.ts';

/**
 * Says whose the items are: the patient whom the vendor's account names, else whoever the device is
 * registered for. What belongs to neither stays as it is, and is held without a patient.
 */
export async function assignOwners(
  context: Context,
  items: readonly VendorItem[],
): Promise<readonly VendorItem[]> {
  const candidates = items.flatMap((item) => (isRejection(item) ? [] : [item]));
  if (candidates.length === 0) return items;
  const references = [...new Set(candidates.map(({ patient }) => patient))];
  const devices = [...new Set(candidates.flatMap(({ device }) => device ?? []))];
  const [patients, registered] = await Promise.all([
    resolvePatientReferences(context.tx, references, context.caller),
    devicesNamed(context, devices),
  ]);
  return items.map((item) => {
    if (isRejection(item) || typeof patients.get(item.patient) === 'object') return item;
    const device = item.device === undefined ? undefined : registered.get(item.device);
    const patientId = device && ownerOf(device, item, context.now.getTime());
    return patientId === undefined ? item : { ...item, patient: patientId };
  });
}

type Registered = NonNullable<ReturnType<Awaited<ReturnType<typeof devicesNamed>>['get']>>;

/**
 * Whoever had the device when it measured. One that only ever one person had is theirs also before it
 * was registered, but not once it came back or was lost: then it may be in anybody's hands.
 */
function ownerOf(
  device: Registered,
  item: VendorCandidate,
  receivedAt: number,
): string | undefined {
  const { holdings, patientId, status } = device;
  const { at, offset, zone: patientZone = 'UTC' } = item;
  const time = resolveTime({
    at,
    offset,
    deviceZoneLess: device.zoneLessClock,
    patientZone,
    receivedAt,
  });
  const holder = time.problem === undefined ? holderAt(holdings, time.at) : undefined;
  if (holder !== undefined) return holder;
  return holdings.length <= 1 && isWithPatient(status) ? (patientId ?? undefined) : undefined;
}
