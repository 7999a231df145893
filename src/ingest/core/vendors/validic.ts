import { fieldsOf, objectsOf, textOf, type Fields } from '../narrow.ts';
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
 * Measurements of Validic Inform, also those of Smart Meter's cellular devices (iGlucose, iPulseOx…),
 * whose device id is the IMEI: a record, an array of them, or `{ data: [] }`.
 * https://helpdocs.validic.com/docs/working-with-data (records, checksum, offsets in seconds)
 * https://validic.atlassian.net/wiki/x/CYA92g (Smart Meter; a whole record with `deleted_at`)
 * Traps: a published sample has the offset -72000, which is no place; `log_id` of a daily record is a date.
 */
export const validic: VendorAdapter = {
  name: 'validic',
  parse: (body) => {
    const data = fieldsOf(body)?.['data'];
    const records: readonly unknown[] = Array.isArray(data)
      ? data
      : Array.isArray(body)
        ? body
        : [body];
    return { items: records.flatMap(parseRecord), deviceEvents: [] };
  },
};

function parseRecord(raw: unknown, index: number): readonly VendorItem[] {
  const record = fieldsOf(raw);
  if (record === undefined) return [{ index, code: 'item-invalid', raw }];
  const messageId = nameFrom(record['id']) ?? nameFrom(record['log_id']);
  if (messageId === undefined || messageId === null) {
    return [refuse({ index, raw }, 'field-invalid', 'id')];
  }
  const place = { index, raw, messageId };
  if (record['type'] !== 'measurement') return [refuse(place, 'resource-unsupported', 'type')];
  const checksum = textOf(record['checksum']);
  // Its calculation is not published: its form is checked here, and that a revision brings a new one.
  if (checksum === undefined || !/^[0-9a-f]{32}$/i.test(checksum)) {
    return [refuse(place, 'field-invalid', 'checksum')];
  }
  const device = nameFrom(fieldsOf(fieldsOf(record['source'])?.['device'])?.['id']);
  if (device === null) return [refuse(place, 'field-invalid', 'device')];
  const at = timeFrom(record['start_time']);
  if (typeof at !== 'string') return [refuse(place, 'time-invalid', 'start_time')];
  const offset = offsetFrom(record['utc_offset']);
  const read = readMetrics(record, checksum);
  if (read.length === 0) return [refuse(place, 'resource-unsupported', 'metrics')];
  return read.map(({ measured, isManual }) =>
    toItem('validic', {
      ...{ ...place, device, account: accountOf(record), at, offset, measured },
      origin: isManual ? 'manual' : 'device',
      revises: true,
      withdrawn: textOf(record['deleted_at']) !== undefined,
    }),
  );
}

/** Our own id of the person where it was given when they were enrolled there. */
function accountOf(record: Fields): string | undefined {
  const user = fieldsOf(record['user']);
  return nameFrom(user?.['uid']) ?? nameFrom(user?.['user_id']) ?? undefined;
}

/** Minutes east of UTC, of seconds. Absurd ones stay absurd and are refused with their reason. */
function offsetFrom(seconds: unknown): string | number | undefined {
  if (seconds === undefined || seconds === null) return undefined;
  return typeof seconds === 'number' ? seconds / 60 : 'not a number';
}

interface Read {
  readonly measured: {
    readonly kind: string;
    readonly values: Readonly<Record<string, unknown>>;
    readonly unit: unknown;
    readonly context: Readonly<Record<string, unknown>>;
  };
  readonly isManual: boolean;
}

const singles: Readonly<Record<string, string>> = {
  blood_glucose: 'glucose',
  body_weight: 'weight',
  weight: 'weight',
  body_temperature: 'temperature',
  temperature: 'temperature',
  spo2: 'spo2',
  respiration_rate: 'respiratory-rate',
  peak_expiratory_flow: 'peak-flow',
};

/** A pulse goes with the pressure or saturation that was measured with it; alone it is a heart rate. */
function readMetrics(record: Fields, checksum: string): readonly Read[] {
  const metrics = objectsOf(record['metrics']);
  const metric = (type: string) => metrics.find((one) => one['type'] === type);
  const pulse = metric('pulse') ?? metric('resting_heart_rate');
  const systolic = metric('systolic');
  const context = { ...contextOf(record), checksum };
  const found: Read[] = [];
  const add = (kind: string, from: Fields, values: Readonly<Record<string, unknown>>) => {
    found.push({
      measured: { kind, values, unit: from['unit'], context },
      isManual: from['origin'] === 'manual',
    });
  };
  const beat = pulse === undefined ? {} : { pulse: numberFrom(pulse['value']) };
  if (systolic !== undefined) {
    const diastolic = numberFrom(metric('diastolic')?.['value']);
    add('blood-pressure', systolic, {
      systolic: numberFrom(systolic['value']),
      diastolic,
      ...beat,
    });
  }
  for (const one of metrics) {
    const type = textOf(one['type']) ?? '';
    const kind = Object.hasOwn(singles, type) ? singles[type] : undefined;
    if (kind === undefined) continue;
    const value = numberFrom(one['value']);
    add(kind, one, kind === 'spo2' ? { value, ...beat } : { value });
  }
  const carried = found.some(({ measured }) => 'pulse' in measured.values);
  if (pulse !== undefined && !carried) add('heart-rate', pulse, { value: beat.pulse });
  return found;
}

function contextOf({ tags }: Fields): Readonly<Record<string, unknown>> {
  const said = Array.isArray(tags) ? tags.map((tag) => String(tag).replaceAll(/[\s_]+/g, '-')) : [];
  return {
    ...(said.includes('control-solution') ? { controlSolution: true } : undefined),
    ...(said.includes('fasting') ? { meal: 'fasting' } : undefined),
    ...(said.includes('pre-meal') ? { meal: 'before-meal' } : undefined),
  };
}
