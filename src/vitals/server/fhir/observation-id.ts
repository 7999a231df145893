import { hash } from 'node:crypto';

import { vitalKinds, type Reading, type VitalKind } from '../../core/reading.ts';

/** What names one stored reading. */
export interface ObservationKey extends Pick<Reading, 'kind' | 'at' | 'sourceId'> {
  readonly patientId: string;
}

/** What an Observation's id tells: the source id only as a hash, to be compared with. */
export interface KeyFromId {
  readonly patientId: string;
  readonly kind: VitalKind;
  readonly at: number;
  readonly sourceHash: string;
}

/**
 * The id of a reading as an Observation, at most 64 characters of A-Z, a-z, 0-9, "-" and ".": patient
 * without hyphens, kind, milliseconds in base 36 and a hash of the source id. It is made from the key,
 * so that no table has to keep it and every server gives the same one.
 */
export function observationId({ patientId, kind, at, sourceId }: ObservationKey): string {
  const patient = patientId.replaceAll('-', '');
  return `${patient}.${vitalKinds.indexOf(kind)}.${at.toString(36)}.${sourceHash(sourceId)}`;
}

/** The first 64 bits of SHA-256: source ids of one patient, kind and instant are few. */
export function sourceHash(sourceId: string): string {
  return hash('sha256', sourceId).slice(0, 16);
}

const form = /^([0-9a-f]{32})\.(\d)\.([0-9a-z]{1,9})\.([0-9a-f]{16})$/;

/** Reads the id of an Observation; undefined when it is not one of ours. */
export function readObservationId(id: string): KeyFromId | undefined {
  const [, patient, place, time, source] = form.exec(id) ?? [];
  const kind = vitalKinds[Number(place)];
  if (patient === undefined || time === undefined || source === undefined || kind === undefined) {
    return undefined;
  }
  const patientId = patient.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { patientId, kind, at: Number.parseInt(time, 36), sourceHash: source };
}
