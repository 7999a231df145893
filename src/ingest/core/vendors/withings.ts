import type { ReadingCandidate } from '../../../vitals/core/candidate.ts';
import { fieldsOf, objectsOf, type Fields } from '../narrow.ts';
import {
  nameFrom,
  refuse,
  timeFrom,
  toItem,
  type Told,
  type VendorAdapter,
  type VendorItem,
} from './vendor.ts';

/**
 * Measure groups of Withings, as `measure?action=getmeas` answers them; the answer does not say whose they
 * are. The number is `value × 10^unit`, in SI units.
 * https://developer.withings.com/api-reference/#tag/measure/operation/measure-getmeas
 * https://developer.withings.com/developer-guide/v3/data-api/notifications/notification-content
 * Traps: `category` 2 is what the person wants to weigh, `attrib` 1 may be somebody else of the household.
 */
export const withings: VendorAdapter = {
  name: 'withings',
  parse: (body, account) => {
    const answer = fieldsOf(body);
    const groups = fieldsOf(answer?.['body'])?.['measuregrps'];
    if (answer?.['status'] !== 0 || !Array.isArray(groups)) {
      return {
        items: [{ index: 0, code: 'item-invalid', field: 'measuregrps', raw: body }],
        deviceEvents: [],
      };
    }
    const items = groups.flatMap((raw: unknown, index) => parseGroup(raw, index, account));
    return { items, deviceEvents: [] };
  },
};

/** The types that are asked for: weight, pressures, pulse, temperatures, oxygen saturation. */
export const withingsTypes = [1, 9, 10, 11, 12, 54, 71] as const;

const goals = 2;
const ambiguousPerson = 1;
const typedByHand: ReadonlySet<unknown> = new Set([2, 4]);

function parseGroup(raw: unknown, index: number, account: string | null): readonly VendorItem[] {
  const group = fieldsOf(raw);
  if (group === undefined) return [{ index, code: 'item-invalid', raw }];
  if (group['category'] === goals) return [];
  const id = nameFrom(group['grpid']);
  if (id === undefined || id === null) return [refuse({ index, raw }, 'field-invalid', 'grpid')];
  const place = { index, raw, messageId: `${account ?? ''}/${id}` };
  const device = nameFrom(group['deviceid']);
  if (device === null) return [refuse(place, 'field-invalid', 'deviceid')];
  const at = timeFrom(group['date']);
  if (typeof at !== 'number') return [refuse(place, 'time-invalid', 'date')];
  const values = valuesOf(group);
  if (values === undefined) return [refuse(place, 'values-invalid', 'measures')];
  const measured = measuredOf(values, group['attrib'] === ambiguousPerson);
  if (measured.length === 0) return [refuse(place, 'resource-unsupported', 'measures')];
  const origin: Told['origin'] = typedByHand.has(group['attrib']) ? 'manual' : 'device';
  return measured.map((one) =>
    toItem('withings', {
      ...{ ...place, account: account ?? undefined, device, at, origin, revises: true },
      measured: one,
    }),
  );
}

type Values = ReadonlyMap<number, number>;

/** The numbers by type; undefined when one of them is none. Decimal shifting keeps 65750e-3 exact. */
function valuesOf(group: Fields): Values | undefined {
  const values = new Map<number, number>();
  for (const { type, value, unit } of objectsOf(group['measures'])) {
    if (typeof type !== 'number') return undefined;
    if (!Number.isSafeInteger(value) || !Number.isInteger(unit)) return undefined;
    const number = Number(`${String(value)}e${String(unit)}`);
    if (!Number.isFinite(number)) return undefined;
    values.set(type, number);
  }
  return values;
}

function measuredOf(values: Values, isAmbiguous: boolean): readonly ReadingCandidate[] {
  const [weight, diastolic, systolic, pulse, oxygen] = [1, 9, 10, 11, 54].map((type) =>
    values.get(type),
  );
  const temperature = values.get(71) ?? values.get(12);
  const found: ReadingCandidate[] = [];
  if (weight !== undefined) {
    const context = isAmbiguous ? { personDoubt: true } : {};
    found.push({ kind: 'weight', values: { value: weight }, unit: 'kg', context });
  }
  if (systolic !== undefined || diastolic !== undefined) {
    found.push({ kind: 'blood-pressure', values: { systolic, diastolic, pulse }, unit: 'mm[Hg]' });
  }
  if (oxygen !== undefined) {
    const beat = systolic === undefined ? { pulse } : {};
    found.push({ kind: 'spo2', values: { value: oxygen, ...beat }, unit: '%' });
  }
  if (temperature !== undefined) {
    found.push({ kind: 'temperature', values: { value: temperature }, unit: 'Cel' });
  }
  if (pulse !== undefined && systolic === undefined && oxygen === undefined) {
    found.push({ kind: 'heart-rate', values: { value: pulse }, unit: '/min' });
  }
  return found;
}

/** What a notification says has changed. */
export interface WithingsNotification {
  readonly userId: string;
  /** Seconds since 1970 UTC. */
  readonly from: number;
  readonly to: number;
  /** Whether it is about measures of ours; others tell of sleep, workouts, or the account itself. */
  readonly isMeasures: boolean;
}

/** Weight and body, temperature, pressure with pulse and oxygen. */
const measureCategories: ReadonlySet<string> = new Set(['1', '2', '4']);

/** Reads the form of a notification; undefined when it is none. */
export function readNotification(text: string): WithingsNotification | undefined {
  const form = new URLSearchParams(text);
  const userId = form.get('userid') ?? '';
  const category = form.get('appli') ?? '';
  if (!/^\d{1,20}$/.test(userId) || !/^\d{1,5}$/.test(category)) return undefined;
  const from = form.get('startdate') ?? '';
  const to = form.get('enddate') ?? '';
  const isMeasures = measureCategories.has(category);
  if (isMeasures && !(/^\d{1,12}$/.test(from) && /^\d{1,12}$/.test(to))) return undefined;
  return { userId, from: Number(from), to: Number(to), isMeasures };
}
