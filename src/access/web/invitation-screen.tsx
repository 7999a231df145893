import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import { call } from '../../platform/web/api.ts';
import { Loaded } from '../../platform/web/loaded.tsx';
import { ProblemNotice } from '../../platform/web/problem-notice.tsx';
import { useAct } from '../../platform/web/query.ts';
import { acceptInvitationRoute, showInvitationRoute, signInRoute } from '../contract/sign-in.ts';
import { Entrance } from './entrance.tsx';
import { InvitationForm, type InvitationAnswer } from './invitation-form.tsx';
import { useSignInWords } from './sign-in-words.ts';

/** Where a one-time link leads: choose a password and go in. The secret stays behind the # sign. */
export function InvitationScreen() {
  const t = useSignInWords();
  const navigate = useNavigate();
  const [secret] = useState(() => window.location.hash.slice(1));
  const invitation = useQuery({
    queryKey: ['invitation'],
    queryFn: () => call(showInvitationRoute, { body: { secret } }),
    enabled: secret !== '',
    retry: false,
  });
  const accept = useAct(acceptInvitationRoute, { quiet: true, refresh: false });
  const enter = async (answer: InvitationAnswer) => {
    const { email } = await accept.mutateAsync({ body: { ...answer, secret } });
    const body = { email, password: answer.password };
    const { state } = await call(signInRoute, { body });
    await navigate({ to: state === 'signed-in' ? '/' : '/sign-in', replace: true });
  };
  return (
    <Entrance title={t('invitation.title')}>
      {secret === '' && t('invitation.noSecret')}
      {accept.error && <ProblemNotice problem={accept.error} />}
      {secret !== '' && (
        <Loaded from={invitation}>
          {(data) => (
            <InvitationForm
              invitation={data}
              busy={accept.isPending}
              onAnswer={(answer) => void enter(answer).catch(() => undefined)}
            />
          )}
        </Loaded>
      )}
    </Entrance>
  );
}
