import { fieldsOf, type Fields } from '../narrow.ts';
import {
  nameFrom,
  numberFrom,
  refuse,
  timeFrom,
  toItem,
  type DeviceEvent,
  type VendorAdapter,
  type VendorBatch,
  type VendorItem,
} from './vendor.ts';

/**
 * What BodyTrace's scales push, one object or an array. Weight and tare are grams whatever `unit` says
 * (it is what the display showed); a tare above 0.1 kg is a calibration error, by which the weight is off.
 * https://www.rubydoc.info/gems/bodytrace/1.2.1 (the form and meaning of every field)
 */
export const bodytrace: VendorAdapter = {
  name: 'bodytrace',
  parse: (body) => {
    const entries: readonly unknown[] = Array.isArray(body) ? body : [body];
    const batches = entries.map(parseEntry);
    return {
      items: batches.flatMap(({ items }) => items),
      deviceEvents: batches.flatMap(({ deviceEvents }) => deviceEvents),
    };
  },
};

const calibrationErrorGrams = 100;

function parseEntry(raw: unknown, index: number): VendorBatch {
  const entry = fieldsOf(raw);
  if (entry === undefined) {
    return { items: [{ index, code: 'item-invalid', raw }], deviceEvents: [] };
  }
  const device = nameFrom(entry['deviceId']);
  if (device === null || device === undefined) {
    return { items: [refuse({ index, raw }, 'field-invalid', 'deviceId')], deviceEvents: [] };
  }
  return {
    items: [weightOf(entry, { index, raw, device })],
    deviceEvents: [
      ...newsOf(entry, device, 'batteryVoltage', { kind: 'battery', unit: 'mV' }),
      ...newsOf(entry, device, 'rssi', { kind: 'signal', unit: 'dBm' }),
    ],
  };
}

interface Place {
  readonly index: number;
  readonly raw: unknown;
  readonly device: string;
}

function weightOf(entry: Fields, place: Place): VendorItem {
  const values = fieldsOf(entry['values']);
  if (values === undefined) return refuse(place, 'values-invalid', 'values');
  // Their cuffs push in another form, which is not documented.
  if (values['weight'] === undefined) return refuse(place, 'resource-unsupported', 'values');
  const at = timeFrom(entry['ts']);
  if (at === null || at === undefined) return refuse(place, 'time-invalid', 'ts');
  const tareGrams = gramsOf(values['tare']);
  if (tareGrams === null) return refuse(place, 'field-invalid', 'tare');
  const isOff = Math.abs(tareGrams) > calibrationErrorGrams;
  return toItem('bodytrace', {
    ...place,
    at,
    messageId: `${place.device}/${at}`,
    measured: {
      kind: 'weight',
      values: { value: numberFrom(values['weight']) },
      unit: 'g',
      context: isOff ? { calibrationDoubt: true, tareGrams } : {},
    },
  });
}

/** Whole numbers are grams; nobody tells a part of a gram, so a fraction is kilograms. */
function gramsOf(told: unknown): number | null {
  const tare = numberFrom(told ?? 0);
  if (typeof tare !== 'number' || !Number.isFinite(tare)) return null;
  return Number.isInteger(tare) ? tare : tare * 1_000;
}

function newsOf(
  entry: Fields,
  device: string,
  field: string,
  event: Pick<DeviceEvent, 'kind' | 'unit'>,
): readonly DeviceEvent[] {
  const value = numberFrom(entry[field]);
  const at = timeFrom(entry['ts']) ?? undefined;
  if (typeof value !== 'number' || !Number.isFinite(value)) return [];
  return [{ device, value, ...event, ...(at === undefined ? undefined : { at }) }];
}
