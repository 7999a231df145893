/** The parts of the browser's Web Bluetooth that are used; TypeScript's own library does not know it. */
export interface Bluetooth {
  requestDevice(options: {
    readonly filters: readonly { readonly services: readonly number[] }[];
    readonly optionalServices: readonly number[];
  }): Promise<BluetoothDevice>;
}

export interface BluetoothDevice extends EventTarget {
  /** Made by the browser for this site: always the same for the same device. */
  readonly id: string;
  readonly name?: string;
  readonly gatt?: GattServer;
}

export interface GattServer {
  connect(): Promise<GattServer>;
  disconnect(): void;
  getPrimaryService(service: number): Promise<GattService>;
}

interface GattService {
  getCharacteristic(characteristic: number): Promise<GattCharacteristic>;
}

export interface GattCharacteristic extends EventTarget {
  readonly value?: DataView;
  startNotifications(): Promise<unknown>;
  writeValue(value: Uint8Array<ArrayBuffer>): Promise<void>;
}

/** The browser's Bluetooth; undefined where it has none (Safari, Firefox, pages without https). */
export function browserBluetooth(): Bluetooth | undefined {
  return (navigator as Navigator & { readonly bluetooth?: Bluetooth }).bluetooth;
}
