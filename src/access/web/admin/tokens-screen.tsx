import { Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { Loaded } from '../../../platform/web/loaded.tsx';
import { showDone } from '../../../platform/web/notices.ts';
import { Page } from '../../../platform/web/page.tsx';
import { query, useAct } from '../../../platform/web/query.ts';
import { listTokensRoute, revokeTokenRoute, type Token } from '../../contract/tokens.ts';
import { useAdminWords } from './admin-words.ts';
import { AskFirst } from './ask-first.tsx';
import type { PracticeChoice } from './practice-choice.ts';
import { ShownOnce } from './shown-once.tsx';
import { TokenForm, type PatientPicker } from './token-form.tsx';
import { TokenRow } from './token-row.tsx';

interface TokensScreenProps {
  readonly practices: readonly PracticeChoice[];
  readonly PatientPicker: PatientPicker | undefined;
}

/** Which machines have access, and to what. */
export function TokensScreen({ practices, PatientPicker }: TokensScreenProps) {
  const t = useAdminWords();
  const tokens = useQuery(query(listTokensRoute, {}, ['access']));
  const [adding, setAdding] = useState(false);
  const [revoking, setRevoking] = useState<Token>();
  const [made, setMade] = useState<{ readonly name: string; readonly secret: string }>();
  return (
    <Page
      title={t('tokens.title')}
      aside={<Button onClick={() => setAdding(true)}>{t('tokens.add')}</Button>}
    >
      <Text c="gray.8">{t('tokens.explain')}</Text>
      <Loaded from={tokens}>
        {({ tokens: all }) =>
          all.length === 0 ? (
            <Text>{t('tokens.none')}</Text>
          ) : (
            <Stack component="ul" gap="xs" p={0} m={0} style={{ listStyle: 'none' }}>
              {all.map((token) => (
                <TokenRow
                  key={token.id}
                  token={token}
                  practices={practices}
                  onRevoke={() => setRevoking(token)}
                />
              ))}
            </Stack>
          )
        }
      </Loaded>
      {adding && (
        <TokenForm
          practices={practices}
          PatientPicker={PatientPicker}
          onMade={(name, secret) => setMade({ name, secret })}
          onClose={() => setAdding(false)}
        />
      )}
      {revoking && <Revoke token={revoking} onClose={() => setRevoking(undefined)} />}
      {made && (
        <ShownOnce
          title={t('token.secretTitle', { name: made.name })}
          warning={t('token.secretOnce')}
          secret={made.secret}
          copy={t('token.copy')}
          done={t('token.done')}
          onDone={() => setMade(undefined)}
        />
      )}
    </Page>
  );
}

interface RevokeProps {
  readonly token: Token;
  readonly onClose: () => void;
}

function Revoke({ token, onClose }: RevokeProps) {
  const t = useAdminWords();
  const revoke = useAct(revokeTokenRoute, { quiet: true });
  const send = async () => {
    await revoke.mutateAsync({ params: { id: token.id } });
    showDone(t('tokens.revokedNow'));
    onClose();
  };
  return (
    <AskFirst
      title={t('tokens.revokeOf', { name: token.label })}
      question={t('tokens.revokeAsk', { name: token.label })}
      act={t('tokens.revoke')}
      busy={revoke.isPending}
      problem={revoke.error}
      onAct={send}
      onClose={onClose}
    />
  );
}
