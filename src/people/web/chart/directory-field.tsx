import { Autocomplete } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { query } from '../../../platform/web/query.ts';
import { searchDirectoryRoute, type DirectoryEntry } from '../../contract/organization.ts';
import { usePeopleWords } from '../people-words.ts';
import type { CircleDraft } from './circle-draft.ts';

interface DirectoryFieldProps {
  readonly onChoose: (found: Partial<CircleDraft>) => void;
}

/** Finds a professional or place in the directory and fills in what is known of them. */
export function DirectoryField({ onChoose }: DirectoryFieldProps) {
  const t = usePeopleWords();
  const [typed, setTyped] = useState('');
  const [text] = useDebouncedValue(typed.trim(), 200);
  const found = useQuery({
    ...query(searchDirectoryRoute, { body: { text } }),
    enabled: text.length >= 2,
    placeholderData: (before) => before,
  });
  const entries = found.data?.entries ?? [];
  const choose = (name: string) => {
    const entry = entries.find((one) => nameOf(one) === name);
    if (!entry) return;
    const { id, phone, email } = entry;
    onChoose({ name: entry.name, directoryEntryId: id, phone: phone ?? '', email: email ?? '' });
  };
  return (
    <Autocomplete
      label={t('circle.directory')}
      description={t('circle.directoryHelp')}
      value={typed}
      data={[...new Set(entries.map(nameOf))]}
      filter={({ options }) => options}
      onChange={setTyped}
      onOptionSubmit={choose}
    />
  );
}

function nameOf({ name, npi }: DirectoryEntry): string {
  return npi === null ? name : `${name} · NPI ${npi}`;
}
