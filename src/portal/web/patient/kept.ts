import type { VitalDefinition } from '../../../vitals/core/definition.ts';

const key = 'enlace:portal';

/**
 * What this phone must know to take a reading without a connection: whose it is, the zone, and how vital
 * signs are written. No health information.
 */
export interface Kept {
  readonly patientId: string;
  readonly zone: string;
  readonly definitions: readonly VitalDefinition[];
}

export function readKept(): Kept | undefined {
  const text = localStorage.getItem(key);
  return text === null ? undefined : (JSON.parse(text) as Kept);
}

export function keep(kept: Kept): void {
  localStorage.setItem(key, JSON.stringify(kept));
}

export function forgetKept(): void {
  localStorage.removeItem(key);
}
