import type { Reading } from '../../vitals/core/reading.ts';

/** The part of a reading that a rule can see, as kept with the verdict. */
export type EvidenceReading = Pick<
  Reading,
  'kind' | 'at' | 'values' | 'unit' | 'beyond' | 'standing' | 'trust' | 'sourceId' | 'context'
>;

/** Names one reading of a patient: kind, instant and source id. */
export function readingKey(reading: EvidenceReading): string {
  return `${reading.kind}|${reading.at}|${reading.sourceId}`;
}
