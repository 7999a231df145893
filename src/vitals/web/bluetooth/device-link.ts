import type { GattResult } from '../../core/gatt/measurement.ts';
import {
  gattProfiles,
  parseGatt,
  recordAccess,
  type GattProfile,
} from '../../core/gatt/profiles.ts';
import type {
  Bluetooth,
  BluetoothDevice,
  GattCharacteristic,
  GattServer,
} from './web-bluetooth.ts';

/** Why nothing was read; each has its next step on the screen. */
export type LinkFailure =
  | 'not-supported'
  | 'cancelled'
  | 'not-allowed'
  | 'no-connection'
  | 'wrong-device'
  | 'connection-lost'
  | 'timeout';

export interface LinkedDevice {
  readonly id: string;
  readonly name: string | null;
}

/** Told what happens, in order, until `ended` or until the link is closed. */
export interface LinkListener {
  readonly connecting: (device: LinkedDevice) => void;
  readonly waiting: (device: LinkedDevice) => void;
  readonly measured: (device: LinkedDevice, result: GattResult) => void;
  readonly failed: (reason: LinkFailure) => void;
}

/** Long enough to inflate a cuff twice. */
const waitMilliseconds = 180_000;

/**
 * Lets the person choose a device, connects, and tells each measurement it sends. The answer closes the
 * link; after that nothing more is told. Must begin with a person's click: browsers ask for that.
 */
export function openLink(bluetooth: Bluetooth | undefined, listener: LinkListener): () => void {
  const link = { open: true, server: undefined as GattServer | undefined };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const close = () => {
    link.open = false;
    clearTimeout(timer);
    link.server?.disconnect();
  };
  const fail = (reason: LinkFailure) => {
    if (!link.open) return;
    close();
    listener.failed(reason);
  };
  const told = (device: LinkedDevice, result: GattResult) => {
    clearTimeout(timer);
    if (link.open) listener.measured(device, result);
  };
  const run = async () => {
    if (bluetooth === undefined) return fail('not-supported');
    const device = await attempt(() => choose(bluetooth), chooserFailure, fail);
    if (device === undefined || !link.open) return;
    const linked = { id: device.id, name: device.name ?? null };
    listener.connecting(linked);
    device.addEventListener('gattserverdisconnected', () => fail('connection-lost'));
    link.server = await attempt(
      () => connect(device),
      () => 'no-connection',
      fail,
    );
    if (link.server === undefined) return;
    const { server } = link;
    const found = await attempt(
      () => profilesOf(server),
      () => 'connection-lost',
      fail,
    );
    if (found === undefined) return;
    if (found.length === 0) return fail('wrong-device');
    listener.waiting(linked);
    timer = setTimeout(() => fail('timeout'), waitMilliseconds);
    await attempt(
      () => listen(server, found, (result) => told(linked, result)),
      () => 'connection-lost',
      fail,
    );
  };
  void run();
  return close;
}

async function attempt<T>(
  act: () => Promise<T>,
  reasonOf: (error: unknown) => LinkFailure,
  fail: (reason: LinkFailure) => void,
): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    fail(reasonOf(error));
    return undefined;
  }
}

function chooserFailure(error: unknown): LinkFailure {
  const name = error instanceof DOMException ? error.name : '';
  // Chromium says NotFoundError when the chooser is closed without a choice.
  return name === 'NotFoundError' ? 'cancelled' : 'not-allowed';
}

function choose(bluetooth: Bluetooth): Promise<BluetoothDevice> {
  const services = gattProfiles.map((profile) => profile.service);
  return bluetooth.requestDevice({
    filters: services.map((service) => ({ services: [service] })),
    optionalServices: services,
  });
}

async function connect({ gatt }: BluetoothDevice): Promise<GattServer> {
  if (gatt === undefined) throw new DOMException('The device has no GATT.', 'NetworkError');
  return gatt.connect();
}

interface Found {
  readonly profile: GattProfile;
  readonly characteristic: GattCharacteristic;
}

/** What of ours the device really offers: what it advertises proves nothing. */
async function profilesOf(server: GattServer): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const profile of gattProfiles) {
    const characteristic = await characteristicOf(server, profile.service, profile.characteristic);
    if (characteristic !== undefined) found.push({ profile, characteristic });
  }
  return found;
}

async function characteristicOf(
  server: GattServer,
  service: number,
  characteristic: number,
): Promise<GattCharacteristic | undefined> {
  try {
    return await (await server.getPrimaryService(service)).getCharacteristic(characteristic);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return undefined;
    throw error;
  }
}

async function listen(
  server: GattServer,
  found: readonly Found[],
  told: (result: GattResult) => void,
): Promise<void> {
  for (const { profile, characteristic } of found) {
    characteristic.addEventListener('characteristicvaluechanged', () => {
      const { value } = characteristic;
      if (value === undefined) return;
      const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
      told(parseGatt(profile.characteristic, bytes));
    });
    await characteristic.startNotifications();
    if (profile.kind === 'glucose') await askForNewest(server, profile);
  }
}

/** A glucose meter keeps its results until it is asked for them. */
async function askForNewest(server: GattServer, { service }: GattProfile): Promise<void> {
  const point = await characteristicOf(server, service, recordAccess.characteristic);
  if (point === undefined) return;
  await point.startNotifications();
  await point.writeValue(Uint8Array.from(recordAccess.newest));
}
