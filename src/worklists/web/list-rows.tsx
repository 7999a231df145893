import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';

import type { WorklistItem } from '../contract.ts';
import { ListRow } from './list-row.tsx';
import classes from './list.module.css';
import type { ListId, ListSearch } from './list-search.ts';
import { useListKeys } from './list-keys.ts';
import { useListWords } from './list-words.ts';

interface ListRowsProps {
  readonly items: readonly WorklistItem[];
  readonly list: ListId;
  readonly search: ListSearch;
  readonly onNearEnd: () => void;
}

/** The cards, of which only those in sight are in the page. */
export function ListRows({ items, list, search, onNearEnd }: ListRowsProps) {
  const t = useListWords();
  const place = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop(place.current?.offsetTop ?? 0), []);
  // eslint-disable-next-line react/incompatible-library -- what it returns is not handed to other components
  const rows = useWindowVirtualizer({
    count: items.length,
    getItemKey: (index) => items[index]?.id ?? index,
    estimateSize: () => 70,
    overscan: 8,
    scrollMargin: top,
    // The head of the page stays in sight and must not cover the selected card.
    scrollPaddingStart: 100,
    scrollPaddingEnd: 20,
  });
  const { onFocus } = useListKeys(items, (index) => rows.scrollToIndex(index));
  const shown = rows.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= items.length - 20) onNearEnd();
  }, [last, items.length, onNearEnd]);
  return (
    <ul
      ref={place}
      aria-label={t('title')}
      className={classes['canvas']}
      style={{ height: rows.getTotalSize() }}
    >
      {shown.map(({ index, key, start }) => {
        const item = items[index];
        return (
          item && (
            <li
              key={key}
              ref={rows.measureElement}
              data-index={index}
              aria-setsize={items.length}
              aria-posinset={index + 1}
              className={classes['place']}
              style={{ transform: `translateY(${start - top}px)` }}
            >
              <ListRow item={item} list={list} search={search} onFocus={onFocus} />
            </li>
          )
        );
      })}
    </ul>
  );
}
