import { VisuallyHidden } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';

import { serverNow } from '../../platform/web/connection.ts';
import { useSay } from '../../platform/web/language.ts';
import { useWorkWords } from '../../work/web/work-words.ts';
import type { WorklistItem } from '../contract.ts';
import { arrivalKey, arrivals } from './arrivals.ts';
import { useListWords } from './list-words.ts';

/** Tells who hears the page which urgent card came in while the list was open, or how many did. */
export function AnnounceArrivals({ items }: { readonly items: readonly WorklistItem[] }) {
  const t = useListWords();
  const [openedAt] = useState(serverNow);
  const known = useRef<ReadonlySet<string>>(new Set());
  const [fresh, setFresh] = useState<readonly WorklistItem[]>([]);
  useEffect(() => {
    const come = arrivals(items, known.current, openedAt);
    if (come.length === 0) return;
    known.current = new Set([...known.current, ...come.map(arrivalKey)]);
    setFresh(come);
  }, [items, openedAt]);
  const [only, ...others] = fresh;
  return (
    <VisuallyHidden role="status">
      {only && others.length === 0 && <Arrival item={only} />}
      {others.length > 0 && t('arrivals', { count: fresh.length })}
    </VisuallyHidden>
  );
}

function Arrival({ item }: { readonly item: WorklistItem }) {
  const t = useListWords();
  const work = useWorkWords();
  const say = useSay();
  const [first] = item.findings;
  return t('arrival', {
    priority: work(`priority.p${item.priority as 1 | 2}`),
    what: first ? say(first.text) : t('noFinding'),
    who: item.patient?.name ?? t('unknownPatient'),
  });
}
