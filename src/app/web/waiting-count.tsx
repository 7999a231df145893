import { Badge } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import { useMay } from '../../access/web/session.ts';
import { query } from '../../platform/web/query.ts';
import { countHandOffs } from '../../work/contract/hand-offs.ts';
import { useAppWords } from './app-words.ts';

/** How many hand-offs wait for an answer; nothing when there are none. */
export function WaitingCount() {
  const t = useAppWords();
  const may = useMay();
  const { data } = useQuery({
    ...query(countHandOffs, {}, ['hand-offs']),
    enabled: may('hand-off.answer'),
  });
  const count = data?.received ?? 0;
  if (count === 0) return null;
  return (
    <Badge component="span" color="red.9" size="sm" aria-label={t('navigation.waiting', { count })}>
      {count}
    </Badge>
  );
}
