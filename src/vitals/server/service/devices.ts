import type { Static } from 'typebox';

import { recordAudit } from '../../../access/server/service.ts';
import { openPatient } from '../../../people/server/service.ts';
import { platformProblems } from '../../../platform/core/problem.ts';
import type { Context } from '../../../platform/server/context.ts';
import { newId } from '../../../platform/server/ids.ts';
import type { addDevice, changeDevice, DeviceView } from '../../contract.ts';
import { vitalsProblems } from '../../core/problems.ts';
import {
  insertDevices,
  lockDevice,
  selectByIdentifiers,
  selectOfPatient,
  updateDevice,
  type DeviceRow,
} from '../store/devices.ts';
import { toDeviceView } from '../views.ts';

/** Devices that a patient has or had, the newest first. */
export async function listDevicesOf(context: Context, patientId: string): Promise<DeviceView[]> {
  const { id } = await openPatient(context, patientId);
  await recordAudit(context, { action: 'devices.read', patientIds: [id] });
  const rows = await selectOfPatient(context.tx, context.caller.organizationId, id);
  return rows.map(toDeviceView);
}

/**
 * Registers a device. One that was only noted when a source named it is nobody's yet: it takes what is
 * said of it now. One that is somebody's is refused with `vitals.device-known`.
 */
export async function registerDevice(
  context: Context,
  given: Static<(typeof addDevice)['body']>,
): Promise<DeviceView> {
  const { tx, caller, now } = context;
  if (given.patientId !== null) await openPatient(context, given.patientId);
  const fresh: DeviceRow = { ...given, id: newId(now.getTime()), status: 'active', createdAt: now };
  if ((await insertDevices(tx, caller.organizationId, [fresh])) === 1) {
    return audited(context, fresh, []);
  }
  const [known] = await selectByIdentifiers(tx, caller.organizationId, [given.identifier]);
  const noted = known && (await lockDevice(tx, caller.organizationId, known.id));
  if (!noted || noted.patientId !== null || noted.status !== 'active') {
    throw vitalsProblems['vitals.device-known']();
  }
  const adopted = { ...noted, ...given };
  await updateDevice(tx, caller.organizationId, adopted);
  return audited(context, adopted, []);
}

/** Changes a device: who has it, its status, its clock. */
export async function changeDeviceOf(
  context: Context,
  id: string,
  changes: Static<(typeof changeDevice)['body']>,
): Promise<DeviceView> {
  const { tx, caller } = context;
  const row = await lockDevice(tx, caller.organizationId, id);
  if (row === undefined) throw platformProblems['record.not-found']();
  if (row.patientId !== null) await openPatient(context, row.patientId);
  if (changes.patientId) await openPatient(context, changes.patientId);
  const changed: DeviceRow = { ...row, ...changes };
  await updateDevice(tx, caller.organizationId, changed);
  return audited(context, changed, [row.patientId]);
}

/** Both the patient who had it and the one who has it now are concerned. */
async function audited(
  context: Context,
  row: DeviceRow,
  before: readonly (string | null)[],
): Promise<DeviceView> {
  await recordAudit(context, {
    action: 'devices.write',
    patientIds: [...before, row.patientId].filter((one) => one !== null),
    subject: `device:${row.id}`,
    detail: { status: row.status },
  });
  return toDeviceView(row);
}
