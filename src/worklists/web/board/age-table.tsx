import { Paper, Table, Title } from '@mantine/core';

import { useWorkWords } from '../../../work/web/work-words.ts';
import { ageBuckets, type AgeBucket } from '../../core/age-bucket.ts';
import { useListWords } from '../list-words.ts';
import { useBoardWords } from './board-words.ts';
import classes from './board.module.css';
import { CountLink } from './count-link.tsx';
import type { Board } from './group-counts.ts';

const priorities = ['1', '2', '3', '4'] as const;

/** Open work by priority and how long it has waited. */
export function AgeTable({ ages }: Pick<Board, 'ages'>) {
  const t = useBoardWords();
  const list = useListWords();
  const work = useWorkWords();
  const open = (priority: string, bucket: AgeBucket) =>
    ages.find((one) => String(one.priority) === priority && one.bucket === bucket)?.open ?? 0;
  return (
    <Paper withBorder p="md" component="section">
      <Title order={2} size="h4" mb="xs">
        {t('byAge')}
      </Title>
      <Table.ScrollContainer minWidth={0}>
        <Table verticalSpacing={6} className={classes['counts']}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('columns.priority')}</Table.Th>
              {ageBuckets.map((bucket) => (
                <Table.Th key={bucket} ta="end">
                  {list(`ages.${bucket}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {priorities.map((priority) => {
              const group = `${work('priority.name', { priority })} ${work(`priority.p${priority}`)}`;
              return (
                <Table.Tr key={priority}>
                  <Table.Th scope="row" fw={500}>
                    {group}
                  </Table.Th>
                  {ageBuckets.map((bucket) => {
                    const count = open(priority, bucket);
                    const age = list(`ages.${bucket}`);
                    return (
                      <Table.Td key={bucket} ta="end">
                        <CountLink
                          count={count}
                          name={t('age', { group, age, count })}
                          search={{ priority, age: bucket }}
                        />
                      </Table.Td>
                    );
                  })}
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  );
}
