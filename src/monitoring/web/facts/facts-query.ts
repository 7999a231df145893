import type { Reply } from '../../../platform/core/contract.ts';
import { query } from '../../../platform/web/query.ts';
import { listFacts, type FactView } from '../../contract.ts';

export type PatientFacts = Reply<typeof listFacts>;

/** The flags and figures of the patient, read once for the head of the chart and for their list. */
export function factsQuery(patientId: string) {
  return query(listFacts, { params: { id: patientId } }, [`patient:${patientId}`]);
}

/** Whether a flag or figure applies at a moment. */
export function isInForce({ effectiveFrom, effectiveTo }: FactView, now: number): boolean {
  return (
    Date.parse(effectiveFrom) <= now && (effectiveTo === null || Date.parse(effectiveTo) > now)
  );
}
