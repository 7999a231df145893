import { useRef } from 'react';

import { useCommands } from '../../platform/web/commands.ts';
import type { QuarantineItem } from '../contract.ts';
import { quarantineRowId } from './quarantine-row.tsx';
import { useQuarantineWords } from './quarantine-words.ts';

/** The keys of the list. The selected row is the one that has the focus. */
export function useQuarantineKeys(items: readonly QuarantineItem[]) {
  const t = useQuarantineWords();
  const selected = useRef<string>(undefined);
  const group = t('commands.group');
  function move(step: 1 | -1) {
    const before = items.findIndex((item) => item.id === selected.current);
    const item = items[Math.min(Math.max(before + step, 0), items.length - 1)];
    if (item) document.getElementById(quarantineRowId(item.id))?.focus();
  }
  function open() {
    const { current } = selected;
    if (current !== undefined) document.getElementById(quarantineRowId(current))?.click();
  }
  useCommands([
    { id: 'held-down', group, label: t('commands.down'), keys: 'j', run: () => move(1) },
    { id: 'held-up', group, label: t('commands.up'), keys: 'k', run: () => move(-1) },
    { id: 'held-open', group, label: t('commands.open'), keys: 'Enter', run: open },
  ]);
  return {
    onFocus: (id: string) => {
      selected.current = id;
    },
  };
}
