import type { Patient } from '@medplum/fhirtypes';

import type { Context } from '../../../platform/server/context.ts';
import { toFhirPatient } from '../fhir.ts';
import { toHeader } from '../service.ts';
import { selectContactPoints } from '../store/contact-points.ts';
import { selectIdentifiers } from '../store/identity.ts';
import { selectHeaders } from '../store/patients.ts';
import { toContactPoint } from './contact-points.ts';

/** Patients as FHIR, in the order of the ids; the caller has already been admitted to each. */
export async function loadFhirPatients(
  { tx }: Context,
  ids: readonly string[],
): Promise<readonly Patient[]> {
  if (ids.length === 0) return [];
  const rows = await selectHeaders(tx, ids);
  const identifiers = Map.groupBy(await selectIdentifiers(tx, ids), (one) => one.patientId);
  const contactPoints = Map.groupBy(await selectContactPoints(tx, ids), (one) => one.patientId);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    if (row === undefined) return [];
    const patient = toFhirPatient({
      header: toHeader(row),
      address: row.address,
      identifiers: identifiers.get(id) ?? [],
      contactPoints: (contactPoints.get(id) ?? []).map(toContactPoint),
    });
    return withoutEmptyLists(patient);
  });
}

/** FHIR knows no empty list: an element that has nothing is left out. */
function withoutEmptyLists(patient: Patient): Patient {
  const entries = Object.entries(patient) as [string, unknown][];
  return Object.fromEntries(
    entries.filter(([, value]) => !Array.isArray(value) || value.length > 0),
  ) as unknown as Patient;
}
