import { Pill } from '@mantine/core';

import { useFilterChoices } from './filter-choices.ts';
import { fieldNames } from './filter-fields.tsx';
import { withValues, valuesOf, type ListSearch } from './list-search.ts';
import { useListWords } from './list-words.ts';

interface ActiveFiltersProps {
  readonly search: ListSearch;
  readonly onChange: (search: ListSearch) => void;
}

/** The filters that are set and not to be seen elsewhere; each can be taken away. */
export function ActiveFilters({ search, onChange }: ActiveFiltersProps) {
  const t = useListWords();
  const choices = useFilterChoices();
  const shown = fieldNames.filter((name) => search[name] !== undefined && search[name] !== 'me');
  return shown.map((name) => {
    const label = valuesOf(search, name)
      .map((value) => choices[name].find((one) => one.value === value)?.label ?? '…')
      .join(', ');
    return (
      <Pill
        key={name}
        size="md"
        withRemoveButton
        onRemove={() => onChange(withValues(search, name, []))}
        removeButtonProps={{
          'aria-label': t('filters.remove', { name: t(`filters.${name}`) }),
          tabIndex: 0,
          'aria-hidden': false,
        }}
      >
        {t(`filters.${name}`)}: {label}
      </Pill>
    );
  });
}
