import { isRejection, type Rejection } from '../adapter.ts';
import { place, understand, type Understood } from '../entry.ts';
import type { Vitals } from '../../../vitals/core/vitals.ts';
import type { DeviceEvent, VendorAdapter, VendorCandidate, VendorItem } from './vendor.ts';

/** One row of a vendor's table of vectors: a body, and what is made of it. */
export interface Vector {
  readonly name: string;
  readonly body: unknown;
  readonly account?: string;
  readonly items: readonly string[];
  readonly events?: readonly string[];
}

const receivedAt = Date.parse('2026-11-20T13:13:00Z');
const owner = {
  id: 'patient',
  practiceId: 'practice',
  zone: 'America/Chicago',
  language: 'es',
  birthDate: null,
};

/** What becomes of a body, one line for each item and event, as the tables write it. */
export function readVector(vitals: Vitals, adapter: VendorAdapter, { body, account }: Vector) {
  const { items, deviceEvents } = adapter.parse(body, account ?? null);
  return {
    items: items.map((item) => describe(vitals, item)),
    events: deviceEvents.map(describeEvent),
  };
}

function describe(vitals: Vitals, item: VendorItem): string {
  const understood = understand(vitals, item);
  if (!('candidate' in understood)) return describeRejection(understood);
  const provenance = { source: 'vendor', receivedAt, contentHash: 'hash' };
  const placed = place(understood, owner, undefined, provenance);
  if ('problem' in placed) return `refused ${placed.problem}`;
  const { time, measurement } = placed;
  const { kind, values, unit, beyond, context } = measurement;
  const numbers = Object.entries(values).map(([name, value]) => `${name}=${value}`);
  const told = Object.entries(context ?? {}).map(([name, value]) => `${name}:${String(value)}`);
  const offset = time.offsetMinutes === undefined ? '' : ` ${time.offsetMinutes}min`;
  return [
    `${kind} ${beyond ?? numbers.join(' ')} ${unit}`,
    `at ${new Date(time.at).toISOString()}${offset} ${time.trust}`,
    `of ${understood.candidate.patient}${marks(understood)}`,
    ...(told.length === 0 ? [] : [told.join(' ')]),
  ].join('; ');
}

function marks({ candidate }: Understood): string {
  const { device, origin, revises, withdrawn }: VendorCandidate = candidate;
  const words = [
    device === undefined ? undefined : `on ${device}`,
    origin === 'device' ? undefined : origin,
    revises === true ? 'revises' : undefined,
    withdrawn === true ? 'withdrawn' : undefined,
  ].filter((word) => word !== undefined);
  return words.map((word) => ` ${word}`).join('');
}

function describeRejection(rejection: Rejection): string {
  if (!isRejection(rejection)) throw new Error('Neither understood nor refused.');
  const { code, field } = rejection;
  return `refused ${code}${field === undefined ? '' : ` ${field}`}`;
}

function describeEvent(event: DeviceEvent): string {
  const { device, kind, at, value, unit, gateway, trackingLink } = event;
  const words = [kind, device, at, value === undefined ? undefined : `${value}${unit ?? ''}`];
  return [...words, gateway, trackingLink].filter((word) => word !== undefined).join(' ');
}
