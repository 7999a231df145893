import { Button, Group, NativeSelect, Pill, SegmentedControl } from '@mantine/core';

import { useSay } from '../../platform/web/language.ts';
import { itemStatuses } from '../contract.ts';
import { itemMessages } from '../core/item-codes.ts';
import { ages, withFilter, type QuarantineSearch } from './quarantine-search.ts';
import { useQuarantineWords } from './quarantine-words.ts';

const outcomes = itemStatuses.filter((one) => one === 'quarantined' || one === 'rejected');

interface QuarantineFiltersProps {
  readonly search: QuarantineSearch;
  /** Those of the items that are loaded. */
  readonly sources: readonly string[];
  readonly patientName: string | undefined;
  readonly onChange: (search: QuarantineSearch) => void;
}

/** The filters; all of them in the address. */
export function QuarantineFilters({
  search,
  sources,
  patientName,
  onChange,
}: QuarantineFiltersProps) {
  const t = useQuarantineWords();
  const say = useSay();
  const set = (name: keyof QuarantineSearch) => (value: string) =>
    onChange(withFilter(search, name, value));
  const known = [...new Set([...sources, ...(search.source ? [search.source] : [])])].toSorted();
  const reasons = Object.entries(itemMessages)
    .map(([value, { title }]) => ({ value, label: say(title) }))
    .toSorted((one, other) => one.label.localeCompare(other.label));
  return (
    <Group gap="sm" align="flex-end" role="group" aria-label={t('filters.label')}>
      <SegmentedControl
        aria-label={t('filters.state')}
        value={search.state ?? 'open'}
        data={[
          { value: 'open', label: t('states.open') },
          { value: 'decided', label: t('states.decided') },
        ]}
        onChange={(value) => set('state')(value === 'decided' ? value : '')}
      />
      <Choice
        label={t('filters.outcome')}
        value={search.outcome}
        data={outcomes.map((value) => ({ value, label: t(`outcome.${value}`) }))}
        onChange={set('outcome')}
      />
      <Choice
        label={t('filters.reason')}
        value={search.reason}
        data={reasons}
        onChange={set('reason')}
      />
      <Choice
        label={t('filters.source')}
        value={search.source}
        data={known.map((value) => ({ value, label: value }))}
        onChange={set('source')}
      />
      <Choice
        label={t('filters.age')}
        value={search.age}
        data={ages.map((value) => ({ value, label: t(`age.${value}`) }))}
        onChange={set('age')}
      />
      {search.patientId && (
        <Pill
          size="lg"
          withRemoveButton
          onRemove={() => set('patientId')('')}
          removeButtonProps={{
            'aria-label': t('filters.everyPatient'),
            tabIndex: 0,
            'aria-hidden': false,
          }}
        >
          {patientName ?? t('filters.patient')}
        </Pill>
      )}
      {Object.keys(search).some((name) => name !== 'state') && (
        <Button variant="subtle" onClick={() => onChange(search.state ? { state: 'decided' } : {})}>
          {t('filters.clear')}
        </Button>
      )}
    </Group>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly data: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}

function Choice({ label, value = '', data, onChange }: ChoiceProps) {
  const t = useQuarantineWords();
  return (
    <NativeSelect
      label={label}
      maw={260}
      value={value}
      data={[{ value: '', label: t('filters.any') }, ...data]}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
