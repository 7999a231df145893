import { Badge, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';

import { dayIn, formatDay, formatLanguageName, formatPhone } from '../../../platform/web/format.ts';
import { Icon } from '../../../platform/web/icon.tsx';
import { useLanguage } from '../../../platform/web/language.ts';
import { useNow } from '../../../platform/web/now.ts';
import { ageOn } from '../../core/age.ts';
import { unknownLanguage } from '../../core/language.ts';
import { listName } from '../../core/name.ts';
import type { PatientHeader } from '../../core/schemas.ts';
import { usePeopleLabels } from '../people-labels.ts';
import { usePeopleWords } from '../people-words.ts';
import classes from './patient-rows.module.css';
import { patientRowId } from './search-keys.ts';

interface PatientRowsProps {
  readonly patients: readonly PatientHeader[];
  readonly onFocus: (patientId: string) => void;
}

/** The patients found, each a link to the chart. */
export function PatientRows({ patients, onFocus }: PatientRowsProps) {
  const t = usePeopleWords();
  if (patients.length === 0) return null;
  return (
    <ul className={classes['rows']} aria-label={t('search.list')}>
      {patients.map((patient) => (
        <li key={patient.id}>
          <Link
            to="/patients/$patientId"
            params={{ patientId: patient.id }}
            search={{}}
            id={patientRowId(patient.id)}
            className={classes['row']}
            onFocus={() => onFocus(patient.id)}
          >
            <Who patient={patient} />
            <Speaks language={patient.language} />
            <Where patient={patient} />
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Who({ patient }: { readonly patient: PatientHeader }) {
  const t = usePeopleWords();
  const labels = usePeopleLabels();
  const language = useLanguage();
  const now = useNow(3_600);
  const age = ageOn(patient.birthDate, dayIn(now, patient.zone));
  const details = [
    patient.birthDate === null
      ? t('search.bornUnknown')
      : t('search.born', { date: formatDay(patient.birthDate, language) }),
    age !== null && t('search.years', { count: age }),
    patient.sex !== null && labels(`sex.${patient.sex}`),
  ];
  return (
    <span>
      <Group gap={6} component="span">
        <Text span fw={650}>
          {listName(patient)}
        </Text>
        {patient.status !== 'active' && (
          <Badge component="span" color="gray.8" variant="outline" tt="none" size="sm">
            {labels(`status.${patient.status}`)}
          </Badge>
        )}
        {patient.restricted && (
          <Text span size="sm" c="orange.9">
            <Icon name="lock" size={12} /> {t('search.restricted')}
          </Text>
        )}
      </Group>
      <Text span size="sm" c="gray.8" display="block">
        {details.filter(Boolean).join(' · ')}
      </Text>
    </span>
  );
}

function Speaks({ language }: { readonly language: string }) {
  const t = usePeopleWords();
  const readers = useLanguage();
  const unknown = language === unknownLanguage;
  return (
    <Text span size="sm" c={unknown ? 'orange.9' : 'gray.9'}>
      <Icon name={unknown ? 'question' : 'speech'} size={12} />{' '}
      {unknown ? t('search.languageUnknown') : formatLanguageName(language, readers)}
    </Text>
  );
}

function Where({ patient }: { readonly patient: PatientHeader }) {
  const contact = [patient.phone && formatPhone(patient.phone), patient.recordNumber];
  return (
    <span>
      <Text span size="sm" display="block">
        {patient.practiceName}
      </Text>
      <Text span size="sm" c="gray.8">
        {contact.filter(Boolean).join(' · ')}
      </Text>
    </span>
  );
}
