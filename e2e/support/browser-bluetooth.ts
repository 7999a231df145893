/** Devices of Chromium's own Bluetooth emulation, for a browser that was started for them alone. */
import { chromium, type Browser, type CDPSession, type Page } from '@playwright/test';

import { findBrowser } from './browser.ts';

// Without the switch Chromium on Linux has no navigator.bluetooth.
const bluetoothArguments = ['--enable-features=WebBluetooth'];

/** A browser with a Bluetooth adapter, emulated. Emulations of one browser remember each other. */
export async function startBluetoothBrowser(): Promise<Browser> {
  const { executablePath, args, env } = await findBrowser();
  return chromium.launch({ executablePath, args: [...args, ...bluetoothArguments], env });
}

interface FakeDevice {
  readonly name: string;
  /** What it advertises; `offers` absent: it advertises more than it has. */
  readonly service: number;
  readonly offers?: { readonly service: number; readonly characteristic: number };
}

/** A device within reach, and what it does when the page asks. */
export interface EmulatedDevice {
  /** Sends bytes (hexadecimal) on the characteristic to which the page has subscribed. */
  readonly send: (bytes: string) => Promise<void>;
  /** Goes out of reach. */
  readonly leave: () => Promise<void>;
}

const address = '09:09:09:09:09:09';
const succeeded = 0;

/** Puts a device within reach; the page's chooser picks it, or is closed by the person. */
export async function emulateDevice(
  browser: Browser,
  page: Page,
  device: FakeDevice,
  person: 'chooses' | 'cancels' = 'chooses',
): Promise<EmulatedDevice> {
  const emulation = await browser.newBrowserCDPSession();
  await emulation.send('BluetoothEmulation.enable', { state: 'powered-on', leSupported: true });
  await emulation.send('BluetoothEmulation.simulatePreconnectedPeripheral', {
    address,
    name: device.name,
    manufacturerData: [],
    knownServiceUuids: [uuid(device.service)],
  });
  const values = new Map<string, string>();
  answerOperations(emulation, values);
  await answerChooser(page, person);
  await rememberSubscription(page);
  const characteristicId = await offer(emulation, device);
  return {
    send: async (bytes) => {
      values.set(characteristicId ?? '', Buffer.from(bytes, 'hex').toString('base64'));
      await page.evaluate(readSubscribed);
    },
    leave: async () => {
      await emulation.send('BluetoothEmulation.simulateGATTDisconnection', { address });
    },
  };
}

function uuid(short: number): string {
  return `0000${short.toString(16).padStart(4, '0')}-0000-1000-8000-00805f9b34fb`;
}

function answerOperations(emulation: CDPSession, values: ReadonlyMap<string, string>): void {
  emulation.on('BluetoothEmulation.gattOperationReceived', ({ type }) => {
    void emulation.send('BluetoothEmulation.simulateGATTOperationResponse', {
      ...{ address, type, code: succeeded },
    });
  });
  emulation.on('BluetoothEmulation.characteristicOperationReceived', (operation) => {
    const { characteristicId, type } = operation;
    const data = type === 'read' ? { data: values.get(characteristicId) ?? '' } : {};
    void emulation.send('BluetoothEmulation.simulateCharacteristicOperationResponse', {
      ...{ characteristicId, type, code: succeeded, ...data },
    });
  });
}

async function offer(emulation: CDPSession, { offers }: FakeDevice): Promise<string | undefined> {
  if (offers === undefined) return undefined;
  const { serviceId } = await emulation.send('BluetoothEmulation.addService', {
    address,
    serviceUuid: uuid(offers.service),
  });
  const { characteristicId } = await emulation.send('BluetoothEmulation.addCharacteristic', {
    serviceId,
    characteristicUuid: uuid(offers.characteristic),
    // The emulation cannot notify by itself: a value that is read is notified to who subscribed.
    properties: { notify: true, read: true },
  });
  // Without the descriptor for notifications the page may not subscribe.
  await emulation.send('BluetoothEmulation.addDescriptor', {
    characteristicId,
    descriptorUuid: uuid(0x2902),
  });
  return characteristicId;
}

async function answerChooser(page: Page, person: 'chooses' | 'cancels'): Promise<void> {
  const access = await page.context().newCDPSession(page);
  const answered = new Set<string>();
  access.on('DeviceAccess.deviceRequestPrompted', ({ id, devices }) => {
    const [first] = devices;
    // The event comes again with every change of the list.
    if (first === undefined || answered.has(id)) return;
    answered.add(id);
    void (person === 'cancels'
      ? access.send('DeviceAccess.cancelPrompt', { id })
      : access.send('DeviceAccess.selectPrompt', { id, deviceId: first.id }));
  });
  await access.send('DeviceAccess.enable');
}

interface Subscribed {
  subscribed?: { readValue(): Promise<unknown> };
}

interface Subscriber {
  startNotifications: (this: Subscriber) => Promise<unknown>;
}

/** The page's own object is needed to make it read. */
async function rememberSubscription(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const { prototype } = (globalThis as unknown as Record<string, { prototype: Subscriber }>)[
      'BluetoothRemoteGATTCharacteristic'
    ] ?? { prototype: undefined };
    if (prototype === undefined) return;
    const { startNotifications } = prototype;
    prototype.startNotifications = function remember(this: Subscriber) {
      (globalThis as unknown as { subscribed: unknown }).subscribed = this;
      return startNotifications.call(this);
    };
  });
}

function readSubscribed(): Promise<unknown> {
  const { subscribed } = globalThis as unknown as Subscribed;
  if (subscribed === undefined) throw new Error('The page has not subscribed.');
  return subscribed.readValue();
}
