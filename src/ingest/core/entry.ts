import { parseCandidate, type Measurement } from '../../vitals/core/candidate.ts';
import { readingIdentity } from '../../vitals/core/identity.ts';
import { isStorableText } from '../../vitals/core/storable-text.ts';
import { resolveTime, type ResolvedTime, type TimeCode } from '../../vitals/core/time.ts';
import type { Vitals } from '../../vitals/core/vitals.ts';
import { isRejection, type Candidate, type DeliveryItem, type Rejection } from './adapter.ts';

/** A candidate whose measurement is understood; whose and when it is comes next. */
export interface Understood {
  readonly candidate: Candidate;
  readonly measurement: Measurement;
}

/** Reads the measurement of an item; what cannot be read becomes a rejection with its code. */
export function understand(vitals: Vitals, item: DeliveryItem): Understood | Rejection {
  if (isRejection(item)) return item;
  const unusable = unusableField(item);
  if (unusable !== undefined) return reject(item, ...unusable);
  const { measurement, problem } = parseCandidate(vitals, item.measured);
  if (measurement !== undefined) return { candidate: item, measurement };
  return reject(item, problem.code, problem.component);
}

const longestText = 300;
const longestTime = 64;

/** Whatever the adapter let through: text that cannot be stored is refused here at the latest. */
function unusableField(item: Candidate): [Rejection['code'], string] | undefined {
  const { at, offset, device, messageId, patient } = item;
  if (!isUsable(at, longestTime) || !isUsable(offset, longestTime)) return ['time-invalid', 'at'];
  if (!isUsable(patient, longestText)) return ['field-invalid', 'patient'];
  if (!isUsable(device, longestText)) return ['field-invalid', 'device'];
  return isUsable(messageId, 10 * longestText) ? undefined : ['field-invalid', 'id'];
}

function isUsable(value: string | number | null | undefined, longest: number): boolean {
  return typeof value !== 'string' || (value.length <= longest && isStorableText(value));
}

/** The refusal of a candidate, with everything by which it can be found again. */
export function reject(
  { index, messageId, raw }: Candidate,
  code: Rejection['code'],
  field?: string,
): Rejection {
  return {
    index,
    ...(messageId === undefined ? undefined : { messageId }),
    code,
    ...(field === undefined ? undefined : { field }),
    raw,
  };
}

/** What is known of the patient a reading belongs to. */
export interface Owner {
  readonly id: string;
  readonly practiceId: string;
  /** IANA zone. */
  readonly zone: string;
  readonly language: string;
  readonly birthDate: string | null;
}

/** What is registered of the device, if it is. */
export interface KnownDevice {
  readonly id: string;
  readonly zoneLessClock: boolean;
  /** Names it and all whose place it took: a reading sent again by a successor is known. */
  readonly series: string;
}

export interface Provenance {
  /** Label of the source: the token's, or the adapter's name. */
  readonly source: string;
  /** Milliseconds since 1970 UTC. */
  readonly receivedAt: number;
  /** Names the delivery and what it says, for items that have neither id nor time. */
  readonly contentHash: string;
}

/** A measurement with its owner, its time and its identity. */
export interface Placed {
  readonly candidate: Candidate;
  readonly measurement: Measurement;
  readonly owner: Owner;
  readonly device: KnownDevice | undefined;
  readonly time: ResolvedTime;
  readonly sourceId: string;
}

/** Decides when an understood measurement was taken and what it is called. */
export function place(
  { candidate, measurement }: Understood,
  owner: Owner,
  device: KnownDevice | undefined,
  provenance: Provenance,
): Placed | { readonly problem: TimeCode } {
  const told = resolveTime({
    at: candidate.at,
    offset: candidate.offset,
    deviceZoneLess: device?.zoneLessClock,
    patientZone: candidate.zone ?? owner.zone,
    receivedAt: provenance.receivedAt,
  });
  if (told.problem !== undefined) return told;
  const time = candidate.estimatedTime === true ? asEstimated(told) : told;
  const sourceId = readingIdentity({
    source: provenance.source,
    messageId: candidate.messageId ?? withoutTime(time, candidate, provenance),
    device: device?.series ?? candidate.device,
    kind: measurement.kind,
    at: time.at,
    values: measurement.values,
    unit: measurement.unit,
    ...(measurement.beyond === undefined ? undefined : { beyond: measurement.beyond }),
  });
  return { candidate, measurement, owner, device, time, sourceId };
}

/** A time that the source estimated is that of an arrival, there instead of here. */
function asEstimated(time: ResolvedTime): ResolvedTime {
  return time.trust === 'clock-suspect' ? time : { ...time, trust: 'arrival-time' };
}

/** What is wrong with the time whoever the patient is; undefined when nothing is. */
export function timeProblem(
  { candidate }: Understood,
  { receivedAt }: Provenance,
): TimeCode | undefined {
  const { at, offset } = candidate;
  return resolveTime({ at, offset, patientZone: 'UTC', receivedAt }).problem;
}

/** The time of arrival would make a new reading of each repetition: the delivery's own hash does not. */
function withoutTime(
  time: ResolvedTime,
  { index }: Candidate,
  { contentHash }: Provenance,
): string | undefined {
  return time.trust === 'arrival-time' ? `${contentHash}/${index}` : undefined;
}
