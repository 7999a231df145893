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
  return (
    <>
      {shown.map((name) => {
        const label = valuesOf(search, name)
          .map((value) => choices[name].find((one) => one.value === value)?.label ?? '…')
          .join(', ');
        return (
          <Active
            key={name}
            text={`${t(`filters.${name}`)}: ${label}`}
            removal={t('filters.remove', { name: t(`filters.${name}`) })}
            onRemove={() => onChange(withValues(search, name, []))}
          />
        );
      })}
      {search.flood && (
        <Active
          text={t('flood.shown')}
          removal={t('flood.hide')}
          onRemove={() => onChange(withValues(search, 'flood', []))}
        />
      )}
    </>
  );
}

interface ActiveProps {
  readonly text: string;
  readonly removal: string;
  readonly onRemove: () => void;
}

function Active({ text, removal, onRemove }: ActiveProps) {
  return (
    <Pill
      size="md"
      withRemoveButton
      onRemove={onRemove}
      removeButtonProps={{ 'aria-label': removal, tabIndex: 0, 'aria-hidden': false }}
    >
      {text}
    </Pill>
  );
}
