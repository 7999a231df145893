import type { ReadingCandidate } from '../../../vitals/core/candidate.ts';
import { fieldsOf, textOf, type Fields } from '../narrow.ts';
import {
  nameFrom,
  numberFrom,
  refuse,
  timeFrom,
  toItem,
  type DeviceEvent,
  type DeviceEventKind,
  type VendorAdapter,
  type VendorBatch,
  type VendorItem,
} from './vendor.ts';

/**
 * Measurement and fulfilment webhooks of Tenovi, one object or an array ("Post as Array").
 * https://docs.tenovi.com/hwi-api/webhooks/measurement-webhooks
 * https://docs.tenovi.com/hwi-api/webhooks/fulfillment-webhooks
 * https://docs.tenovi.com/guides/device-overview (metrics and their units)
 * Trap: `hardware_uuid` is the gateway's and changes when a gateway is replaced; the device is `hwi_device_id`.
 */
export const tenovi: VendorAdapter = {
  name: 'tenovi',
  parse: (body) => {
    const entries: readonly unknown[] = Array.isArray(body) ? body : [body];
    const irregular = irregularMoments(entries);
    const batches = entries.map((raw, index) => parseEntry(raw, index, irregular));
    return {
      items: batches.flatMap(({ items }) => items),
      deviceEvents: batches.flatMap(({ deviceEvents }) => deviceEvents),
    };
  },
};

const readings: Readonly<Record<string, (entry: Fields) => ReadingCandidate>> = {
  blood_pressure: ({ value_1: systolic, value_2: diastolic }) => ({
    kind: 'blood-pressure',
    values: { systolic: numberFrom(systolic), diastolic: numberFrom(diastolic) },
    unit: 'mm[Hg]',
  }),
  pulse: single('heart-rate', '/min'),
  spO2: single('spo2', '%'),
  weight: single('weight', '[lb_av]'),
  temperature: single('temperature', '[degF]'),
  peak_expiratory_flow: single('peak-flow', 'L/min'),
  glucose,
  blood_glucose: glucose,
};

/** Documented, but neither a vital sign of ours nor news of the device. */
const passedOver: ReadonlySet<string> = new Set([
  'perfusion_index',
  'forced_expiratory_volume',
  'steps',
  'heart_rate_statistics',
  'sleep',
]);

/** The twelve statuses of a fulfilment, as what they mean for the device. */
const statuses: Readonly<Record<string, DeviceEventKind>> = {
  'pending shipment': 'ordered',
  'dropship requested': 'ordered',
  'on hold': 'on-hold',
  'client action required': 'action-required',
  'ready to ship': 'ready',
  shipped: 'shipped',
  dropshipped: 'shipped',
  delivered: 'delivered',
  connected: 'connected',
  replaced: 'replaced',
  unlinked: 'unlinked',
  returned: 'returned',
};

function single(kind: string, unit: string): (entry: Fields) => ReadingCandidate {
  return ({ value_1: value }) => ({ kind, values: { value: numberFrom(value) }, unit });
}

/** After a meal is not among them: protocols ask how long after, which nobody told. */
const meals: Readonly<Record<string, string>> = {
  fasting: 'fasting',
  'pre-prandial': 'before-meal',
};

function glucose({ value_1: value, filter_params: told }: Fields): ReadingCandidate {
  const { alert, meal_context: meal, measurement_location: location } = fieldsOf(told) ?? {};
  const known = typeof meal === 'string' && Object.hasOwn(meals, meal) ? meals[meal] : undefined;
  const beyond = { sensor_result_above_range: 'HI', sensor_result_below_range: 'LO' } as const;
  const outside =
    alert === 'sensor_result_above_range' || alert === 'sensor_result_below_range'
      ? beyond[alert]
      : undefined;
  return {
    kind: 'glucose',
    values: { value: outside ?? numberFrom(value) },
    unit: 'mg/dL',
    context: {
      ...(known === undefined ? undefined : { meal: known }),
      ...(location === 'control solution' ? { controlSolution: true } : undefined),
    },
  };
}

function only(item: VendorItem): VendorBatch {
  return { items: [item], deviceEvents: [] };
}

