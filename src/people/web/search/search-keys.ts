import { useRef, type KeyboardEvent, type RefObject } from 'react';

import { useCommands } from '../../../platform/web/commands.ts';
import type { PatientHeader } from '../../core/schemas.ts';
import { usePeopleWords } from '../people-words.ts';

/** The element of a patient's row. */
export function patientRowId(patientId: string): string {
  return `patient-${patientId}`;
}

/** Arrow keys lead from the field into the rows; within them j and k as in every list. */
export function useSearchKeys(
  patients: readonly PatientHeader[],
  field: RefObject<HTMLInputElement | null>,
) {
  const t = usePeopleWords();
  const selected = useRef<string>(undefined);
  function focusRow(index: number) {
    const patient = patients[index];
    if (patient) document.getElementById(patientRowId(patient.id))?.focus();
  }
  function move(step: 1 | -1) {
    const before = patients.findIndex((patient) => patient.id === selected.current);
    focusRow(Math.min(Math.max(before + step, 0), patients.length - 1));
  }
  const group = t('search.group');
  useCommands([
    {
      id: 'patients-find',
      group,
      label: t('search.keys.search'),
      keys: '/',
      run: () => field.current?.focus(),
    },
    { id: 'patients-down', group, label: t('search.keys.down'), keys: 'j', run: () => move(1) },
    { id: 'patients-up', group, label: t('search.keys.up'), keys: 'k', run: () => move(-1) },
  ]);
  return {
    onRowFocus: (patientId: string) => {
      selected.current = patientId;
    },
    onFieldKey: (event: KeyboardEvent) => {
      // Enter does not open: what is first may still change while one types, and it is a person.
      if (event.key === 'ArrowDown' || event.key === 'Enter') {
        event.preventDefault();
        focusRow(0);
      }
    },
  };
}
