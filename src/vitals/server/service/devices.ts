import type { Static } from 'typebox';

import { recordAudit } from '../../../access/server/service.ts';
import { openPatient } from '../../../people/server/service.ts';
import { platformProblems } from '../../../platform/core/problem.ts';
import type { Context } from '../../../platform/server/context.ts';
import { newId } from '../../../platform/server/ids.ts';
import type { addDevice, changeDevice, DeviceView, orderDevice } from '../../contract.ts';
import { isWithPatient, orderName } from '../../core/device-state.ts';
import { vitalsProblems } from '../../core/problems.ts';
import {
  closeHolding,
  insertDeviceEvent,
  insertHolding,
  selectHolder,
  selectIdentifiers,
  type DeviceEventRow,
} from '../store/device-log.ts';
import {
  insertDevices,
  lockDevice,
  selectByIdentifiers,
  selectOfPatient,
  updateDevice,
  type DeviceRow,
  type NewDeviceRow,
} from '../store/devices.ts';
import { toDeviceView } from '../views.ts';

/** Devices that a patient has or had, the newest first. */
export async function listDevicesOf(context: Context, patientId: string): Promise<DeviceView[]> {
  const { tx, caller } = context;
  const { id } = await openPatient(context, patientId);
  await recordAudit(context, { action: 'devices.read', patientIds: [id] });
  const rows = await selectOfPatient(tx, caller.organizationId, id);
  const ids = rows.map((row) => row.id);
  const names = Map.groupBy(
    await selectIdentifiers(tx, caller.organizationId, ids),
    ({ deviceId }) => deviceId,
  );
  return rows.map((row) => toDeviceView(row, (names.get(row.id) ?? []).map(nameOf)));
}

function nameOf({ kind, value }: DeviceView['identifiers'][number]) {
  return { kind, value };
}

/**
 * Registers a device. One that was only noted when a source named it is nobody's yet: it takes what is
 * said of it now. One that is somebody's is refused with `vitals.device-known`.
 */
export async function registerDevice(
  context: Context,
  given: Static<(typeof addDevice)['body']>,
): Promise<DeviceView> {
  if (given.patientId !== null) await openPatient(context, given.patientId);
  const device = await addOrAdopt(context, { ...given, status: 'active' });
  await note(context, device, { event: 'active' });
  await holdBy(context, device);
  return audited(context, device.id, []);
}

/** Orders a device for a patient: it has the name of its order until somebody reads its number. */
export async function orderDeviceFor(
  context: Context,
  patientId: string,
  { model, kinds }: Static<(typeof orderDevice)['body']>,
): Promise<DeviceView> {
  const { tx, caller, now } = context;
  const { id: owner } = await openPatient(context, patientId);
  const id = newId(now.getTime());
  const fresh: NewDeviceRow = {
    ...{ id, model, kinds, patientId: owner, identifier: orderName(id), status: 'ordered' },
    ...{ validated: null, zoneLessClock: false, createdAt: now },
  };
  await insertDevices(tx, caller.organizationId, [fresh]);
  await note(context, fresh, { event: 'ordered' });
  return audited(context, id, []);
}

/** Changes a device: who has it, what it is, its clock. */
export async function changeDeviceOf(
  context: Context,
  id: string,
  changes: Static<(typeof changeDevice)['body']>,
): Promise<DeviceView> {
  const row = await openDevice(context, id);
  if (changes.patientId) await openPatient(context, changes.patientId);
  const changed: DeviceRow = { ...row, ...changes };
  await updateDevice(context.tx, context.caller.organizationId, changed);
  if (changed.patientId !== row.patientId) {
    await note(context, changed, { event: 'reassigned' });
    await holdBy(context, changed);
  }
  return audited(context, id, [row.patientId]);
}

/** A device that nobody else changes meanwhile, if the caller may see whose it is. */
export async function openDevice(context: Context, id: string): Promise<DeviceRow> {
  const row = await lockDevice(context.tx, context.caller.organizationId, id);
  if (row === undefined) throw platformProblems['record.not-found']();
  if (row.patientId !== null) await openPatient(context, row.patientId);
  return row;
}

type Added = Omit<NewDeviceRow, 'id' | 'createdAt'>;

/** Adds a device, or takes the one that was only noted under this name; refuses one that is somebody's. */
export async function addOrAdopt(context: Context, given: Added): Promise<NewDeviceRow> {
  const { tx, caller, now } = context;
  const fresh: NewDeviceRow = { ...given, id: newId(now.getTime()), createdAt: now };
  if ((await insertDevices(tx, caller.organizationId, [fresh])) === 1) return fresh;
  const [known] = await selectByIdentifiers(tx, caller.organizationId, [given.identifier]);
  const noted = known && (await lockDevice(tx, caller.organizationId, known.id));
  if (!noted || noted.patientId !== null || noted.status !== 'active') {
    throw vitalsProblems['vitals.device-known']();
  }
  const adopted: DeviceRow = { ...noted, ...given, series: given.series ?? noted.series };
  await updateDevice(tx, caller.organizationId, adopted);
  return adopted;
}

/** Writes down who has the device from now on, as its state says. */
export async function holdBy(
  { tx, caller, now }: Context,
  { id, status, patientId }: Pick<NewDeviceRow, 'id' | 'status' | 'patientId'>,
  at = now,
): Promise<void> {
  const { organizationId } = caller;
  const holder = isWithPatient(status) ? patientId : null;
  if ((await selectHolder(tx, organizationId, id)) === (holder ?? undefined)) return;
  await closeHolding(tx, organizationId, id, at);
  if (holder !== null) {
    await insertHolding(tx, organizationId, { deviceId: id, patientId: holder, fromAt: at });
  }
}

type Noted = Pick<DeviceEventRow, 'event'> &
  Partial<Pick<DeviceEventRow, 'at' | 'source' | 'reason' | 'detail'>>;

/** Adds to the history of a device, in the name of the caller. */
export async function note(
  { tx, caller, now }: Context,
  { id, patientId }: Pick<NewDeviceRow, 'id' | 'patientId'>,
  { event, at = now, source = null, reason = null, detail = null }: Noted,
): Promise<void> {
  await insertDeviceEvent(tx, caller.organizationId, {
    ...{ id: newId(now.getTime()), deviceId: id, patientId, at, recordedAt: now },
    ...{ event, source, reason, detail },
    authorId: caller.kind === 'user' ? caller.id : null,
  });
}

/** The device as it is now; the patient who had it and the one who has it are both concerned. */
export async function audited(
  context: Context,
  id: string,
  before: readonly (string | null)[],
): Promise<DeviceView> {
  const { tx, caller } = context;
  const row = await lockDevice(tx, caller.organizationId, id);
  if (row === undefined) throw platformProblems['record.not-found']();
  await recordAudit(context, {
    action: 'devices.write',
    patientIds: [...before, row.patientId].filter((one) => one !== null),
    subject: `device:${id}`,
    detail: { status: row.status },
  });
  const names = await selectIdentifiers(tx, caller.organizationId, [id]);
  return toDeviceView(row, names.map(nameOf));
}
