import { Text, TextInput } from '@mantine/core';
import { useState } from 'react';

import { FormFrame } from '../../../platform/web/form-frame.tsx';
import { useAct } from '../../../platform/web/query.ts';
import { beginConsentRoute, type Source } from '../../contract/sources.ts';
import { linkOf } from '../../core/vendors/links.ts';
import { useSourcesWords } from './sources-words.ts';

interface ConsentFormProps {
  readonly source: Source;
  /** An account that is linked again; undefined for a new one. */
  readonly again: string | undefined;
  readonly onClose: () => void;
}

/** Goes to the vendor's page, on which the person consents; it comes back to the screen that finishes. */
export function ConsentForm({ source, again, onClose }: ConsentFormProps) {
  const t = useSourcesWords();
  const begin = useAct(beginConsentRoute, { quiet: true });
  const [account, setAccount] = useState(again ?? '');
  const mustName = linkOf(source.vendor)?.consent?.namesAccount === false;
  const send = async () => {
    const name = account.trim();
    const body = name === '' ? {} : { account: name };
    const { page } = await begin.mutateAsync({ params: { id: source.id }, body });
    location.assign(page);
  };
  return (
    <FormFrame
      submit={t('consent.open')}
      busy={begin.isPending}
      problem={begin.error}
      onSubmit={send}
      onCancel={onClose}
    >
      <Text size="sm">{t('consent.explain')}</Text>
      {mustName && (
        <TextInput
          label={t('accountForm.account')}
          description={t('accountForm.patientHelp', { vendor: source.vendor })}
          required
          withAsterisk={false}
          readOnly={again !== undefined}
          maxLength={100}
          value={account}
          onChange={(event) => setAccount(event.currentTarget.value)}
        />
      )}
    </FormFrame>
  );
}
