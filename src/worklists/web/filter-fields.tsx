import { NativeSelect } from '@mantine/core';

import { useListWords } from './list-words.ts';
import { useFilterChoices } from './filter-choices.ts';
import { withValues, type ListSearch } from './list-search.ts';

interface FilterFieldsProps {
  readonly search: ListSearch;
  readonly onChange: (search: ListSearch) => void;
}

export const fieldNames = [
  'language',
  'gap',
  'queue',
  'owner',
  'state',
  'age',
  'practice',
  'kind',
] as const;

/** One choice per filter; the browser's own lists, which every keyboard and screen reader knows. */
export function FilterFields({ search, onChange }: FilterFieldsProps) {
  const t = useListWords();
  const choices = useFilterChoices();
  return fieldNames.map((name) => (
    <NativeSelect
      key={name}
      label={t(`filters.${name}`)}
      size="sm"
      value={search[name] ?? ''}
      data={[{ value: '', label: t('filters.any') }, ...choices[name]]}
      onChange={(event) => {
        const { value } = event.currentTarget;
        onChange(withValues(search, name, value === '' ? [] : [value]));
      }}
    />
  ));
}
