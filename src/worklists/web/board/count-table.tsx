import { Paper, Table, Text, Title } from '@mantine/core';

import { formatSpan } from '../../../platform/web/format.ts';
import { useNow } from '../../../platform/web/now.ts';
import { CountLink } from './count-link.tsx';
import { useBoardWords } from './board-words.ts';
import classes from './board.module.css';
import type { CountGroup } from './group-counts.ts';

interface CountTableProps {
  readonly title: string;
  readonly column: string;
  readonly filter: 'priority' | 'language' | 'owner' | 'queue';
  readonly groups: readonly CountGroup[];
  readonly label: (key: string) => string;
}

/** Open work by one trait, each number the way to its cards. */
export function CountTable({ title, column, filter, groups, label }: CountTableProps) {
  const t = useBoardWords();
  const now = useNow(60);
  const sorted =
    filter === 'priority' ? groups : groups.toSorted((one, other) => other.open - one.open);
  return (
    <Paper withBorder p="md" component="section">
      <Title order={2} size="h4" mb="xs">
        {title}
      </Title>
      {groups.length === 0 && <Text>{t('nothing')}</Text>}
      {groups.length > 0 && (
        <Table.ScrollContainer minWidth={0}>
          <Table verticalSpacing={6} className={classes['counts']}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{column}</Table.Th>
                <Table.Th ta="end">{t('columns.open')}</Table.Th>
                <Table.Th ta="end">{t('columns.overdue')}</Table.Th>
                <Table.Th ta="end">{t('columns.gap')}</Table.Th>
                <Table.Th ta="end">{t('columns.oldest')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {sorted.map((group) => (
                <Row
                  key={group.key}
                  group={group}
                  name={label(group.key)}
                  filter={filter}
                  now={now}
                />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Paper>
  );
}

interface RowProps {
  readonly group: CountGroup;
  readonly name: string;
  readonly filter: CountTableProps['filter'];
  readonly now: number;
}

function Row({ group, name, filter, now }: RowProps) {
  const t = useBoardWords();
  const { key, open, overdue, languageGap, oldestRaisedAt } = group;
  const own = { [filter]: key };
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={500}>
        {name}
      </Table.Th>
      <Table.Td ta="end">
        <CountLink count={open} name={t('open', { group: name, count: open })} search={own} />
      </Table.Td>
      <Table.Td ta="end">
        <CountLink
          count={overdue}
          name={t('overdue', { group: name, count: overdue })}
          search={{ ...own, overdue: 'true' }}
          alarm
        />
      </Table.Td>
      <Table.Td ta="end">
        <CountLink
          count={languageGap}
          name={t('gap', { group: name, count: languageGap })}
          search={{ ...own, gap: 'true' }}
          alarm
        />
      </Table.Td>
      <Table.Td ta="end">
        {oldestRaisedAt === undefined ? '–' : formatSpan(now - Date.parse(oldestRaisedAt))}
      </Table.Td>
    </Table.Tr>
  );
}
