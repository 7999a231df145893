import type { Static } from 'typebox';

import { recordAudit } from '../../../access/server/service.ts';
import type { Reply } from '../../../platform/core/contract.ts';
import type { Context } from '../../../platform/server/context.ts';
import type {
  DeviceView,
  moveDevice,
  nameDevice,
  readDeviceHistory,
  swapDevice,
} from '../../contract.ts';
import { isOrderName, isWithPatient, needsReason, statesAfter } from '../../core/device-state.ts';
import { vitalsProblems } from '../../core/problems.ts';
import { replaceIdentifier, selectDeviceEvents } from '../store/device-log.ts';
import { selectByIdentifiers, updateDevice, type DeviceRow } from '../store/devices.ts';
import { addOrAdopt, audited, holdBy, note, openDevice } from './devices.ts';

/**
 * Says where a device is now. Refused when it is elsewhere than the caller believed, when it cannot go
 * there, without a reason where one is needed, and when it would measure without its number being known.
 */
export async function move(
  context: Context,
  id: string,
  { from, to, reason = '', identifier }: Static<(typeof moveDevice)['body']>,
): Promise<DeviceView> {
  const row = await openDevice(context, id);
  // A swap needs its successor.
  if (row.status !== from || !statesAfter(from).includes(to) || to === 'swapped') {
    throw vitalsProblems['vitals.device-state']({ status: row.status });
  }
  if (needsReason(to) && reason.trim() === '') throw vitalsProblems['vitals.device-reason']();
  const name = identifier?.trim();
  if (name !== undefined && name !== row.identifier) await requireFree(context, name);
  const moved: DeviceRow = { ...row, status: to, identifier: name ?? row.identifier };
  if (isWithPatient(to) && isOrderName(moved.identifier)) {
    throw vitalsProblems['vitals.device-identifier']();
  }
  await updateDevice(context.tx, context.caller.organizationId, moved);
  await holdBy(context, moved);
  await note(context, moved, { event: to, reason: reason.trim() || null });
  return audited(context, id, []);
}

async function requireFree({ tx, caller }: Context, name: string): Promise<void> {
  const [known] = await selectByIdentifiers(tx, caller.organizationId, [name]);
  if (known !== undefined) throw vitalsProblems['vitals.device-known']();
}

/**
 * Puts another device in the place of this one. The old one ends now and keeps what it measured before,
 * also what comes late; the new one goes on in its series, so that nothing is counted twice.
 */
export async function swap(
  context: Context,
  id: string,
  { identifier, model, reason }: Static<(typeof swapDevice)['body']>,
): Promise<DeviceView> {
  const old = await openDevice(context, id);
  if (!statesAfter(old.status).includes('swapped')) {
    throw vitalsProblems['vitals.device-state']({ status: old.status });
  }
  if (reason.trim() === '') throw vitalsProblems['vitals.device-reason']();
  const ended: DeviceRow = { ...old, status: 'swapped' };
  await updateDevice(context.tx, context.caller.organizationId, ended);
  await holdBy(context, ended);
  const isSameModel = model === null || model === old.model;
  const added = await addOrAdopt(context, {
    ...{ identifier: identifier.trim(), model: model ?? old.model, kinds: old.kinds },
    ...{ patientId: old.patientId, status: 'active', zoneLessClock: old.zoneLessClock },
    validated: isSameModel ? old.validated : null,
    series: old.series ?? old.identifier,
  });
  await holdBy(context, added);
  const detail = `${old.identifier} → ${added.identifier}`;
  await note(context, ended, { event: 'swapped', reason: reason.trim(), detail });
  await note(context, added, { event: 'active', reason: reason.trim(), detail });
  await audited(context, id, []);
  return audited(context, added.id, []);
}

/** Gives a device another name from now on: a new gateway or phone through which it reports. */
export async function giveName(
  context: Context,
  id: string,
  { kind, value, reason }: Static<(typeof nameDevice)['body']>,
): Promise<DeviceView> {
  const row = await openDevice(context, id);
  const { tx, caller, now } = context;
  if (reason.trim() === '') throw vitalsProblems['vitals.device-reason']();
  const name = value.trim();
  const [known] = await selectByIdentifiers(tx, caller.organizationId, [name]);
  // What a source named before anybody knew whose it is belongs to nobody, and may be this one.
  if (known !== undefined && known.id !== id && known.patientId !== null) {
    throw vitalsProblems['vitals.device-known']();
  }
  const given = { deviceId: id, kind, value: name, at: now };
  await replaceIdentifier(tx, caller.organizationId, given);
  await note(context, row, { event: `named-${kind}`, reason: reason.trim(), detail: name });
  return audited(context, id, []);
}

/** What happened to a device, the newest first. */
export async function loadHistory(
  context: Context,
  id: string,
): Promise<Reply<typeof readDeviceHistory>['events']> {
  const { patientId } = await openDevice(context, id);
  await recordAudit(context, {
    action: 'devices.read',
    patientIds: patientId === null ? [] : [patientId],
    subject: `device:${id}`,
  });
  const rows = await selectDeviceEvents(context.tx, context.caller.organizationId, id);
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}
