import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';

import { Restricted } from '../../access/web/restricted.tsx';
import { Loaded } from '../../platform/web/loaded.tsx';
import { query } from '../../platform/web/query.ts';
import { readWork } from '../../work/contract.ts';
import { useCardWords } from './card-words.ts';
import { Card } from './card.tsx';

/** One piece of work, and everything needed to do it. */
export function CardScreen() {
  const t = useCardWords();
  const { itemId } = useParams({ from: '/shell/work/$itemId' });
  const item = useQuery(query(readWork, { params: { id: itemId } }, ['work']));
  return (
    <Restricted title={t('title')} problem={item.error}>
      <Loaded from={item}>{(data) => <Card key={data.id} item={data} />}</Loaded>
    </Restricted>
  );
}
