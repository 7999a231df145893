import { contextOf } from '../../../vitals/core/gatt/measurement.ts';
import type { DeviceEntry } from '../../../vitals/web/bluetooth/device-reader.tsx';
import type { ReadingEntry } from '../../core/reading-entry.ts';

/** A confirmed measurement as it is sent, with the device and what it remarked. */
export function entryOf({ reading, device, at }: DeviceEntry, entryId: string): ReadingEntry {
  const { kind, values, unit } = reading;
  const { id, name } = device;
  return {
    ...{ entryId, kind, values: { ...values }, unit, context: { ...contextOf(reading) } },
    ...(at !== undefined && { at }),
    device: { id, ...(name !== null && { name }) },
  };
}
