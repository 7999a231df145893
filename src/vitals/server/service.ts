import type { Context } from '../../platform/server/context.ts';
import { newId } from '../../platform/server/ids.ts';
import { daysOf } from '../core/days.ts';
import { readingFromRow } from '../core/reading-row.ts';
import type { Reading, VitalKind } from '../core/reading.ts';
import { vitalOf, type Vitals } from '../core/vitals.ts';
import { loadVitals } from './definitions.ts';
import { daysToAdd, rememberDays } from './known-days.ts';
import { requirePartitions } from './service/partitions.ts';
import { addDays, selectDaysEpoch } from './store/days.ts';
import { insertDevices, selectByIdentifiers, type DeviceForIngest } from './store/devices.ts';
import {
  findKnownReadings,
  insertReadings,
  loadStretches,
  type KnownReading,
  type LookUp,
  type NewReading as NewReadingRow,
  type Stretch,
} from './store/readings.ts';

let loaded: Vitals | undefined;

/** The vital signs in force, loaded once; throws when the content folder is wrong. */
export function vitalSigns(): Vitals {
  loaded ??= loadVitals(new Date().toISOString().slice(0, 10));
  return loaded;
}

/** A reading that is to be stored, with the zone that tells its day. */
export interface NewReading extends NewReadingRow {
  /** IANA zone of the patient. */
  readonly zone: string;
}

/** Key order, which every bulk insert keeps: batches that meet the same rows in another order deadlock. */
export function compareReadings(
  one: Pick<NewReading, 'patientId' | 'reading'>,
  other: Pick<NewReading, 'patientId' | 'reading'>,
): number {
  if (one.patientId !== other.patientId) return one.patientId < other.patientId ? -1 : 1;
  const a = one.reading;
  const b = other.reading;
  if (a.kind !== b.kind) return a.kind < b.kind ? -1 : 1;
  if (a.at !== b.at) return a.at - b.at;
  return a.sourceId < b.sourceId ? -1 : a.sourceId > b.sourceId ? 1 : 0;
}

/**
 * Stores readings that were found to be new, and the days they fall on. The caller holds the ingest
 * lock of the organization, so a key that is there already is a bug and rolls everything back.
 * Throws MissingPartitions when a month has no partition yet. Call what is answered once the
 * transaction is committed.
 */
export async function recordReadings(
  context: Context,
  readings: readonly NewReading[],
  daysEpoch?: number,
): Promise<() => void> {
  if (readings.length === 0) return () => undefined;
  requirePartitions(readings.map((one) => one.reading.at));
  const { tx, caller } = context;
  const { organizationId } = caller;
  const rows = readings.toSorted(compareReadings);
  const days = daysOf(readings);
  const added = daysEpoch === undefined ? days : daysToAdd(organizationId, daysEpoch, days);
  const [inserted] = await Promise.all([
    insertReadings(tx, organizationId, rows, componentNames),
    addDays(tx, organizationId, added),
  ]);
  if (inserted !== rows.length) {
    throw new Error(`${rows.length - inserted} of ${rows.length} new readings were there already.`);
  }
  return () => {
    if (daysEpoch !== undefined) rememberDays(organizationId, daysEpoch, days);
  };
}

/** Tells whether what this process remembers of days with data still holds: pass it to `recordReadings`. */
export function loadDaysEpoch(context: Context): Promise<number> {
  return selectDaysEpoch(context.tx, context.caller.organizationId);
}

const names = new Map<VitalKind, readonly string[]>();

function componentNames(kind: VitalKind): readonly string[] {
  let own = names.get(kind);
  if (own === undefined) {
    own = vitalOf(vitalSigns(), kind).components.map((component) => component.id);
    names.set(kind, own);
  }
  return own;
}

/** What is stored under these source ids, near the new readings, and newer than them. */
export async function findKnown(
  context: Context,
  lookUps: readonly LookUp[],
  sourceIds: readonly string[],
): Promise<readonly KnownReading[]> {
  if (lookUps.length === 0) return [];
  return findKnownReadings(context.tx, context.caller.organizationId, lookUps, sourceIds);
}

/** The readings of these stretches by patient, oldest first, without those withdrawn or replaced. */
export async function loadReadings(
  context: Context,
  stretches: readonly Stretch[],
): Promise<Map<string, Reading[]>> {
  const vitals = vitalSigns();
  const found = new Map<string, Reading[]>();
  for (const row of await loadStretches(context.tx, context.caller.organizationId, stretches)) {
    const reading = readingFromRow(vitals, row);
    const list = found.get(row.patientId);
    if (list === undefined) found.set(row.patientId, [reading]);
    else list.push(reading);
  }
  return found;
}

/**
 * Devices by what sources call them. One that nobody registered is noted, without a patient: whose it
 * is, and whether its clock has a zone, is for a person to say.
 */
export async function findDevices(
  context: Context,
  named: ReadonlyMap<string, Reading['kind']>,
): Promise<ReadonlyMap<string, DeviceForIngest>> {
  if (named.size === 0) return new Map();
  const { tx, caller, now } = context;
  const identifiers = [...named.keys()].toSorted();
  const found = await selectByIdentifiers(tx, caller.organizationId, identifiers);
  const devices = new Map(found.map((device) => [device.named, device]));
  const added = identifiers
    .filter((identifier) => !devices.has(identifier))
    .map((identifier) => newDevice(identifier, named.get(identifier), now));
  await insertDevices(tx, caller.organizationId, added);
  for (const device of added) {
    const { identifier } = device;
    devices.set(identifier, { ...device, named: identifier, series: identifier, holdings: [] });
  }
  return devices;
}

/** Registered devices by what sources call them; those that nobody registered are left out. */
export async function devicesNamed(
  { tx, caller }: Context,
  identifiers: readonly string[],
): Promise<ReadonlyMap<string, DeviceForIngest>> {
  if (identifiers.length === 0) return new Map();
  const found = await selectByIdentifiers(tx, caller.organizationId, identifiers);
  return new Map(found.map((device) => [device.named, device]));
}

function newDevice(identifier: string, kind: Reading['kind'] | undefined, now: Date) {
  return {
    id: newId(now.getTime()),
    identifier,
    model: null,
    kinds: kind === undefined ? [] : [kind],
    validated: null,
    patientId: null,
    status: 'active' as const,
    zoneLessClock: false,
    createdAt: now,
  };
}
