import { sql, type RawBuilder } from 'kysely';

/** What the caller is bound to; null is no bound. */
export interface Bounds {
  readonly practiceId: string | null;
  readonly patientId: string | null;
}

/** Whether a patient is within the bounds; `p` names the patient's row. */
export function patientWithin({ practiceId, patientId }: Bounds): RawBuilder<boolean> {
  return sql`(${practiceId}::uuid is null or p.practice_id = ${practiceId}::uuid)
    and (${patientId}::uuid is null or p.id = ${patientId}::uuid)`;
}
