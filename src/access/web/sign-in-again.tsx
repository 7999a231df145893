import { Button, Modal, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';

import { call } from '../../platform/web/api.ts';
import { sessionRoute, type Session } from '../contract/session.ts';
import { refreshAll } from '../../platform/web/query.ts';
import { leave } from './leave.ts';
import { resumeSession, sessionQuery } from './session.ts';
import { SignInForm } from './sign-in-form.tsx';
import { useSignInWords } from './sign-in-words.ts';

/**
 * Covers the screens when the session has ended, so that an unattended one shows nothing, and keeps
 * them as they are underneath: the same person goes on where they were.
 */
export function SignInAgain({ session }: { readonly session: Session }) {
  const t = useSignInWords();
  const client = useQueryClient();
  const goOn = async () => {
    const fresh = await call(sessionRoute, {});
    // Somebody else: nothing of the screens underneath is theirs.
    if (fresh.user.id !== session.user.id) return window.location.assign('/');
    client.setQueryData(sessionQuery.queryKey, fresh);
    resumeSession();
    await refreshAll(client);
  };
  return (
    <Modal
      opened
      onClose={() => undefined}
      title={t('again.title')}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      centered
      zIndex={1000}
      overlayProps={{ backgroundOpacity: 1, color: 'var(--mantine-color-gray-2)' }}
    >
      <Stack>
        <Text size="sm">{t('again.why', { name: session.user.displayName })}</Text>
        <SignInForm email={session.user.email} onSignedIn={() => void goOn()} />
        <Button variant="subtle" size="compact-sm" onClick={() => leave()}>
          {t('again.other')}
        </Button>
      </Stack>
    </Modal>
  );
}
