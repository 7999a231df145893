import { useQuery } from '@tanstack/react-query';

import { readPatientRoute } from '../../people/contract.ts';
import type { Person } from '../../people/core/schemas.ts';
import { query } from '../../platform/web/query.ts';

const fewMinutesMs = 180_000;

/** The person that work is about; undefined while it is read, or when it is about nobody. */
export function usePerson(patientId: string | null): Person | undefined {
  const { data } = useQuery({
    ...query(readPatientRoute, { params: { id: patientId ?? '' } }),
    enabled: patientId !== null,
    staleTime: fewMinutesMs,
  });
  return data;
}
