import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';

import { ProblemNotice } from '../../platform/web/problem-notice.tsx';
import { useAct } from '../../platform/web/query.ts';
import { signInRoute, type SignInState } from '../contract/sign-in.ts';
import { useSignInWords } from './sign-in-words.ts';

interface PasswordStepProps {
  readonly email?: string;
  readonly onPassed: (state: SignInState['state']) => void;
}

export function PasswordStep({ email, onPassed }: PasswordStepProps) {
  const t = useSignInWords();
  const [typedEmail, setTypedEmail] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useAct(signInRoute, { quiet: true, refresh: false });
  const send = async () => {
    const body = { email: email ?? typedEmail.trim(), password };
    const { state } = await signIn.mutateAsync({ body });
    onPassed(state);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send().catch(() => undefined);
      }}
    >
      <Stack>
        {signIn.error && <ProblemNotice problem={signIn.error} />}
        <TextInput
          label={t('email')}
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          readOnly={email !== undefined}
          data-autofocus={email === undefined || undefined}
          value={email ?? typedEmail}
          onChange={(event) => setTypedEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('password')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          data-autofocus={email !== undefined || undefined}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" loading={signIn.isPending}>
          {t('submit')}
        </Button>
      </Stack>
    </form>
  );
}
