import type { Observation } from '@medplum/fhirtypes';

import type { Context } from '../../../platform/server/context.ts';
import { readingFromRow } from '../../../vitals/core/reading-row.ts';
import { sourceHash, type KeyFromId } from '../../../vitals/server/fhir/observation-id.ts';
import { toObservation } from '../../../vitals/server/fhir/observation.ts';
import { vitalSigns } from '../../../vitals/server/service.ts';
import { selectObservationsAt, type ObservationRow } from '../store/observations.ts';

/** A row as the resource that it is. */
export function observationOf(row: ObservationRow): Observation {
  const vitals = vitalSigns();
  return toObservation(vitals, { ...row, reading: readingFromRow(vitals, row) });
}

/** The stored reading that an id names; undefined when there is none. Neither admits nor audits. */
export async function loadObservation(
  { tx, caller }: Context,
  key: KeyFromId,
): Promise<Observation | undefined> {
  const rows = await selectObservationsAt(tx, caller.organizationId, key);
  const row = rows.find(({ sourceId }) => sourceHash(sourceId) === key.sourceHash);
  return row && observationOf(row);
}
