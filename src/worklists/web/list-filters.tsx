import { Button, Chip, Group, Popover, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';

import { Icon } from '../../platform/web/icon.tsx';
import { useCommands } from '../../platform/web/commands.ts';
import { useWorkWords } from '../../work/web/work-words.ts';
import { ActiveFilters } from './active-filters.tsx';
import { FilterFields } from './filter-fields.tsx';
import { valuesOf, withValues, type ListSearch } from './list-search.ts';
import { useListWords } from './list-words.ts';
import classes from './list.module.css';

interface ListFiltersProps {
  readonly search: ListSearch;
  readonly onChange: (search: ListSearch) => void;
}

const priorities = ['1', '2', '3', '4'] as const;

/** The filters: what is used all day as switches, the rest one step away; all of them in the address. */
export function ListFilters({ search, onChange }: ListFiltersProps) {
  const t = useListWords();
  const words = useWorkWords();
  const [open, panel] = useDisclosure();
  useCommands([
    {
      id: 'list-filters',
      group: t('commands.group'),
      label: t('commands.filters'),
      keys: 'f',
      run: panel.open,
    },
  ]);
  const mine = search.owner === 'me';
  return (
    <Group gap="xs" role="group" className={classes['filters']} aria-label={t('filters.label')}>
      <Chip.Group
        multiple
        value={valuesOf(search, 'priority')}
        onChange={(values) => onChange(withValues(search, 'priority', values.toSorted()))}
      >
        {priorities.map((one) => (
          <Chip key={one} value={one} size="sm" radius="sm">
            {words('priority.name', { priority: one })} {words(`priority.p${one}`)}
          </Chip>
        ))}
      </Chip.Group>
      <Chip
        size="sm"
        radius="sm"
        checked={search.overdue === 'true'}
        onChange={(on) => onChange(withValues(search, 'overdue', on ? ['true'] : []))}
      >
        {t('filters.overdue')}
      </Chip>
      <Chip
        size="sm"
        radius="sm"
        checked={mine}
        onChange={(on) => onChange(withValues(search, 'owner', on ? ['me'] : []))}
      >
        {t('filters.mine')}
      </Chip>
      <Popover opened={open} onChange={panel.toggle} position="bottom-start" trapFocus withinPortal>
        <Popover.Target>
          <Button
            variant="default"
            size="xs"
            onClick={panel.toggle}
            rightSection={<Icon name="down" size={14} />}
          >
            {t('filters.more')}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t('filters.more')}>
          <Stack gap="xs" w={280}>
            <FilterFields search={search} onChange={onChange} />
          </Stack>
        </Popover.Dropdown>
      </Popover>
      <ActiveFilters search={search} onChange={onChange} />
    </Group>
  );
}
