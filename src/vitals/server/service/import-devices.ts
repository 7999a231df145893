import { recordAudit } from '../../../access/server/service.ts';
import { resolvePatientReferences } from '../../../people/server/service.ts';
import type { Context } from '../../../platform/server/context.ts';
import { newId } from '../../../platform/server/ids.ts';
import { readDevice, type DeviceDraft } from '../fhir/read-device.ts';
import { insertDevices, selectByIdentifiers, type NewDeviceRow } from '../store/devices.ts';

export interface ImportedDevice {
  readonly status: 'accepted' | 'duplicate' | 'rejected';
  readonly code?: 'device-without-name' | 'patient-unknown';
  readonly id?: string;
}

/**
 * Registers FHIR Devices, one result each. A device that is known already is left as it is: whose it is
 * was perhaps corrected here. One of a patient who is not known is refused, so that it is nobody's.
 */
export async function importDevices(
  context: Context,
  resources: readonly Readonly<Record<string, unknown>>[],
  options: {
    readonly dryRun?: boolean;
    /** Our ids of patients by the reference that these resources use for them. */
    readonly patientIds?: ReadonlyMap<string, string>;
  } = {},
): Promise<readonly ImportedDevice[]> {
  const { tx, caller } = context;
  const drafts = resources.map(readDevice);
  const known = new Set(drafts.flatMap((draft) => draft?.identifier ?? []));
  const rows = await selectByIdentifiers(tx, caller.organizationId, [...known]);
  const taken = new Map(rows.map(({ identifier, id }) => [identifier, id]));
  const owners = await findOwners(context, drafts, options.patientIds ?? new Map());
  const added: NewDeviceRow[] = [];
  const results = drafts.map((draft): ImportedDevice => {
    if (draft === null) return { status: 'rejected', code: 'device-without-name' };
    const id = taken.get(draft.identifier);
    if (id !== undefined) return { status: 'duplicate', id };
    const owner = draft.patient === null ? null : owners.get(draft.patient);
    if (owner === undefined) return { status: 'rejected', code: 'patient-unknown' };
    const row = toRow(context, draft, owner);
    added.push(row);
    taken.set(row.identifier, row.id);
    return { status: 'accepted', id: row.id };
  });
  if (options.dryRun !== true) {
    // In the order of their key, or two imports of the same devices wait for each other.
    const sorted = added.toSorted((a, b) => (a.identifier < b.identifier ? -1 : 1));
    await insertDevices(tx, caller.organizationId, sorted);
  }
  const patientIds = added.flatMap(({ patientId }) => patientId ?? []);
  const detail = { devices: added.length, dryRun: options.dryRun ?? false };
  await recordAudit(context, {
    action: 'devices.import',
    patientIds,
    purpose: 'operations',
    detail,
  });
  return results;
}

async function findOwners(
  { tx, caller }: Context,
  drafts: readonly (DeviceDraft | null)[],
  patientIds: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const owners = new Map(patientIds);
  const asked = drafts.flatMap((draft) => draft?.patient ?? []).filter((one) => !owners.has(one));
  for (const [reference, owner] of await resolvePatientReferences(tx, asked, caller)) {
    if (typeof owner === 'object') owners.set(reference, owner.id);
  }
  return owners;
}

function toRow({ now }: Context, draft: DeviceDraft, patientId: string | null): NewDeviceRow {
  return {
    id: newId(now.getTime()),
    identifier: draft.identifier,
    model: draft.model,
    kinds: draft.kinds,
    validated: null,
    patientId,
    status: draft.active ? 'active' : 'retired',
    zoneLessClock: false,
    createdAt: now,
  };
}
