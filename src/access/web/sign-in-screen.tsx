import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';

import { Entrance } from './entrance.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { useSignInWords } from './sign-in-words.ts';

export function SignInScreen() {
  const t = useSignInWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { then } = useSearch({ from: '/sign-in' });
  const enter = async () => {
    client.clear();
    await navigate({ href: then ?? '/', replace: true });
  };
  return (
    <Entrance title={t('title')}>
      <SignInForm onSignedIn={() => void enter()} />
    </Entrance>
  );
}
