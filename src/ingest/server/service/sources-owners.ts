import { resolvePatientReferences } from '../../../people/server/service.ts';
import type { Context } from '../../../platform/server/context.ts';
import { devicesNamed } from '../../../vitals/server/service.ts';
import { isRejection } from '../../core/adapter.ts';
import type { VendorItem } from '../../core/vendors/vendor.ts';

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
    // One that came back or was lost may be in anybody's hands.
    const patientId = device?.status === 'active' ? device.patientId : null;
    return patientId === null ? item : { ...item, patient: patientId };
  });
}
