import type { ReadingCandidate } from '../../../vitals/core/candidate.ts';
import { fieldsOf, textOf, type Fields } from '../narrow.ts';
import {
  nameFrom,
  numberFrom,
  refuse,
  toItem,
  type VendorAdapter,
  type VendorItem,
} from './vendor.ts';

/**
 * Lists of iHealth's cloud (`BPDataList`, `BGDataList`, `WeightDataList`, `BODataList`), and the same
 * measurements pushed one by one with a `CollectionType`.
 * https://developer.ihealthlabs.com/dev_documentation_RequestfordataofBloodPressure.htm
 * https://developer.ihealthlabs.com/dev_documentation_PushdataofBG.htm
 * https://developer.ihealthlabs.com/dev_documentation_UnitDefinitions.htm (units by number)
 * Trap: `MDate` counts the seconds of the local clock, not of UTC; `TimeZone` says where that was (found
 * by Open mHealth: openmhealth/shimmer, IHealthDataPointMapper).
 */
export const ihealth: VendorAdapter = {
  name: 'ihealth',
  parse: (body, account) => {
    const bodies: readonly unknown[] = Array.isArray(body) ? body : [body];
    const found = bodies.flatMap((one) => entriesOf(one, account));
    return {
      items: found.map((entry, index) => parseEntry(entry, index)),
      deviceEvents: [],
    };
  },
};

interface Collection {
  readonly list: string;
  readonly unit: string;
  readonly read: (entry: Fields, unit: unknown) => ReadingCandidate | 'unit-unknown';
}

const collections: Readonly<Record<string, Collection>> = {
  bp: { list: 'BPDataList', unit: 'BPUnit', read: pressureOf },
  glucose: { list: 'BGDataList', unit: 'BGUnit', read: glucoseOf },
  weight: { list: 'WeightDataList', unit: 'WeightUnit', read: weightOf },
  spo2: { list: 'BODataList', unit: '', read: oxygenOf },
};

interface Entry {
  readonly raw: unknown;
  readonly collection: Collection | undefined;
  readonly unit: unknown;
  readonly account: unknown;
}

function entriesOf(body: unknown, account: string | null): readonly Entry[] {
  const given = fieldsOf(body);
  const nothing = { raw: body, collection: undefined, unit: undefined, account };
  if (given === undefined) return [nothing];
  const owner = given['UserID'] ?? given['UserId'] ?? account;
  const type = textOf(given['CollectionType']);
  if (type !== undefined) {
    const collection = Object.hasOwn(collections, type) ? collections[type] : undefined;
    return [{ raw: body, collection, unit: given['CollectionUnit'], account: owner }];
  }
  const lists = Object.values(collections).filter(({ list }) => Array.isArray(given[list]));
  if (lists.length === 0) return [nothing];
  return lists.flatMap((collection) =>
    (given[collection.list] as readonly unknown[]).map((raw) => ({
      ...{ raw, collection, unit: given[collection.unit] },
      account: fieldsOf(raw)?.['UserID'] ?? owner,
    })),
  );
}

function parseEntry({ raw, collection, unit, account }: Entry, index: number): VendorItem {
  const entry = fieldsOf(raw);
  if (entry === undefined) return { index, code: 'item-invalid', raw };
  if (collection === undefined) {
    return refuse({ index, raw }, 'resource-unsupported', 'CollectionType');
  }
  const messageId = nameFrom(entry['DataID'] ?? entry['DataId']);
  if (messageId === undefined || messageId === null) {
    return refuse({ index, raw }, 'field-invalid', 'DataID');
  }
  const place = { index, raw, messageId };
  const user = nameFrom(account);
  const device = nameFrom(entry['DeviceID'] ?? entry['mDeviceId']);
  if (user === null) return refuse(place, 'field-invalid', 'UserID');
  if (device === null) return refuse(place, 'field-invalid', 'DeviceID');
  const at = wallClockOf(entry['MDate'] ?? entry['MeasureTime']);
  if (at === undefined) return refuse(place, 'time-invalid', 'MDate');
  const measured = collection.read(entry, unit);
  if (measured === 'unit-unknown') return refuse(place, 'unit-unknown', collection.unit);
  return toItem('ihealth', {
    ...{ ...place, account: user, device, at, measured, revises: true },
    offset: zoneOf(entry),
    origin: entry['DataSource'] === 'Manual' ? 'manual' : 'device',
  });
}

