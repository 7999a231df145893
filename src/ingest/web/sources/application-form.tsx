import { Modal, PasswordInput, Text, TextInput } from '@mantine/core';
import { useState } from 'react';

import { FormFrame } from '../../../platform/web/form-frame.tsx';
import { showDone } from '../../../platform/web/notices.ts';
import { usePlatformWords } from '../../../platform/web/platform-words.ts';
import { useAct } from '../../../platform/web/query.ts';
import { saveApplicationRoute, type Source } from '../../contract/sources.ts';
import { useSourcesWords } from './sources-words.ts';

interface ApplicationFormProps {
  readonly source: Source;
  readonly onClose: () => void;
}

const serialNames = ['sc', 'bp', 'glucose', 'weight', 'spo2'] as const;
type Field = 'clientId' | 'clientSecret' | 'redirectUri' | (typeof serialNames)[number];

/** Keeps what the vendor gave the organization for its application; none of it is shown again. */
export function ApplicationForm({ source, onClose }: ApplicationFormProps) {
  const t = useSourcesWords();
  const platform = usePlatformWords();
  const save = useAct(saveApplicationRoute, { quiet: true });
  // No draft: a secret does not stay behind in the browser.
  const [value, setValue] = useState<Partial<Record<Field, string>>>({
    redirectUri: `${location.origin}/sources/linked`,
  });
  const given = (field: Field) => value[field]?.trim() ?? '';
  const input = (field: Field) => ({
    value: value[field] ?? '',
    onChange: (event: { currentTarget: { value: string } }) => {
      const text = event.currentTarget.value;
      setValue((before) => ({ ...before, [field]: text }));
    },
    autoComplete: 'off',
  });
  const send = async () => {
    const serials = Object.fromEntries(
      serialNames.flatMap((name) => (given(name) === '' ? [] : [[name, given(name)]])),
    );
    const redirectUri = given('redirectUri');
    const body = {
      ...{ clientId: given('clientId'), clientSecret: given('clientSecret') },
      ...(redirectUri === '' ? {} : { redirectUri }),
      ...(source.vendor === 'ihealth' ? { serials } : {}),
    };
    await save.mutateAsync({ params: { id: source.id }, body });
    showDone(t('application.saved'));
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('applicationOf', { name: source.label })}
      closeButtonProps={{ 'aria-label': platform('close') }}
    >
      <FormFrame
        submit={t('application.send')}
        busy={save.isPending}
        problem={save.error}
        onSubmit={send}
        onCancel={onClose}
      >
        <Text size="sm">
          {t(source.hasApplication ? 'application.replaces' : 'application.explain')}
        </Text>
        <TextInput
          label={t('application.clientId')}
          required
          withAsterisk={false}
          data-autofocus
          maxLength={500}
          {...input('clientId')}
        />
        <PasswordInput
          label={t('application.clientSecret')}
          required
          withAsterisk={false}
          maxLength={500}
          {...input('clientSecret')}
        />
        <TextInput
          label={t('application.redirectUri')}
          description={t('application.redirectHelp')}
          type="url"
          maxLength={300}
          {...input('redirectUri')}
        />
        {source.vendor === 'ihealth' &&
          serialNames.map((name) => (
            <TextInput
              key={name}
              label={t(`application.serial.${name}`)}
              maxLength={500}
              {...input(name)}
            />
          ))}
      </FormFrame>
    </Modal>
  );
}
