import { Modal, PasswordInput, Text, TextInput } from '@mantine/core';
import { useState } from 'react';

import { FormFrame } from '../../../platform/web/form-frame.tsx';
import { showDone } from '../../../platform/web/notices.ts';
import { usePlatformWords } from '../../../platform/web/platform-words.ts';
import { useAct } from '../../../platform/web/query.ts';
import { saveAccountRoute, type Source } from '../../contract/sources.ts';
import { useSourcesWords } from './sources-words.ts';

interface AccountFormProps {
  readonly source: Source;
  readonly onClose: () => void;
}

/** Keeps what the vendor gave for one person, so that their measurements can be fetched. */
export function AccountForm({ source, onClose }: AccountFormProps) {
  const t = useSourcesWords();
  const platform = usePlatformWords();
  const save = useAct(saveAccountRoute, { quiet: true });
  const [account, setAccount] = useState('');
  // No draft: a token does not stay behind in the browser.
  const [accessToken, setAccessToken] = useState('');
  const send = async () => {
    const body = { account: account.trim(), accessToken: accessToken.trim() };
    await save.mutateAsync({ params: { id: source.id }, body });
    showDone(t('accountForm.saved'));
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('accountOf', { name: source.label })}
      closeButtonProps={{ 'aria-label': platform('close') }}
    >
      <FormFrame
        submit={t('accountForm.send')}
        busy={save.isPending}
        problem={save.error}
        onSubmit={send}
        onCancel={onClose}
      >
        <TextInput
          label={t('accountForm.account')}
          required
          withAsterisk={false}
          data-autofocus
          maxLength={100}
          value={account}
          onChange={(event) => setAccount(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('accountForm.token')}
          required
          withAsterisk={false}
          autoComplete="off"
          maxLength={2_000}
          value={accessToken}
          onChange={(event) => setAccessToken(event.currentTarget.value)}
        />
        <Text size="sm">{t('accountForm.patientHelp', { vendor: source.vendor })}</Text>
      </FormFrame>
    </Modal>
  );
}
