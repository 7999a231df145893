import { sql } from 'kysely';

import type { Tx } from '../../../platform/server/database.ts';
import type { VitalKind } from '../../../vitals/core/reading.ts';

/** The alerts of a patient that rested on one reading: alone, among earlier ones, or as the first of two. */
export async function selectAlertsOnReading(
  tx: Tx,
  organizationId: string,
  patientId: string,
  key: { readonly kind: VitalKind; readonly at: number; readonly sourceId: string },
): Promise<readonly { ruleId: string; priority: number; since: number }[]> {
  const one = JSON.stringify(key);
  const result = await sql<{ ruleId: string; priority: number; since: number }>`
    select a.rule_id as "ruleId", min((substr(e.verdict->>'priority', 2))::int)::int as priority,
      (extract(epoch from min(e.at)) * 1000)::float8 as since
    from alert a join alert_event e on e.organization_id = a.organization_id and e.alert_id = a.id
    where a.organization_id = ${organizationId}::uuid and a.patient_id = ${patientId}::uuid
      and e.verdict->>'state' = 'fires'
      and (e.verdict->'evidence'->'reading' @> ${one}::jsonb
        or e.verdict->'evidence'->'earlier' @> jsonb_build_array(${one}::jsonb)
        or e.verdict->'recheck'->'first' @> ${one}::jsonb)
    group by a.rule_id`.execute(tx.withoutPlugins());
  return result.rows;
}
