import { sql } from 'kysely';

import { textArray, uuidArray } from '../../../platform/server/binary-arrays.ts';
import type { Tx } from '../../../platform/server/database.ts';

export interface ConditionRow {
  readonly patientId: string;
  readonly codeSystem: string;
  readonly code: string;
  readonly display: string;
  readonly clinicalStatus: string;
  readonly verification: string;
}

/** Conditions of patients with one of these codes, in whatever state. */
export async function selectConditionsByCode(
  tx: Tx,
  patientIds: readonly string[],
  codes: readonly string[],
): Promise<readonly ConditionRow[]> {
  const result = await sql<ConditionRow>`
    select patient_id as "patientId", code_system as "codeSystem", code, display,
      clinical_status as "clinicalStatus", verification
    from condition
    where patient_id = any(${uuidArray(patientIds)}::uuid[])
      and code = any(${textArray(codes)}::text[])`.execute(tx.withoutPlugins());
  return result.rows;
}
