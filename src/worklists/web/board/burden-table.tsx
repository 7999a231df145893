import { Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';

import { formatLanguageName, formatNumber, formatSpan } from '../../../platform/web/format.ts';
import { useLanguage, useSay } from '../../../platform/web/language.ts';
import { useWorkWords } from '../../../work/web/work-words.ts';
import type { BurdenGroup } from '../../contract/burden.ts';
import { useBoardWords } from './board-words.ts';
import classes from './board.module.css';

interface BurdenTableProps {
  readonly column: string;
  readonly groups: readonly BurdenGroup[];
  readonly hasDays: boolean;
}

/** A line for each group, each figure with its interval below. */
export function BurdenTable({ column, groups, hasDays }: BurdenTableProps) {
  const t = useBoardWords();
  const heads = ['alerts', 'acted', 'acknowledge', 'contact', 'resolve'] as const;
  return (
    <Table.ScrollContainer minWidth={0}>
      <Table verticalSpacing={6} className={classes['burden']}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{column}</Table.Th>
            {heads.map((head) => (
              <Table.Th key={head} ta="end">
                {t(`burden.${head}`)}
              </Table.Th>
            ))}
            {hasDays && <Table.Th ta="end">{t('burden.daysWithData')}</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {groups.map((group) => (
            <GroupRow key={group.key} group={group} hasDays={hasDays} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

interface GroupRowProps {
  readonly group: BurdenGroup;
  readonly hasDays: boolean;
}

function GroupRow({ group, hasDays }: GroupRowProps) {
  const t = useBoardWords();
  const language = useLanguage();
  const name = useGroupName(group);
  const number = (value: number) => formatNumber(value, language, 1);
  const whole = (value: number) => formatNumber(value, language);
  const percent = (value: number) => `${formatNumber(Math.round(value * 100), language)} %`;
  const { alerts, acted, acknowledge, contact, resolve, daysWithData } = group;
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={600}>
        {name}
      </Table.Th>
      <Cell label={t('burden.alerts')}>
        <Figure estimate={alerts} format={number} />
      </Cell>
      <Cell label={t('burden.acted')}>
        <Figure estimate={acted} format={percent} />
      </Cell>
      <Cell label={t('burden.acknowledge')}>
        <Times spread={acknowledge} />
      </Cell>
      <Cell label={t('burden.contact')}>
        <Times spread={contact} />
      </Cell>
      <Cell label={t('burden.resolve')}>
        <Times spread={resolve} />
      </Cell>
      {hasDays && (
        <Cell label={t('burden.daysWithData')}>
          <Figure estimate={daysWithData} format={whole} />
        </Cell>
      )}
    </Table.Tr>
  );
}

interface CellProps {
  /** Its column, said beside it where the table has no head. */
  readonly label: string;
  readonly children: ReactNode;
}

function Cell({ label, children }: CellProps) {
  return (
    <Table.Td ta="end" data-label={label}>
      <div>{children}</div>
    </Table.Td>
  );
}

function useGroupName({ key, name }: BurdenGroup): string {
  const t = useBoardWords();
  const work = useWorkWords();
  const say = useSay();
  const language = useLanguage();
  if (key === 'all') return t('burden.all');
  if (name !== null) return say(name);
  return key === 'und' ? work('language.unknown') : formatLanguageName(key, language);
}

type Estimate = BurdenGroup['alerts'];

interface FigureProps {
  readonly estimate: Estimate;
  readonly format: (value: number) => string;
}

function Figure({ estimate, format }: FigureProps) {
  const t = useBoardWords();
  if (estimate === null) return <TooFew />;
  const { value, low, high } = estimate;
  return (
    <>
      <Text fw={650}>{format(value)}</Text>
      <Text size="sm" c="gray.8">
        {t('burden.interval', { low: format(low), high: format(high) })}
      </Text>
    </>
  );
}

function Times({ spread: { median, p90 } }: { readonly spread: BurdenGroup['contact'] }) {
  const t = useBoardWords();
  if (median === null || p90 === null) return <TooFew />;
  const interval = ({ low, high }: typeof median) =>
    t('burden.interval', { low: span(low), high: span(high) });
  return (
    <>
      <Text fw={650}>{t('burden.median', { value: span(median.value) })}</Text>
      <Text size="sm" c="gray.8">
        {interval(median)}
      </Text>
      <Text size="sm">{t('burden.p90', { value: span(p90.value) })}</Text>
      <Text size="sm" c="gray.8">
        {interval(p90)}
      </Text>
    </>
  );
}

function TooFew() {
  const t = useBoardWords();
  return (
    <Text size="sm" c="gray.8">
      {t('burden.few')}
    </Text>
  );
}

function span(minutes: number): string {
  return formatSpan(minutes * 60_000);
}
