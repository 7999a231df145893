import { useNavigate } from '@tanstack/react-router';
import { useCallback, useRef } from 'react';

import { useMay } from '../../access/web/session.ts';
import { call } from '../../platform/web/api.ts';
import { useCommands } from '../../platform/web/commands.ts';
import { showDone, showProblem } from '../../platform/web/notices.ts';
import { useAct } from '../../platform/web/query.ts';
import { nextWork, takeWork } from '../../work/contract.ts';
import type { WorklistItem } from '../contract.ts';
import { rowId } from './list-row.tsx';
import { useListWords } from './list-words.ts';

/** The keys of a list. The selected card is the one that has the focus, so that it is also read aloud. */
export function useListKeys(items: readonly WorklistItem[], scrollTo: (index: number) => void) {
  const t = useListWords();
  const may = useMay();
  const selected = useRef<string>(undefined);
  const group = t('commands.group');

  function move(step: 1 | -1) {
    const before = items.findIndex((item) => item.id === selected.current);
    const index = Math.min(Math.max(before + step, 0), items.length - 1);
    const item = items[index];
    if (!item) return;
    selected.current = item.id;
    scrollTo(index);
    // The row is in the page only after the list has scrolled there; by then another may be meant.
    afterPainting(() => {
      if (selected.current === item.id) focusRow(item.id);
    });
  }

  function open() {
    const { current } = selected;
    if (current !== undefined) document.getElementById(rowId(current))?.click();
  }

  const take = useTake(() => selected.current);
  const openNext = useOpenNext();
  const acting = [
    { id: 'list-take', group, label: t('commands.take'), keys: 't', run: take },
    { id: 'list-next', group, label: t('commands.next'), keys: 'n', run: openNext },
  ];
  useCommands([
    { id: 'list-down', group, label: t('commands.down'), keys: 'j', run: () => move(1) },
    { id: 'list-up', group, label: t('commands.up'), keys: 'k', run: () => move(-1) },
    { id: 'list-open', group, label: t('commands.open'), keys: 'Enter', run: open },
    ...(may('work.act') ? acting : []),
  ]);
  const onFocus = useCallback((id: string) => {
    selected.current = id;
  }, []);
  return { onFocus };
}

function afterPainting(act: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(act));
}

function focusRow(itemId: string): void {
  document.getElementById(rowId(itemId))?.focus({ preventScroll: true });
}

function useTake(selected: () => string | undefined): () => void {
  const t = useListWords();
  const take = useAct(takeWork);
  return () => {
    const id = selected();
    if (id === undefined) return;
    take.mutate({ params: { id }, body: {} }, { onSuccess: () => showDone(t('taken')) });
  };
}

function useOpenNext(): () => void {
  const t = useListWords();
  const navigate = useNavigate();
  return () => {
    call(nextWork, {})
      .then(({ itemId }) => {
        if (itemId === null) return showDone(t('commands.nothingNext'));
        return void navigate({ to: '/work/$itemId', params: { itemId } });
      })
      .catch(showProblem);
  };
}
