import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';

import { useMay } from '../../../access/web/session.ts';
import type { Person } from '../../../people/core/schemas.ts';
import { personQuery } from '../../../people/web/person-query.ts';
import { query } from '../../../platform/web/query.ts';
import { listPatientWork, type WorkItemView } from '../../../work/contract.ts';
import { listPatientHandOffs, type HandOffView } from '../../../work/contract/hand-offs.ts';

/** What was done for a patient; work and hand-offs only for who may see them. */
export interface PatientRecord {
  readonly person: Person | undefined;
  readonly work: readonly WorkItemView[];
  readonly handOffs: readonly HandOffView[];
}

const none: readonly never[] = [];

/** Reads the record around the readings; parts that are still on their way are empty. */
export function usePatientRecord(patientId: string): PatientRecord {
  const enabled = useMay()('work.read');
  const topics = [`patient:${patientId}`];
  const params = { patientId };
  const person = useQuery(personQuery(patientId)).data;
  const work = useQuery({ ...query(listPatientWork, { params }, topics), enabled }).data?.items;
  const handOffs = useQuery({ ...query(listPatientHandOffs, { params }, topics), enabled }).data
    ?.handOffs;
  return useMemo(
    () => ({ person, work: work ?? none, handOffs: handOffs ?? none }),
    [person, work, handOffs],
  );
}