/** What the clock on the wall showed, without an offset. */
function wallClockOf(told: unknown): string | undefined {
  const seconds = numberFrom(told);
  if (typeof seconds === 'string') {
    return /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?$/.test(seconds) ? seconds : undefined;
  }
  if (typeof seconds !== 'number' || !Number.isInteger(seconds) || seconds < 0) return undefined;
  if (seconds > 32_503_680_000) return undefined;
  return new Date(seconds * 1_000).toISOString().slice(0, -1);
}

/** "-0800", "+01:00" or hours; absent: the patient's own zone is assumed. */
function zoneOf(entry: Fields): string | number | undefined {
  const told = entry['time_zone'] ?? entry['TimeZone'];
  const hours = typeof told === 'string' && /^[+-]?\d{1,2}$/.test(told) ? Number(told) : told;
  if (typeof hours === 'number') return hours * 60;
  return textOf(hours);
}

const nothing = -1;

function pulseOf({ HR: told }: Fields): unknown {
  const pulse = numberFrom(told);
  return pulse === 0 || pulse === nothing || pulse === '' ? undefined : pulse;
}

const arrhythmia = 2;

function pressureOf(entry: Fields, unit: unknown): ReadingCandidate | 'unit-unknown' {
  const code = unitOf(unit, ['mm[Hg]', 'kPa']);
  if (code === null) return 'unit-unknown';
  return {
    kind: 'blood-pressure',
    values: {
      systolic: numberFrom(entry['HP']),
      diastolic: numberFrom(entry['LP']),
      pulse: pulseOf(entry),
    },
    unit: code,
    context: numberFrom(entry['IsArr']) === arrhythmia ? { irregularHeartbeat: true } : {},
  };
}

const meals: Readonly<Record<string, string>> = {
  Before_breakfast: 'before-meal',
  Before_lunch: 'before-meal',
  Before_dinner: 'before-meal',
  At_bedtime: 'bedtime',
  Fasting: 'fasting',
};

function glucoseOf(entry: Fields, unit: unknown): ReadingCandidate | 'unit-unknown' {
  const code = unitOf(unit, ['mg/dL', 'mmol/L']);
  if (code === null) return 'unit-unknown';
  const situation = textOf(entry['DinnerSituation']) ?? '';
  const key = Object.keys(meals).find((one) => one.toLowerCase() === situation.toLowerCase());
  return {
    kind: 'glucose',
    values: { value: numberFrom(entry['BG']) },
    unit: code,
    context: key === undefined ? {} : { meal: meals[key] },
  };
}

const poundsPerStone = 14;

function weightOf(entry: Fields, unit: unknown): ReadingCandidate | 'unit-unknown' {
  const code = unitOf(unit, ['kg', '[lb_av]', 'stone']);
  if (code === null) return 'unit-unknown';
  const value = numberFrom(entry['WeightValue']);
  if (code !== 'stone') return { kind: 'weight', values: { value }, unit: code };
  // Nobody here reads stones; 14 pounds are one exactly.
  const pounds = typeof value === 'number' ? Number((value * poundsPerStone).toFixed(6)) : value;
  return { kind: 'weight', values: { value: pounds }, unit: '[lb_av]', context: { stones: true } };
}

function oxygenOf(entry: Fields): ReadingCandidate {
  const value = numberFrom(entry['BO']);
  return { kind: 'spo2', values: { value, pulse: pulseOf(entry) }, unit: '%' };
}

/** The unit of a number; undefined when none was told, null when nobody knows it. */
function unitOf(told: unknown, units: readonly string[]): string | undefined | null {
  const code = numberFrom(told);
  if (code === undefined || code === null || code === '') return undefined;
  return typeof code === 'number' ? (units[code] ?? null) : null;
}
