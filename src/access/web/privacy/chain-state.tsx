import { Alert, Button, Group, List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import type { Reply } from '../../../platform/core/contract.ts';
import { formatMoment } from '../../../platform/web/format.ts';
import { Icon } from '../../../platform/web/icon.tsx';
import { useLanguage } from '../../../platform/web/language.ts';
import { Loaded } from '../../../platform/web/loaded.tsx';
import { useNow } from '../../../platform/web/now.ts';
import { query } from '../../../platform/web/query.ts';
import { auditChainRoute } from '../../contract/audit.ts';
import { useAccessWords } from '../access-words.ts';
import { useSession } from '../session.ts';
import { usePrivacyWords } from './privacy-words.ts';

type Chain = Reply<typeof auditChainRoute>;

/** Whether the log is complete and unchanged, and up to when. */
export function ChainState() {
  const t = usePrivacyWords();
  const chain = useQuery({ ...query(auditChainRoute, {}), staleTime: 300_000 });
  return (
    <Loaded from={chain}>
      {(state) => {
        const bad = state.breaks.length > 0;
        return (
          <Alert
            role={bad ? 'alert' : 'status'}
            color={bad ? 'red' : 'teal'}
            icon={<Icon name={bad ? 'critical' : 'shield'} />}
            title={t('chain.title')}
            styles={{ title: { color: 'var(--mantine-color-black)' } }}
          >
            <Verdict state={state} />
            <Group justify="space-between">
              <Text size="sm">
                {t('chain.counts', {
                  sealed: state.sealedEvents,
                  unsealed: state.unsealedEvents,
                })}
              </Text>
              <Button
                size="compact-md"
                variant="default"
                loading={chain.isFetching}
                onClick={() => void chain.refetch()}
              >
                {t('chain.check')}
              </Button>
            </Group>
          </Alert>
        );
      }}
    </Loaded>
  );
}

function Verdict({ state }: { readonly state: Chain }) {
  const t = usePrivacyWords();
  const words = useAccessWords();
  const language = useLanguage();
  const now = useNow(60);
  const { zone } = useSession().organization;
  const { breaks, head } = state;
  if (breaks.length > 0) {
    return (
      <>
        <Text fw={650}>{t('chain.bad', { count: breaks.length })}</Text>
        <List>
          {breaks.map(({ sequence, code }) => (
            <List.Item key={`${sequence ?? ''} ${code}`}>
              {sequence !== null && `${t('chain.place', { sequence })}: `}
              {words(`auditBreaks.${code}`)}
            </List.Item>
          ))}
        </List>
      </>
    );
  }
  if (head === null) return <Text>{t('chain.empty')}</Text>;
  return (
    <>
      <Text fw={650}>
        {t('chain.good', { time: formatMoment(head.sealedAt, zone, language, now) })}
      </Text>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {t('chain.head', { sequence: head.sequence, hash: head.hash })}
      </Text>
    </>
  );
}
