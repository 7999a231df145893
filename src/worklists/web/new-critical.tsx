import { VisuallyHidden } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';

import type { WorklistItem } from '../contract.ts';
import { useListWords } from './list-words.ts';

/** Tells who hears the page that critical cards came in while the list was open. */
export function NewCritical({ items }: { readonly items: readonly WorklistItem[] }) {
  const t = useListWords();
  const known = useRef<ReadonlySet<string>>(undefined);
  const [count, setCount] = useState(0);
  useEffect(() => {
    const critical = items.filter((item) => item.priority === 1).map((item) => item.id);
    const before = known.current;
    if (before) {
      const fresh = critical.filter((id) => !before.has(id)).length;
      if (fresh > 0) setCount(fresh);
    }
    known.current = new Set([...(before ?? []), ...critical]);
  }, [items]);
  return <VisuallyHidden role="status">{count > 0 && t('newCritical', { count })}</VisuallyHidden>;
}
