import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';

import { useMay } from '../../access/web/session.ts';
import { searchPatientsRoute } from '../../people/contract.ts';
import type { PatientHeader } from '../../people/core/schemas.ts';
import { formatDay, formatLanguageName } from '../../platform/web/format.ts';
import { useLanguage } from '../../platform/web/language.ts';
import { query } from '../../platform/web/query.ts';

const shown = 6;
const waitMs = 200;

/** The patients that what was typed may mean; nobody before two letters or digits. */
export function usePatientsFound(typed: string): readonly PatientHeader[] {
  const may = useMay();
  const [text] = useDebouncedValue(typed.trim(), waitMs);
  const enabled = may('patients.read') && text.length >= 2;
  const { data } = useQuery({
    ...query(searchPatientsRoute, { body: { text, limit: shown } }),
    enabled,
    placeholderData: keepPreviousData,
  });
  return enabled ? (data?.patients ?? []) : [];
}

/** "Mar 4, 1961 · Spanish · Clínica del Este". */
export function useDescription(): (patient: PatientHeader) => string {
  const language = useLanguage();
  return ({ birthDate, language: spoken, practiceName }) =>
    [
      birthDate && formatDay(birthDate, language),
      spoken === 'und' ? null : formatLanguageName(spoken, language),
      practiceName,
    ]
      .filter(Boolean)
      .join(' · ');
}
