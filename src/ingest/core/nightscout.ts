import { decimalFrom } from '../../vitals/core/candidate.ts';
import { resolveTime } from '../../vitals/core/time.ts';
import type { Adapter, AdapterContext, Candidate, DeliveryItem, Rejection } from './adapter.ts';
import { fieldsOf, isName, textOf, type Fields } from './narrow.ts';

/**
 * Entries as Nightscout's uploaders post them (xDrip+, Loop, the Dexcom bridge): sensor values `sgv`,
 * meter values `mbg` and calibrations `cal` mixed in one array, always in mg/dL. Forms and special
 * values are those of nightscout/cgm-remote-monitor: lib/server/entries.js (one record per type and
 * time), lib/plugins/errorcodes.js (sgv below 39 is an error code of the sensor), lib/sandbox.js
 * (Dexcom's 39 and 401 are LOW and HIGH), and of NightscoutFoundation/xDrip, NightscoutUploader.java.
 */
export const nightscout: Adapter = {
  name: 'nightscout',
  parse: (body, context) =>
    (Array.isArray(body) ? body : [body]).flatMap((raw: unknown, index) => {
      const item = parseEntry(raw, index, context);
      return item === undefined ? [] : [item];
    }),
};

/** Which measurement an entry is; older uploaders leave the type out. */
export function entryType(entry: Fields): string | undefined {
  const type = textOf(entry.type);
  if (type !== undefined) return type;
  if (entry.sgv !== undefined) return 'sgv';
  return entry.mbg === undefined ? undefined : 'mbg';
}

const lowestSensorValue = 39;
const aboveSensorRange = 401;

/** Undefined for a calibration: it belongs to the sensor and measures nothing of the patient. */
function parseEntry(
  raw: unknown,
  index: number,
  { patientId }: AdapterContext,
): DeliveryItem | undefined {
  const entry = fieldsOf(raw);
  if (entry === undefined) return { index, code: 'item-invalid', raw };
  const type = entryType(entry);
  if (type === 'cal') return undefined;
  if (type !== 'sgv' && type !== 'mbg')
    return { index, code: 'resource-unsupported', field: 'type', raw };
  const device = textOf(entry.device) ?? '';
  if (!isName(device)) return { index, code: 'field-invalid', field: 'device', raw };
  const at = timeOf(entry);
  const messageId = `${type}/${String(at)}/${device}`;
  const rejected = (code: Rejection['code'], field: string) => ({
    index,
    messageId,
    code,
    field,
    raw,
  });
  if (at === undefined) return { index, code: 'time-invalid', field: 'date', raw };
  if (patientId === null) return rejected('patient-missing', 'patient');
  const value = valueOf(type, entry[type], device);
  if (value === 'absent') return rejected('value-absent', 'value');
  const offset = offsetOf(entry, at);
  return {
    index,
    messageId,
    patient: patientId,
    ...(device === '' ? undefined : { device }),
    measured: {
      kind: 'glucose',
      values: { value },
      unit: textOf(entry.units) ?? 'mg/dL',
      context: type === 'sgv' ? sensorContext(entry) : {},
    },
    at,
    ...(offset === undefined ? undefined : { offset }),
    origin: /manual/i.test(device) ? 'manual' : 'device',
    raw,
  } satisfies Candidate;
}

/** `date` is the instant by which Nightscout sorts and shows; `dateString` stands in where it is missing. */
function timeOf({ date, dateString }: Fields): string | number | undefined {
  if (typeof date === 'number' && Number.isFinite(date)) return Math.round(date);
  if (typeof date === 'string' && /^\d{10,13}$/.test(date)) return Number(date);
  const text = textOf(dateString);
  return text !== undefined && text.length <= 64 ? text : undefined;
}

const minute = 60_000;

/**
 * Where the phone was, from "…-0800" or `utcOffset`, as far as it agrees with the instant: some
 * uploaders write local time with a "Z" behind it.
 */
function offsetOf(entry: Fields, at: string | number): number | undefined {
  if (typeof at !== 'number') return undefined;
  const text = textOf(entry.dateString);
  if (text !== undefined && !/[Zz]$/.test(text)) {
    const read = resolveTime({ at: text, patientZone: 'UTC', receivedAt: at });
    if (read.problem === undefined && Math.abs(read.at - at) < minute) return read.offsetMinutes;
  }
  const told = entry.utcOffset;
  return typeof told === 'number' && Number.isInteger(told) && told !== 0 ? told : undefined;
}

function valueOf(type: 'sgv' | 'mbg', given: unknown, device: string): unknown {
  const value = typeof given === 'string' ? (decimalFrom(given) ?? given) : given;
  if (value === null || value === undefined) return 'absent';
  if (type === 'mbg' || typeof value !== 'number') return value;
  if (value < lowestSensorValue) return 'absent';
  const isDexcom = device === '' || device.toLowerCase() === 'dexcom';
  if (isDexcom && value === lowestSensorValue) return 'LO';
  return isDexcom && value === aboveSensorRange ? 'HI' : value;
}

function sensorContext({
  direction,
  noise,
  trend,
}: Fields): Record<string, string | number | boolean> {
  const arrow = textOf(direction);
  return {
    sensor: true,
    ...(arrow !== undefined && isName(arrow) ? { direction: arrow } : undefined),
    ...(typeof noise === 'number' && Number.isFinite(noise) ? { noise } : undefined),
    ...(typeof trend === 'number' && Number.isFinite(trend) ? { trend } : undefined),
  };
}
