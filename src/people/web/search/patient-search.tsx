import { Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';

import { useMay } from '../../../access/web/session.ts';
import { useDraft } from '../../../platform/web/drafts.ts';
import { Icon } from '../../../platform/web/icon.tsx';
import { LinkButton } from '../../../platform/web/link.tsx';
import { Page } from '../../../platform/web/page.tsx';
import { ProblemNotice } from '../../../platform/web/problem-notice.tsx';
import { patientStatuses } from '../../core/person.ts';
import { usePeopleLabels } from '../people-labels.ts';
import { usePeopleWords } from '../people-words.ts';
import { practicesQuery } from '../person-query.ts';
import { patientSearchQuery } from './patient-search-query.ts';
import { PatientRows } from './patient-rows.tsx';
import { useSearchKeys } from './search-keys.ts';

const typingPauseMs = 200;

/** Finds patients while one types. What is typed names people, so it never stands in the address. */
export function PatientSearch() {
  const t = usePeopleWords();
  const may = useMay();
  const search = useSearch({ from: '/shell/patients' });
  const typed = useDraft('patient-search', '');
  const [text] = useDebouncedValue(typed.value.trim(), typingPauseMs);
  const found = useInfiniteQuery(patientSearchQuery({ ...search, ...(text !== '' && { text }) }));
  const patients = found.data?.pages.flatMap((page) => page.patients) ?? [];
  const field = useRef<HTMLInputElement>(null);
  const rows = useSearchKeys(patients, field);
  const count = { count: patients.length };
  return (
    <Page
      title={t('search.title')}
      aside={
        may('patients.write') && (
          <LinkButton to="/patients/new">{t('search.newPatient')}</LinkButton>
        )
      }
    >
      <Stack gap="sm">
        <Group align="flex-end" gap="sm">
          <TextInput
            ref={field}
            type="search"
            label={t('search.label')}
            description={t('search.help')}
            leftSection={<Icon name="search" />}
            autoComplete="off"
            // eslint-disable-next-line jsx-a11y/no-autofocus -- the one thing this screen is for
            autoFocus
            maxLength={200}
            style={{ flex: '1 1 320px' }}
            value={typed.value}
            onChange={(event) => typed.set(event.currentTarget.value)}
            onKeyDown={rows.onFieldKey}
          />
          <Filters />
        </Group>
        {found.error && !found.data && (
          <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />
        )}
        <Text size="sm" c="gray.8" role="status">
          {found.data &&
            (found.hasNextPage ? t('search.foundMore', count) : t('search.found', count))}
        </Text>
        <PatientRows patients={patients} onFocus={rows.onRowFocus} />
        {found.data && patients.length === 0 && (
          <Text>{text === '' ? t('search.nobodyYet') : t('search.none')}</Text>
        )}
        {found.hasNextPage && (
          <Button
            variant="default"
            loading={found.isFetchingNextPage}
            onClick={() => void found.fetchNextPage()}
          >
            {t('search.more')}
          </Button>
        )}
      </Stack>
    </Page>
  );
}

function Filters() {
  const t = usePeopleWords();
  const labels = usePeopleLabels();
  const search = useSearch({ from: '/shell/patients' });
  const navigate = useNavigate();
  const practices = useQuery(practicesQuery()).data?.practices ?? [];
  const filter = (change: Record<string, string | undefined>) =>
    void navigate({ to: '/patients', search: { ...search, ...change }, replace: true });
  return (
    <>
      {practices.length > 1 && (
        <NativeSelect
          label={t('search.practice')}
          value={search.practiceId ?? ''}
          data={[
            { value: '', label: t('search.anyPractice') },
            ...practices.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(event) => filter({ practiceId: event.currentTarget.value || undefined })}
        />
      )}
      <NativeSelect
        label={t('search.status')}
        value={search.status ?? ''}
        data={[
          { value: '', label: t('search.anyStatus') },
          ...patientStatuses.map((status) => ({
            value: status,
            label: labels(`status.${status}`),
          })),
        ]}
        onChange={(event) => filter({ status: event.currentTarget.value || undefined })}
      />
    </>
  );
}
