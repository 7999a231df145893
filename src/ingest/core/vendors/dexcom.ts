import { fieldsOf, textOf, type Fields } from '../narrow.ts';
import {
  nameFrom,
  numberFrom,
  refuse,
  timeFrom,
  toItem,
  type VendorAdapter,
  type VendorItem,
} from './vendor.ts';

/**
 * Estimated glucose values of Dexcom, version 3 (`egvs`), as the API answers them.
 * https://developer.dexcom.com/docs/dexcomv3/operation/getEstimatedGlucoseValuesV3
 * Traps: `systemTime` is UTC also where it is written without an offset (records of receivers), and
 * `displayTime` is what the person set; a value may be smoothed later under the same `recordId`.
 */
export const dexcom: VendorAdapter = {
  name: 'dexcom',
  parse: (body, account) => {
    const bodies: readonly unknown[] = Array.isArray(body) ? body : [body];
    let index = 0;
    const items = bodies.flatMap((raw): readonly VendorItem[] => {
      const answer = fieldsOf(raw);
      const records = answer?.['records'];
      if (answer === undefined || !Array.isArray(records) || answer['recordType'] !== 'egv') {
        return [{ index: index++, code: 'item-invalid', field: 'records', raw }];
      }
      // What was fetched is whose tokens were used; Dexcom's own name for them may not be known here.
      const user = account ?? nameFrom(answer['userId']) ?? undefined;
      return records.map((record: unknown) => parseRecord(record, index++, user));
    });
    return { items, deviceEvents: [] };
  },
};

/** What sensors show; beyond them a status says LOW or HIGH (CGM introduction of the same documentation). */
const sensorRange = { 'mg/dL': [40, 400], 'mmol/L': [2.2, 22.2] } as const;

function parseRecord(raw: unknown, index: number, account: string | undefined): VendorItem {
  const record = fieldsOf(raw);
  if (record === undefined) return { index, code: 'item-invalid', raw };
  const id = nameFrom(record['recordId']);
  if (id === null || id === undefined) return refuse({ index, raw }, 'field-invalid', 'recordId');
  const place = { index, raw, messageId: id };
  const device = nameFrom(record['transmitterId']);
  if (device === null) return refuse(place, 'field-invalid', 'transmitterId');
  const at = timeFrom(record['systemTime']);
  if (typeof at !== 'string') return refuse(place, 'time-invalid', 'systemTime');
  const value = valueOf(record);
  if (value === 'contradiction') return refuse(place, 'values-invalid', 'status');
  if (value === undefined || value === null) return refuse(place, 'value-absent', 'value');
  const unit = textOf(record['unit']);
  return toItem('dexcom', {
    ...{ ...place, account, device, revises: true },
    at: hasOffset.test(at) ? at : `${at}Z`,
    offset: offsetOf(record, at),
    measured: {
      kind: 'glucose',
      values: { value },
      unit: unit === 'unknown' ? undefined : unit,
      context: { sensor: true, ...arrowOf(record) },
    },
  });
}

const hasOffset = /(?:[Zz]|[+-]\d\d:?\d\d)$/;

/** A status that a number within the range contradicts is not believed either way. */
function valueOf(record: Fields): unknown {
  const { status, unit } = record;
  const value = numberFrom(record['value']);
  if (status !== 'low' && status !== 'high') return value;
  const range = unit === 'mmol/L' ? sensorRange['mmol/L'] : sensorRange['mg/dL'];
  if (typeof value === 'number' && value >= range[0] && value <= range[1]) return 'contradiction';
  return status === 'low' ? 'LO' : 'HI';
}

/** No place is further from UTC. */
const furthestMinutes = 14 * 60;

/** Where the person was: the offset of what was displayed, or what lies between both times. */
function offsetOf(record: Fields, systemTime: string): string | number | undefined {
  const shown = timeFrom(record['displayTime']);
  if (typeof shown !== 'string') return undefined;
  const [written] = /[+-]\d\d:?\d\d$/.exec(shown) ?? [];
  if (written !== undefined) return written;
  if (hasOffset.test(shown) || hasOffset.test(systemTime)) return undefined;
  const apart = (Date.parse(`${shown}Z`) - Date.parse(`${systemTime}Z`)) / 60_000;
  const quarters = Math.round(apart / 15) * 15;
  // A display that was set to another day says nothing of a place.
  return Number.isFinite(apart) && Math.abs(quarters) <= furthestMinutes ? quarters : undefined;
}

const arrows: ReadonlySet<string> = new Set([
  'doubleUp',
  'singleUp',
  'fortyFiveUp',
  'flat',
  'fortyFiveDown',
  'singleDown',
  'doubleDown',
]);

/** The arrow in the words that followers know (Nightscout's), and the rate behind it. */
function arrowOf({ trend, trendRate }: Fields): Record<string, string | number> {
  const known = typeof trend === 'string' && arrows.has(trend) ? trend : undefined;
  const direction = known && `${known.slice(0, 1).toUpperCase()}${known.slice(1)}`;
  return {
    ...(direction === undefined ? undefined : { direction }),
    ...(typeof trendRate === 'number' && Number.isFinite(trendRate) ? { trendRate } : undefined),
  };
}
