import { patientStatuses, type PatientStatus } from '../../core/person.ts';

/** The filters of the search as they stand in the address. */
export interface PatientSearchAddress {
  readonly practiceId?: string;
  readonly status?: PatientStatus;
}

const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Reads the filters of an address; what is not in its form is left out. */
export function readPatientSearch(search: Record<string, unknown>): PatientSearchAddress {
  const { practiceId } = search;
  const status = patientStatuses.find((one) => one === search['status']);
  return {
    ...(typeof practiceId === 'string' && id.test(practiceId) && { practiceId }),
    ...(status && { status }),
  };
}
