/** Where a device is between its order and its end; `active` is in use. */
export const deviceStates = [
  'ordered',
  'shipped',
  'delivered',
  'paired',
  'active',
  'swapped',
  'returned',
  'lost',
  'retired',
  'cancelled',
] as const;

export type DeviceState = (typeof deviceStates)[number];

/** Where it may go next. What came back or was found can go to somebody again. */
const nextStates: Readonly<Record<DeviceState, readonly DeviceState[]>> = {
  ordered: ['shipped', 'delivered', 'paired', 'cancelled'],
  shipped: ['delivered', 'paired', 'active', 'returned', 'lost', 'cancelled'],
  delivered: ['paired', 'active', 'returned', 'lost'],
  paired: ['active', 'swapped', 'returned', 'lost', 'retired'],
  active: ['swapped', 'returned', 'lost', 'retired'],
  swapped: ['returned', 'lost', 'retired'],
  returned: ['shipped', 'paired', 'active', 'retired'],
  lost: ['returned', 'active', 'retired'],
  retired: [],
  cancelled: [],
};

/** The states a device may go to from here, the usual next one first. */
export function statesAfter(state: DeviceState): readonly DeviceState[] {
  return nextStates[state];
}

/** Whether what it measures now is measured of the patient it is registered for. */
export function isWithPatient(state: DeviceState): boolean {
  return state === 'paired' || state === 'active';
}

/** Whether somebody will ask later why. */
export function needsReason(state: DeviceState): boolean {
  return ['swapped', 'returned', 'lost', 'retired', 'cancelled'].includes(state);
}

/** Who had a device, and when: milliseconds since 1970 UTC, until not included; null: still. */
export interface Holding {
  readonly patientId: string;
  readonly from: number;
  readonly until: number | null;
}

/** Whoever had the device at a moment; undefined when nobody is known to have had it then. */
export function holderAt(holdings: readonly Holding[], at: number): string | undefined {
  return holdings.find(({ from, until }) => from <= at && (until === null || at < until))
    ?.patientId;
}

/** Below this a battery is low: work for operations, once, until it is well above again. */
const lowBatteryPercent = 20;
const goodBatteryPercent = 40;

/** What a battery's charge asks for; between low and good nothing changes. */
export function batteryState(percent: number): 'low' | 'good' | 'between' {
  if (percent <= lowBatteryPercent) return 'low';
  return percent >= goodBatteryPercent ? 'good' : 'between';
}

/** A device that is ordered has no name yet: until somebody reads its number it has that of its order. */
export function orderName(id: string): string {
  return `order/${id}`;
}

/** Whether a device still waits for the number that is printed on it. */
export function isOrderName(identifier: string): boolean {
  return identifier.startsWith('order/');
}
