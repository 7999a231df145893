import { SimpleGrid, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import { formatLanguageName } from '../../../platform/web/format.ts';
import { Freshness } from '../../../platform/web/freshness.tsx';
import { useLanguage } from '../../../platform/web/language.ts';
import { Loaded } from '../../../platform/web/loaded.tsx';
import { Page } from '../../../platform/web/page.tsx';
import { query } from '../../../platform/web/query.ts';
import { useCatalogue } from '../../../work/web/catalogue.ts';
import { useWorkWords } from '../../../work/web/work-words.ts';
import { readBoard } from '../../contract.ts';
import { AgeTable } from './age-table.tsx';
import { useBoardWords } from './board-words.ts';
import { BurdenSection } from './burden-section.tsx';
import { CountTable } from './count-table.tsx';
import { counted, groupCounts, total, type Board } from './group-counts.ts';
import { Figure } from './figure.tsx';
import { OnDutyList } from './on-duty-list.tsx';

/** All open work at a glance, live; every number leads to the cards behind it. */
export function BoardScreen() {
  const t = useBoardWords();
  const board = useQuery(query(readBoard, {}, ['work', 'hand-offs', 'duty']));
  return (
    <Page title={t('title')} aside={<Freshness updatedAt={board.dataUpdatedAt} />}>
      <Loaded from={board}>
        {(data) => (
          <Stack gap="lg">
            <Headline board={data} />
            <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
              <AgeTable ages={data.ages} />
              <OnDutyList board={data} />
              <Groups board={data} />
            </SimpleGrid>
            <BurdenSection />
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

function triage(search: Parameters<typeof counted>[0]) {
  return { to: '/lists/$list', params: { list: 'triage' }, search: counted(search) } as const;
}

function Headline({ board }: { readonly board: Board }) {
  const t = useBoardWords();
  const all = total(board.counts);
  const free = total(board.counts.filter((one) => one.ownerId === null)).open;
  return (
    <SimpleGrid
      cols={{ base: 2, sm: 3, lg: 6 }}
      spacing="xs"
      role="group"
      aria-label={t('headline.label')}
    >
      <Figure
        label={t('headline.overdue')}
        count={all.overdue}
        tone="alarm"
        link={triage({ overdue: 'true' })}
      />
      <Figure
        label={t('headline.gap')}
        count={all.languageGap}
        tone="alarm"
        link={triage({ gap: 'true' })}
      />
      <Figure
        label={t('headline.lateHandOffs')}
        count={board.lateHandOffs}
        tone="alarm"
        link={{ to: '/hand-offs' }}
      />
      <Figure
        label={t('headline.free')}
        count={free}
        tone="watch"
        link={triage({ owner: 'none' })}
      />
      <Figure
        label={t('headline.offeredHandOffs')}
        count={board.offeredHandOffs}
        tone="watch"
        link={{ to: '/hand-offs' }}
      />
      <Figure label={t('headline.open')} count={all.open} tone="plain" link={triage({})} />
    </SimpleGrid>
  );
}

function Groups({ board }: { readonly board: Board }) {
  const t = useBoardWords();
  const work = useWorkWords();
  const language = useLanguage();
  const { queueLabel } = useCatalogue();
  const names = new Map(board.counts.map((one) => [one.ownerId ?? 'none', one.ownerName]));
  return (
    <>
      <CountTable
        title={t('byPriority')}
        column={t('columns.priority')}
        filter="priority"
        groups={groupCounts(board.counts, (one) => String(one.priority))}
        label={(key) =>
          `${work('priority.name', { priority: key })} ${work(`priority.p${key as '1'}`)}`
        }
      />
      <CountTable
        title={t('byLanguage')}
        column={t('columns.language')}
        filter="language"
        groups={groupCounts(board.counts, (one) => one.language)}
        label={(key) =>
          key === 'und' ? work('language.unknown') : formatLanguageName(key, language)
        }
      />
      <CountTable
        title={t('byOwner')}
        column={t('columns.owner')}
        filter="owner"
        groups={groupCounts(board.counts, (one) => one.ownerId ?? 'none')}
        label={(key) => names.get(key) ?? t('nobody')}
      />
      <CountTable
        title={t('byQueue')}
        column={t('columns.queue')}
        filter="queue"
        groups={groupCounts(board.counts, (one) => one.queue)}
        label={queueLabel}
      />
    </>
  );
}
