import { Pill, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { formatDay } from '../../../platform/web/format.ts';
import { useLanguage } from '../../../platform/web/language.ts';
import { listName } from '../../core/name.ts';
import type { PatientHeader } from '../../core/schemas.ts';
import { usePeopleWords } from '../people-words.ts';
import { patientSearchQuery } from './patient-search-query.ts';

export interface ChosenPatient {
  readonly id: string;
  readonly name: string;
}

interface PatientFieldProps {
  readonly label: string;
  readonly description?: string;
  readonly required?: boolean;
  readonly chosen: ChosenPatient | null;
  readonly onChoose: (patient: ChosenPatient | null) => void;
}

/** Finds one patient while one types. Names never stand in an address. */
export function PatientField(props: PatientFieldProps) {
  const { label, description, required = false, chosen, onChoose } = props;
  const t = usePeopleWords();
  const language = useLanguage();
  const [typed, setTyped] = useState('');
  const [text] = useDebouncedValue(typed.trim(), 200);
  const found = useInfiniteQuery({ ...patientSearchQuery({ text }), enabled: text.length >= 2 });
  const patients = found.data?.pages.flatMap((page) => page.patients) ?? [];
  const born = ({ birthDate }: PatientHeader) =>
    birthDate === null
      ? t('search.bornUnknown')
      : t('search.born', { date: formatDay(birthDate, language) });
  const named = patients.map((patient) => ({
    value: patient.id,
    label: [listName(patient), born(patient), patient.recordNumber].filter(Boolean).join(' · '),
  }));
  if (chosen) {
    return (
      <div>
        <Pill
          size="lg"
          withRemoveButton
          onRemove={() => onChoose(null)}
          removeButtonProps={{
            'aria-label': t('search.another'),
            tabIndex: 0,
            'aria-hidden': false,
          }}
        >
          {label}: {chosen.name}
        </Pill>
      </div>
    );
  }
  return (
    <Select
      label={label}
      description={description}
      required={required}
      withAsterisk={false}
      searchable
      autoComplete="off"
      searchValue={typed}
      onSearchChange={setTyped}
      value={null}
      data={named}
      filter={({ options }) => options}
      nothingFoundMessage={found.data ? t('search.none') : undefined}
      rightSection={null}
      onChange={(id) => {
        const patient = patients.find((one) => one.id === id);
        if (!patient) return;
        onChoose({ id: patient.id, name: listName(patient) });
        setTyped('');
      }}
    />
  );
}
