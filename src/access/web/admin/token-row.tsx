import { Badge, Button, Code, Group, Paper, Text } from '@mantine/core';

import { formatAgo, formatDay } from '../../../platform/web/format.ts';
import { useLanguage } from '../../../platform/web/language.ts';
import { useNow } from '../../../platform/web/now.ts';
import type { Token } from '../../contract/tokens.ts';
import { useAdminWords } from './admin-words.ts';
import { practiceName, type PracticeChoice } from './practice-choice.ts';
import { choiceOf } from './token-draft.ts';

interface TokenRowProps {
  readonly token: Token;
  readonly practices: readonly PracticeChoice[];
  readonly onRevoke: () => void;
}

/** A token: what it may do in words and as SMART scopes, for whom, and when it was last used. */
export function TokenRow({ token, practices, onRevoke }: TokenRowProps) {
  const t = useAdminWords();
  const language = useLanguage();
  const now = useNow(60);
  const ago = (at: string) => formatAgo(now - Date.parse(at), language);
  const { label, source, practiceId, patientId, nightscout, lastUsedOn, revokedAt } = token;
  const details = [
    t('tokens.from', { source }),
    practiceId === null
      ? t('everyPractice')
      : t('tokens.onlyPractice', { practice: practiceName(practices, practiceId) }),
    patientId !== null && t('tokens.onlyPatient'),
    nightscout && t('tokens.nightscout'),
    lastUsedOn === null
      ? t('tokens.neverUsed')
      : t('tokens.used', { day: formatDay(lastUsedOn, language) }),
    t('tokens.made', { ago: ago(token.createdAt) }),
  ];
  return (
    <Paper withBorder p="sm" component="li">
      <Group justify="space-between" gap="sm">
        <div style={{ flex: '1 1 320px' }}>
          <Group gap="xs">
            <Text fw={650} td={revokedAt ? 'line-through' : undefined}>
              {label}
            </Text>
            {revokedAt && (
              <Badge variant="outline" color="gray.8" tt="none" radius="sm">
                {t('tokens.revoked', { ago: ago(revokedAt) })}
              </Badge>
            )}
          </Group>
          {token.scopes.map((scope) => (
            <Scope key={scope} scope={scope} />
          ))}
          <Text size="sm" c="gray.8">
            {details.filter(Boolean).join(' · ')}
          </Text>
        </div>
        {revokedAt === null && (
          <Button
            size="compact-md"
            variant="default"
            aria-label={t('tokens.revokeOf', { name: label })}
            onClick={onRevoke}
          >
            {t('tokens.revoke')}
          </Button>
        )}
      </Group>
    </Paper>
  );
}

function Scope({ scope }: { readonly scope: string }) {
  const t = useAdminWords();
  const choice = choiceOf(scope);
  return (
    <Text size="sm">
      {choice && `${t(`token.choice.${choice}`)} `}
      <Code>{scope}</Code>
    </Text>
  );
}
