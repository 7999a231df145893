import { sql } from 'kysely';

import type { Tx } from '../../../platform/server/database.ts';
import { patientWithin, type Bounds } from './bounds.ts';

export interface PatientSearch {
  readonly bounds: Bounds;
  readonly ids: readonly string[] | null;
  /** An identifier with its system ("" where it has none asked for), each of which may hold. */
  readonly identifiers:
    | readonly { readonly system: string | undefined; readonly code: string }[]
    | null;
  readonly active: boolean | null;
  readonly afterId: string | null;
  readonly limit: number;
}

/** One page of patients' ids in their order. */
export async function selectPatientIds(
  tx: Tx,
  organizationId: string,
  search: PatientSearch,
): Promise<readonly string[]> {
  const { bounds, ids, identifiers, active, afterId, limit } = search;
  const systems = identifiers?.map(({ system }) => system ?? null) ?? [];
  const values = identifiers?.map(({ code }) => code) ?? [];
  const result = await sql<{ id: string }>`
    select p.id from patient p
    where p.organization_id = ${organizationId}::uuid and ${patientWithin(bounds)}
      and (${ids === null}::boolean or p.id = any(${ids ?? []}::uuid[]))
      and (${identifiers === null}::boolean or p.id in (
        select i.patient_id from patient_identifier i
        join unnest(${systems}::text[], ${values}::text[]) as wanted (system, value)
          on i.search_value = lower(wanted.value) and i.value = wanted.value
            and (wanted.system is null or i.system = wanted.system)
        where i.organization_id = ${organizationId}::uuid))
      and (${active}::boolean is null or (p.status <> 'ended') = ${active}::boolean)
      and (${afterId}::uuid is null or p.id > ${afterId}::uuid)
    order by p.id limit ${limit}`.execute(tx.withoutPlugins());
  return result.rows.map(({ id }) => id);
}
