import { sql } from 'kysely';

import { uuidArray } from '../../../platform/server/binary-arrays.ts';
import type { Tx } from '../../../platform/server/database.ts';
import type { FactRow, LimitRow } from './profiles.ts';

/** A flag or a figure with the time in which it held; milliseconds since 1970 UTC. */
export interface FactSpan extends FactRow {
  readonly from: number;
  readonly to: number | null;
}

const ms = (column: string) => sql.raw(`(extract(epoch from ${column}) * 1000)::float8`);

/** Every flag and figure that held for patients at or after an instant, the earlier first. */
export async function selectFactSpans(
  tx: Tx,
  organizationId: string,
  patientIds: readonly string[],
  since: Date,
): Promise<readonly FactSpan[]> {
  const result = await sql<FactSpan>`
    select patient_id as "patientId", fact, value, ${ms('effective_from')} as "from",
      ${ms('effective_to')} as "to"
    from patient_fact
    where organization_id = ${organizationId}::uuid
      and patient_id = any(${uuidArray(patientIds)}::uuid[])
      and (effective_to is null or effective_to > ${since}::timestamptz)
    order by effective_from, id`.execute(tx.withoutPlugins());
  return result.rows;
}

/** Every limit that was in force for patients at or after an instant, the earlier first. */
export async function selectLimitSpans(
  tx: Tx,
  organizationId: string,
  patientIds: readonly string[],
  since: Date,
): Promise<readonly LimitRow[]> {
  const result = await sql<LimitRow>`
    select patient_id as "patientId", id, rule_id as "ruleId", limit_name as name, value, unit,
      author_id as author, reason, ${ms('effective_from')} as "effectiveFrom",
      ${ms('effective_to')} as "effectiveTo"
    from patient_limit
    where organization_id = ${organizationId}::uuid
      and patient_id = any(${uuidArray(patientIds)}::uuid[])
      and (effective_to is null or effective_to > ${since}::timestamptz)
    order by effective_from, id`.execute(tx.withoutPlugins());
  return result.rows;
}
