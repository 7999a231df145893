import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';

import { useMay } from '../../access/web/session.ts';
import { call } from '../../platform/web/api.ts';
import { useCommands } from '../../platform/web/commands.ts';
import { showDone, showProblem } from '../../platform/web/notices.tsx';
import { useAct } from '../../platform/web/query.ts';
import { nextWork, takeWork } from '../../work/contract.ts';
import type { WorklistItem } from '../contract.ts';
import { rowId } from './list-row.tsx';
import { useListWords } from './list-words.ts';

/** The keys of a list. The selected card is the one that has the focus, so that it is also read aloud. */
export function useListKeys(items: readonly WorklistItem[], scrollTo: (index: number) => void) {
  const t = useListWords();
  const may = useMay();
  const navigate = useNavigate();
  const take = useAct(takeWork);
  const selected = useRef<string>(undefined);

  function move(step: 1 | -1) {
    const before = items.findIndex((item) => item.id === selected.current);
    const index = Math.min(Math.max(before + step, 0), items.length - 1);
    const item = items[index];
    if (!item) return;
    selected.current = item.id;
    scrollTo(index);
    // The row is in the page only after the list has scrolled there.
    requestAnimationFrame(() => {
      requestAnimationFrame(() => document.getElementById(rowId(item.id))?.focus());
    });
  }

  async function takeSelected() {
    const item = items.find((one) => one.id === selected.current);
    if (!item) return;
    await take.mutateAsync({ params: { id: item.id }, body: {} });
    showDone(t('taken'));
  }

  async function openNext() {
    const { itemId } = await call(nextWork, {});
    if (itemId === null) showDone(t('commands.nothingNext'));
    else await navigate({ to: '/work/$itemId', params: { itemId } });
  }

  const group = t('commands.group');
  useCommands([
    { id: 'list-down', group, label: t('commands.down'), keys: 'j', run: () => move(1) },
    { id: 'list-up', group, label: t('commands.up'), keys: 'k', run: () => move(-1) },
    ...(may('work.act')
      ? [
          {
            id: 'list-take',
            group,
            label: t('commands.take'),
            keys: 't',
            run: () => void takeSelected().catch(() => undefined),
          },
          {
            id: 'list-next',
            group,
            label: t('commands.next'),
            keys: 'n',
            run: () => void openNext().catch(showProblem),
          },
        ]
      : []),
  ]);
  return {
    onFocus: (id: string) => {
      selected.current = id;
    },
  };
}
