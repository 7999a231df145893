import { infiniteQueryOptions } from '@tanstack/react-query';

import { call } from '../../../platform/web/api.ts';
import { searchPatientsRoute, type PatientPage, type SearchPatients } from '../../contract.ts';

const pageSize = 50;

/** Patients found page by page; what was found before stays until the new answer is there. */
export function patientSearchQuery(search: Omit<SearchPatients, 'after' | 'limit'>) {
  return infiniteQueryOptions({
    queryKey: [searchPatientsRoute.path, search] as const,
    queryFn: ({ pageParam, signal }) =>
      call(
        searchPatientsRoute,
        { body: { ...search, limit: pageSize, ...(pageParam !== null && { after: pageParam }) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page: PatientPage) => page.next,
    placeholderData: (before) => before,
    staleTime: 10_000,
  });
}
