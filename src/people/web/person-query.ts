import { query } from '../../platform/web/query.ts';
import { readPatientRoute } from '../contract.ts';
import { listPracticesRoute } from '../contract/organization.ts';

/** The whole person, followed live. */
export function personQuery(patientId: string) {
  return query(readPatientRoute, { params: { id: patientId } }, [`patient:${patientId}`]);
}

/** The practices that the reader may see; they change seldom. */
export function practicesQuery() {
  return { ...query(listPracticesRoute, {}), staleTime: 300_000 };
}
