import { PasswordInput, Text, TextInput } from '@mantine/core';
import { useState } from 'react';

import { FormFrame } from '../../../platform/web/form-frame.tsx';
import { showDone } from '../../../platform/web/notices.ts';
import { useAct } from '../../../platform/web/query.ts';
import { saveAccountRoute, type Source } from '../../contract/sources.ts';
import { useSourcesWords } from './sources-words.ts';

interface AccountFormProps {
  readonly source: Source;
  /** An account that is linked again; undefined for a new one. */
  readonly again: string | undefined;
  readonly onClose: () => void;
}

/** Keeps what the vendor gave for one person, so that their measurements can be fetched. */
export function AccountForm({ source, again, onClose }: AccountFormProps) {
  const t = useSourcesWords();
  const save = useAct(saveAccountRoute, { quiet: true });
  const [account, setAccount] = useState(again ?? '');
  // No draft: a token does not stay behind in the browser.
  const [accessToken, setAccessToken] = useState('');
  const [refreshToken, setRefreshToken] = useState('');
  const send = async () => {
    const renewal = refreshToken.trim() === '' ? {} : { refreshToken: refreshToken.trim() };
    const body = { account: account.trim(), accessToken: accessToken.trim(), ...renewal };
    await save.mutateAsync({ params: { id: source.id }, body });
    showDone(t('accountForm.saved'));
    onClose();
  };
  return (
    <FormFrame
      submit={t('accountForm.send')}
      busy={save.isPending}
      problem={save.error}
      onSubmit={send}
      onCancel={onClose}
    >
      <TextInput
        label={t('accountForm.account')}
        description={t('accountForm.patientHelp', { vendor: source.vendor })}
        required
        withAsterisk={false}
        data-autofocus={again === undefined || undefined}
        readOnly={again !== undefined}
        maxLength={100}
        value={account}
        onChange={(event) => setAccount(event.currentTarget.value)}
      />
      <PasswordInput
        label={t('accountForm.token')}
        required
        withAsterisk={false}
        autoFocus={again !== undefined}
        autoComplete="off"
        maxLength={4_000}
        value={accessToken}
        onChange={(event) => setAccessToken(event.currentTarget.value)}
      />
      <PasswordInput
        label={t('accountForm.refreshToken')}
        description={t('accountForm.refreshHelp')}
        autoComplete="off"
        maxLength={4_000}
        value={refreshToken}
        onChange={(event) => setRefreshToken(event.currentTarget.value)}
      />
      {!source.hasApplication && <Text size="sm">{t('accountForm.noApplication')}</Text>}
    </FormFrame>
  );
}
