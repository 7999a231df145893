import { recordAudit } from '../../../access/server/service.ts';
import { loadPatientHeaders } from '../../../people/server/service.ts';
import type { Context } from '../../../platform/server/context.ts';
import { raise, settle } from '../../../work/server/service.ts';
import {
  batteryState,
  isOrderName,
  isWithPatient,
  statesAfter,
  type DeviceState,
} from '../../core/device-state.ts';
import { isDeviceEventKnown } from '../store/device-log.ts';
import {
  activateMeasuring,
  lockDevice,
  selectByIdentifiers,
  updateDevice,
  type DeviceForIngest,
  type DeviceRow,
} from '../store/devices.ts';
import { holdBy, note } from './devices.ts';

/** Something that a vendor tells of a device, beside its readings. */
export interface ToldOfDevice {
  readonly device: string;
  readonly kind: string;
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
  readonly value?: number;
  readonly unit?: string;
  readonly gateway?: string;
  readonly trackingLink?: string;
}

const stateByKind: Readonly<Record<string, DeviceState>> = {
  shipped: 'shipped',
  delivered: 'delivered',
  connected: 'paired',
  returned: 'returned',
};

/**
 * Takes what a vendor tells of registered devices: where they are, battery, signal. A state only moves
 * forward, and what was told before changes nothing; devices that nobody registered are passed over.
 */
export async function noteToldOfDevices(
  context: Context,
  source: string,
  told: readonly ToldOfDevice[],
): Promise<void> {
  if (told.length === 0) return;
  const { tx, caller } = context;
  const names = [...new Set(told.map(({ device }) => device))].toSorted();
  const found = await selectByIdentifiers(tx, caller.organizationId, names);
  const known = await withinPractice(context, found);
  const patientIds = new Set<string>();
  for (const { id, named } of known.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const own = told.filter(({ device }) => device === named).toSorted((a, b) => a.at - b.at);
    for (const one of own) {
      const row = await lockDevice(tx, caller.organizationId, id);
      if (row === undefined) continue;
      await take(context, { row, source, told: one });
      if (row.patientId !== null) patientIds.add(row.patientId);
    }
  }
  if (known.length === 0) return;
  const detail = { devices: known.length };
  await recordAudit(context, { action: 'devices.write', patientIds: [...patientIds], detail });
}

/** What a source of one practice says of the devices of another's patients is none of its business. */
async function withinPractice(
  { tx, caller }: Context,
  devices: readonly DeviceForIngest[],
): Promise<readonly DeviceForIngest[]> {
  if (caller.practiceId === null) return devices;
  const ids = devices.flatMap(({ patientId }) => patientId ?? []);
  const headers = await loadPatientHeaders(tx, ids);
  return devices.filter(
    ({ patientId }) =>
      patientId !== null && headers.get(patientId)?.practiceId === caller.practiceId,
  );
}

interface Taken {
  readonly row: DeviceRow;
  readonly source: string;
  readonly told: ToldOfDevice;
}

async function take(context: Context, { row, source, told }: Taken): Promise<void> {
  const { tx, caller } = context;
  const { organizationId } = caller;
  const at = new Date(told.at);
  if (told.kind === 'battery' || told.kind === 'signal') {
    await takeCondition(context, row, told);
    return;
  }
  const event = stateByKind[told.kind] ?? `told-${told.kind}`;
  if (await isDeviceEventKnown(tx, organizationId, { deviceId: row.id, event, source, at })) return;
  const to = stateByKind[told.kind];
  const detail = told.trackingLink ?? told.gateway ?? null;
  await note(context, row, { event, at, source, detail });
  if (to === undefined || !statesAfter(row.status).includes(to)) return;
  if (isWithPatient(to) && isOrderName(row.identifier)) return;
  const moved: DeviceRow = { ...row, status: to };
  await updateDevice(tx, organizationId, moved);
  await holdBy(context, moved);
}

/** Battery in per cent and signal in dBm as last known; millivolts say nothing without the battery's kind. */
async function takeCondition(context: Context, row: DeviceRow, told: ToldOfDevice): Promise<void> {
  const { tx, caller } = context;
  const { value, unit } = told;
  if (value === undefined || !Number.isFinite(value)) return;
  const at = new Date(told.at);
  if (told.kind === 'signal') {
    if (unit !== 'dBm' || (row.signalAt !== null && row.signalAt >= at)) return;
    const changed = { ...row, signalDbm: Math.round(value), signalAt: at };
    await updateDevice(tx, caller.organizationId, changed);
    return;
  }
  if (unit !== '%' || value < 0 || value > 100) return;
  if (row.batteryAt !== null && row.batteryAt >= at) return;
  const changed = { ...row, batteryPercent: Math.round(value), batteryAt: at };
  await updateDevice(tx, caller.organizationId, changed);
  await judgeBattery(context, changed, told.at);
}

const workKind = 'device-battery';

/** A low battery is one piece of work for operations, however often it is told, until it is good again. */
async function judgeBattery(
  context: Context,
  { id, patientId, status, batteryPercent }: DeviceRow,
  at: number,
): Promise<void> {
  if (patientId === null || batteryPercent === null) return;
  const subject = `device:${id}`;
  const state = isWithPatient(status) ? batteryState(batteryPercent) : 'between';
  if (state === 'good') await settle(context, [{ kind: workKind, subject, findings: [] }]);
  if (state !== 'low') return;
  const header = (await loadPatientHeaders(context.tx, [patientId])).get(patientId);
  await raise(context, [
    {
      ...{ kind: workKind, subject, patientId, at, priority: 4 },
      practiceId: header?.practiceId ?? null,
      language: header?.language ?? 'en',
      findings: [
        {
          ...{ code: 'battery-low', ruleId: 'device/battery', kind: 'any', direction: 'none' },
          ...{ priority: 4, magnitude: 1, unconfirmed: false, at },
          params: { percent: batteryPercent },
          text: {
            en: 'The battery of a device is low.',
            es: 'Un dispositivo tiene la batería baja.',
          },
        },
      ],
    },
  ]);
}

const lookBackMs = 2 * 24 * 3_600_000;

/** A paired device that measures is in use; nobody has to say so. */
export async function noteDevicesInUse(context: Context): Promise<void> {
  const { tx, caller, now } = context;
  const since = new Date(now.getTime() - lookBackMs);
  const found = await activateMeasuring(tx, caller.organizationId, since);
  for (const device of found) await note(context, device, { event: 'active' });
  if (found.length === 0) return;
  const patientIds = found.flatMap(({ patientId }) => patientId ?? []);
  const detail = { devices: found.length };
  await recordAudit(context, {
    action: 'devices.write',
    patientIds,
    detail,
    purpose: 'operations',
  });
}
