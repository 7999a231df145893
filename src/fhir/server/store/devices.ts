import { sql } from 'kysely';

import type { Tx } from '../../../platform/server/database.ts';
import type { KnownDevice } from '../../../vitals/server/fhir/device.ts';
import { patientWithin, type Bounds } from './bounds.ts';

export interface DeviceSearch {
  readonly bounds: Bounds;
  readonly ids: readonly string[] | null;
  readonly patientIds: readonly string[] | null;
  readonly identifiers: readonly string[] | null;
  /** True: in use; false: returned, lost or retired. */
  readonly active: boolean | null;
  readonly afterId: string | null;
  readonly limit: number;
}

/** One page of devices by id. Who is bound to patients sees the devices of those only. */
export async function selectDevices(
  tx: Tx,
  organizationId: string,
  search: DeviceSearch,
): Promise<readonly KnownDevice[]> {
  const { bounds, ids, patientIds, identifiers, active, afterId, limit } = search;
  const isBound = bounds.practiceId !== null || bounds.patientId !== null;
  const result = await sql<KnownDevice>`
    select d.id, d.identifier, d.model, d.kinds, d.patient_id as "patientId", d.status,
      d.created_at as "createdAt"
    from device d
    left join patient p on p.organization_id = d.organization_id and p.id = d.patient_id
    where d.organization_id = ${organizationId}::uuid
      and (not ${isBound}::boolean or (p.id is not null and ${patientWithin(bounds)}))
      and (${ids === null}::boolean or d.id = any(${ids ?? []}::uuid[]))
      and (${patientIds === null}::boolean or d.patient_id = any(${patientIds ?? []}::uuid[]))
      and (${identifiers === null}::boolean or d.identifier = any(${identifiers ?? []}::text[]))
      and (${active}::boolean is null or (d.status = 'active') = ${active}::boolean)
      and (${afterId}::uuid is null or d.id > ${afterId}::uuid)
    order by d.id limit ${limit}`.execute(tx.withoutPlugins());
  return result.rows;
}
