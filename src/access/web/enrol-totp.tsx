import { Button, PasswordInput, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { ProblemNotice } from '../../platform/web/problem-notice.tsx';
import { useAct } from '../../platform/web/query.ts';
import { enableTotpRoute } from '../contract/sign-in.ts';
import { EnrolCode } from './enrol-code.tsx';
import { Entrance } from './entrance.tsx';
import { leave } from './leave.ts';
import { sessionQuery } from './session.ts';
import { useSignInWords } from './sign-in-words.ts';

/** The one-time set-up of the second step; until it is done nothing else is open. */
export function EnrolTotp() {
  const t = useSignInWords();
  const client = useQueryClient();
  const [password, setPassword] = useState('');
  const enable = useAct(enableTotpRoute, { quiet: true, refresh: false });
  if (enable.data) {
    return (
      <Entrance title={t('enrol.title')}>
        <EnrolCode
          set={enable.data}
          onDone={() => void client.invalidateQueries({ queryKey: sessionQuery.queryKey })}
        />
      </Entrance>
    );
  }
  return (
    <Entrance title={t('enrol.title')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          enable.mutate({ body: { password } });
        }}
      >
        <Stack>
          <Text size="sm">{t('enrol.why')}</Text>
          {enable.error && <ProblemNotice problem={enable.error} />}
          <PasswordInput
            label={t('enrol.password')}
            autoComplete="current-password"
            required
            withAsterisk={false}
            autoFocus
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Button type="submit" loading={enable.isPending}>
            {t('enrol.begin')}
          </Button>
          <Button variant="subtle" size="compact-sm" onClick={() => void leave()}>
            {t('menu.signOut')}
          </Button>
        </Stack>
      </form>
    </Entrance>
  );
}
