import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';

import type { Language } from '../../platform/core/text.ts';
import { useLanguage } from '../../platform/web/language.ts';
import type { Invitation } from '../contract/sign-in.ts';
import { useSignInWords } from './sign-in-words.ts';

export interface InvitationAnswer {
  readonly password: string;
  readonly displayName?: string;
  readonly email?: string;
  readonly interfaceLanguage: Language;
}

interface InvitationFormProps {
  readonly invitation: Invitation;
  readonly busy: boolean;
  readonly onAnswer: (answer: InvitationAnswer) => void;
}

export function InvitationForm({ invitation, busy, onAnswer }: InvitationFormProps) {
  const t = useSignInWords();
  const language = useLanguage();
  const isFirst = invitation.kind === 'first-administrator';
  const [name, setName] = useState('');
  const [email, setEmail] = useState(invitation.email ?? '');
  const [password, setPassword] = useState('');
  const { organization } = invitation;
  const greeting = {
    'first-administrator': () => t('invitation.firstAdministrator', { organization }),
    invitation: () => t('invitation.invited', { name: invitation.displayName ?? '', organization }),
    'password-reset': () => t('invitation.reset', { name: invitation.displayName ?? '' }),
  };
  const send = () =>
    onAnswer({
      password,
      interfaceLanguage: language,
      ...(isFirst && { displayName: name.trim(), email: email.trim() }),
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Stack>
        <Text size="sm">{greeting[invitation.kind]()}</Text>
        {isFirst && (
          <TextInput
            label={t('invitation.name')}
            autoComplete="name"
            required
            withAsterisk={false}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        )}
        <TextInput
          label={t('email')}
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          readOnly={!isFirst}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('invitation.newPassword')}
          description={t('invitation.passwordAdvice')}
          autoComplete="new-password"
          minLength={12}
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" loading={busy}>
          {t('invitation.submit')}
        </Button>
      </Stack>
    </form>
  );
}
