import type { VitalKind } from '../../../vitals/core/reading.ts';
import { vitalOf, type Vitals } from '../../../vitals/core/vitals.ts';
import { isRejection, type DeliveryItem, type Rejection } from '../adapter.ts';
import { kindOf, wholeOf } from '../fhir/codes.ts';
import { noLinks } from '../fhir/links.ts';
import { parseObservation } from '../fhir/observation.ts';
import type { VendorCandidate } from '../vendors/vendor.ts';
import { groupObservations, type Group } from './groups.ts';
import { textAt, type Message, type Segment } from './message.ts';
import { readObservation, type Hl7Observation } from './observation.ts';
import { patientReferences } from './patient.ts';
import { offsetOf, readHl7Time } from './time.ts';

/** A measurement of a message, with every way in which the message names its patient. */
export interface OruCandidate extends VendorCandidate {
  readonly references: readonly string[];
}

export type OruItem = OruCandidate | Rejection;

/** What one OBR says of all observations below it. */
interface Order {
  readonly segment: Segment;
  /** The number by which the sender finds it again, for corrections; undefined when it has none. */
  readonly number: string | undefined;
  readonly place: number;
  readonly references: readonly string[];
  readonly observations: Hl7Observation[];
}

/**
 * The measurements of an ORU^R01 (also IHE PCD-01), one item per vital sign and time: several patients,
 * several orders, pressures whose components are OBX of their own. Observations that are no vital signs
 * of ours (settings, battery, waveforms) are passed over; an order without any other is one refusal.
 */
export function parseOru(message: Message, vitals: Vitals): readonly OruItem[] {
  const items: OruItem[] = [];
  for (const order of ordersOf(message)) {
    const groups = groupObservations(order.observations, (codes) => signOf(vitals, codes));
    if (groups.length === 0) {
      const raw = rawOf(order, []);
      items.push({ index: items.length, code: 'resource-unsupported', field: 'OBX-3', raw });
    }
    for (const group of groups)
      items.push(...itemsOf(message, vitals, { order, group, index: items.length }));
  }
  if (items.length > 0) return items;
  return [{ index: 0, code: 'resource-unsupported', field: 'OBR', raw: null }];
}

function signOf(vitals: Vitals, codes: Hl7Observation['codes']) {
  const own = kindOf(vitals, codes);
  if (own === 'unclear') return undefined;
  const kind = own ?? wholeOf(vitals, codes);
  if (kind === undefined) return undefined;
  const isComposite =
    vitalOf(vitals, kind).components.filter((one) => one.definition.required).length > 1;
  return { kind, isComposite };
}

function ordersOf(message: Message): readonly Order[] {
  const orders: Order[] = [];
  let references: readonly string[] = [];
  for (const segment of message.segments) {
    if (segment.name === 'PID') references = patientReferences(message, segment);
    else if (segment.name === 'OBR') {
      const number = textAt(message, segment, 3) || textAt(message, segment, 2) || undefined;
      orders.push({ segment, number, place: orders.length + 1, references, observations: [] });
    } else if (segment.name === 'OBX') {
      orders.at(-1)?.observations.push(readObservation(message, segment));
    }
  }
  return orders;
}

interface OfOrder {
  readonly order: Order;
  readonly group: Group;
  readonly index: number;
}

function itemsOf(message: Message, vitals: Vitals, given: OfOrder): readonly OruItem[] {
  const { order, group, index } = given;
  const raw = rawOf(order, group.observations);
  const state = stateOf(group);
  const refuse = (code: Rejection['code'], field: string): OruItem[] => [
    { index, code, field, raw },
  ];
  if (state === 'no-reading') return refuse('status-not-final', 'OBX-11');
  // Without a number of the order nobody could say what is corrected: it must not come as one more reading.
  if (state !== 'new' && order.number === undefined) return refuse('field-invalid', 'OBR-3');
  const time = readHl7Time(group.time || textAt(message, order.segment, 7));
  if (time === 'invalid') return refuse('time-invalid', 'OBX-14');
  const [patientId = null] = order.references;
  const parsed = parseObservation(toFhir(order, group), index, noLinks, { vitals, patientId });
  const offset = offsetOf(textAt(message, message.header, 7));
  return parsed.map((item): OruItem => {
    if (isRejection(item)) return { ...item, raw };
    return {
      ...item,
      measured: withDoubt(item.measured, group),
      messageId: nameOf(message, given),
      ...(time === 'none' ? undefined : { at: time.iso }),
      ...(offset === undefined ? undefined : { offset }),
      raw,
      references: order.references,
      ...(state === 'correction' ? { revises: true } : undefined),
      ...(state === 'withdrawn' ? { withdrawn: true } : undefined),
    };
  });
}

/** What holds of any part holds of the whole. */
function stateOf({ observations }: Group): Hl7Observation['state'] {
  const states = observations.map(({ state }) => state);
  const found = (['no-reading', 'withdrawn', 'correction'] as const).find((one) =>
    states.includes(one),
  );
  return found ?? 'new';
}

/**
 * The same for every sending, and for its correction: order, time and channel, not the number of the
 * message. The time belongs to it because monitors send all day under one order.
 */
function nameOf(message: Message, { order, group }: OfOrder): string {
  const number = order.number ?? `${textAt(message, message.header, 10)}/${order.place}`;
  const count = group.place === 0 ? '' : `#${group.place + 1}`;
  return [number, group.time || textAt(message, order.segment, 7), group.channel + count].join('/');
}

function toFhir(order: Order, { kind, own, parts }: Group) {
  const device = [own, ...parts, ...order.observations].find((one) => one?.device)?.device;
  return {
    resourceType: 'Observation',
    status: 'final',
    ...(own === undefined ? { code: { coding: [codingByKind[kind]] } } : own.node),
    ...(parts.length === 0 ? undefined : { component: parts.map(({ node }) => node) }),
    ...(device === undefined ? undefined : { device: { identifier: { value: device } } }),
  };
}

/** A pressure whose OBX are only its components still is one panel. */
const codingByKind: Readonly<Partial<Record<VitalKind, DeliveryCoding>>> = {
  'blood-pressure': { system: 'http://loinc.org', code: '85354-9' },
};

interface DeliveryCoding {
  readonly system: string;
  readonly code: string;
}

/** The device itself calls the number questionable: it is kept with that said. */
function withDoubt(
  measured: VendorCandidate['measured'],
  { observations }: Group,
): VendorCandidate['measured'] {
  if (!observations.some((one) => one.isQuestionable)) return measured;
  const context = measured.context as Readonly<Record<string, unknown>> | undefined;
  return { ...measured, context: { ...context, quality: 'questionable' } };
}

/** The segments of which an item was made, for whoever must decide about it. */
function rawOf({ segment, references }: Order, observations: readonly Hl7Observation[]): unknown {
  const segments = [segment.text, ...observations.map((one) => one.segment.text)];
  return { patient: references, segments } satisfies Record<string, unknown>;
}

/** Items as the front door takes them, each under the reference that was found for it. */
export function underReference(
  items: readonly OruItem[],
  choose: (references: readonly string[]) => string | undefined,
): readonly (VendorCandidate | Rejection)[] {
  return items.map((item) => {
    if (isRejection(item)) return item;
    const { references, ...candidate } = item;
    const patient = choose(references);
    return patient === undefined ? candidate : { ...candidate, patient };
  }) satisfies readonly DeliveryItem[];
}