function parseEntry(raw: unknown, index: number, irregular: ReadonlySet<string>): VendorBatch {
  const entry = fieldsOf(raw);
  if (entry === undefined) return only({ index, code: 'item-invalid', raw });
  const device = nameFrom(entry['hwi_device_id']);
  if (device === null || device === undefined) {
    return only(refuse({ index, raw }, 'field-invalid', 'hwi_device_id'));
  }
  // The documented example itself writes "status " with a space behind it.
  const status = textOf(entry['status']) ?? textOf(entry['status ']);
  const metric = textOf(entry['metric']);
  if (metric === undefined && status !== undefined) {
    const said = status.trim().toLowerCase();
    const kind = Object.hasOwn(statuses, said) ? statuses[said] : undefined;
    if (kind === undefined) return only(refuse({ index, raw }, 'field-invalid', 'status'));
    return { items: [], deviceEvents: [fulfilment(entry, device, kind)] };
  }
  if (metric === 'battery_percentage' || metric === 'irregular_heartbeat') {
    return { items: [], deviceEvents: [newsOf(entry, device, metric)] };
  }
  if (metric !== undefined && passedOver.has(metric)) return { items: [], deviceEvents: [] };
  return only(measurement(entry, { index, raw, device, metric, irregular }));
}

interface Place {
  readonly index: number;
  readonly raw: unknown;
  readonly device: string;
  readonly metric: string | undefined;
  readonly irregular: ReadonlySet<string>;
}

function measurement(entry: Fields, place: Place): VendorItem {
  const { device, metric, irregular } = place;
  const read =
    metric !== undefined && Object.hasOwn(readings, metric) ? readings[metric] : undefined;
  if (metric === undefined || read === undefined) {
    return refuse(place, 'resource-unsupported', 'metric');
  }
  const at = timeFrom(entry['timestamp']);
  if (at === null) return refuse(place, 'time-invalid', 'timestamp');
  const moment = momentOf(entry);
  const account = nameFrom(entry['patient_id']);
  if (account === null) return refuse(place, 'field-invalid', 'patient_id');
  const measured = read(entry);
  const isIrregular = metric === 'blood_pressure' && irregular.has(moment);
  return toItem('tenovi', {
    ...{ index: place.index, raw: place.raw, device, account, at },
    measured: isIrregular ? { ...measured, context: { irregularHeartbeat: true } } : measured,
    messageId: at === undefined ? undefined : `${metric}/${moment}`,
    offset: offsetFrom(entry['timezone_offset']),
    estimatedTime: entry['estimated_timestamp'] === true,
  });
}

/** One press of a button: coincident metrics share their time and, where it is told, their index. */
function momentOf(entry: Fields): string {
  const index = fieldsOf(entry['filter_params'])?.['measurement_index'];
  const parts = [entry['hwi_device_id'], entry['timestamp'], index ?? ''];
  return parts
    .map((part) => (typeof part === 'string' || typeof part === 'number' ? String(part) : ''))
    .join('/');
}

/** Moments at which the cuff also found an irregular heartbeat (sent only when it did). */
function irregularMoments(entries: readonly unknown[]): ReadonlySet<string> {
  return new Set(
    entries.flatMap((raw) => {
      const entry = fieldsOf(raw);
      return entry?.['metric'] === 'irregular_heartbeat' ? [momentOf(entry)] : [];
    }),
  );
}

function newsOf(entry: Fields, device: string, metric: string): DeviceEvent {
  const at = timeFrom(entry['timestamp']) ?? undefined;
  const timed = { device, ...(at === undefined ? undefined : { at }) };
  if (metric === 'irregular_heartbeat') return { ...timed, kind: 'irregular-heartbeat' };
  const value = numberFrom(entry['value_1']);
  const level = typeof value === 'number' ? ({ value, unit: '%' } as const) : undefined;
  return { ...timed, kind: 'battery', ...level };
}

function fulfilment(entry: Fields, device: string, kind: DeviceEventKind): DeviceEvent {
  const gateway = nameFrom(entry['hardware_uuid']) ?? undefined;
  const trackingLink = textOf(entry['tracking_link']);
  return {
    ...{ device, kind },
    ...(gateway === undefined ? undefined : { gateway }),
    ...(trackingLink === undefined ? undefined : { trackingLink: trackingLink.slice(0, 500) }),
  };
}

const impossibleMinutes = 100_000;

/**
 * Minutes east of UTC. The documentation leaves the unit open, and no offset of the world can be
 * mistaken: up to 14 they are hours, up to 840 minutes, beyond that seconds in quarters of an hour.
 */
function offsetFrom(told: unknown): string | number | null | undefined {
  const value = numberFrom(told);
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string') return value;
  if (typeof value !== 'number' || !Number.isFinite(value)) return impossibleMinutes;
  const size = Math.abs(value);
  if (size <= 14) return value * 60;
  if (size <= 840) return value;
  return size <= 50_400 && size % 900 === 0 ? value / 60 : impossibleMinutes;
}
