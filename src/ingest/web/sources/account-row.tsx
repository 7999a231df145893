import { Button, Group, Paper, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';

import { AskFirst } from '../../../access/web/admin/ask-first.tsx';
import { formatAgo } from '../../../platform/web/format.ts';
import { useLanguage } from '../../../platform/web/language.ts';
import { showDone } from '../../../platform/web/notices.ts';
import { useNow } from '../../../platform/web/now.ts';
import { useAct } from '../../../platform/web/query.ts';
import { removeAccountRoute, type LinkedAccount, type Source } from '../../contract/sources.ts';
import { useSourcesWords } from './sources-words.ts';

interface AccountRowProps {
  readonly source: Source;
  readonly linked: LinkedAccount;
  readonly onLink: () => void;
}

/** One person's account: up to when it was fetched, what is wrong with it and what to do. */
export function AccountRow({ source, linked, onLink }: AccountRowProps) {
  const t = useSourcesWords();
  const [removing, remove] = useDisclosure();
  const { account, problem } = linked;
  return (
    <Paper withBorder p="xs" component="li">
      <Group justify="space-between" gap="sm" align="flex-start">
        <div style={{ flex: '1 1 260px' }}>
          <Text fw={650} style={{ overflowWrap: 'anywhere' }}>
            {account}
          </Text>
          <AccountState linked={linked} />
          {problem !== null && <Text size="sm">{t(`accountAdvice.${problem}`)}</Text>}
        </div>
        <Group gap="xs">
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('linkAgainOf', { account })}
            onClick={onLink}
          >
            {t('linkAgain')}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('removeOf', { account })}
            onClick={remove.open}
          >
            {t('remove')}
          </Button>
        </Group>
      </Group>
      {removing && <RemoveAccount source={source} account={account} onClose={remove.close} />}
    </Paper>
  );
}

function AccountState({ linked }: { readonly linked: LinkedAccount }) {
  const t = useSourcesWords();
  const language = useLanguage();
  const now = useNow(60);
  const { problem, failingSince, reachedAt, renewable } = linked;
  const ago = (at: string) => formatAgo(now - Date.parse(at), language);
  if (problem !== null && failingSince !== null) {
    return (
      <Text size="sm" fw={600} c="red.9">
        {t(`accountProblem.${problem}`)} · {t('since', { ago: ago(failingSince) })}
      </Text>
    );
  }
  return (
    <Text size="sm" c="gray.8">
      {reachedAt === null ? t('neverFetched') : t('fetchedUntil', { ago: ago(reachedAt) })}
      {!renewable && ` · ${t('notRenewable')}`}
    </Text>
  );
}

interface RemoveAccountProps {
  readonly source: Source;
  readonly account: string;
  readonly onClose: () => void;
}

function RemoveAccount({ source, account, onClose }: RemoveAccountProps) {
  const t = useSourcesWords();
  const remove = useAct(removeAccountRoute, { quiet: true });
  const send = async () => {
    await remove.mutateAsync({ params: { id: source.id }, body: { account } });
    showDone(t('removed', { account }));
    onClose();
  };
  return (
    <AskFirst
      title={t('removeOf', { account })}
      question={t('removeAsk')}
      act={t('remove')}
      busy={remove.isPending}
      problem={remove.error}
      onAct={send}
      onClose={onClose}
    />
  );
}
