import { Button, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { ProblemNotice } from '../../../platform/web/problem-notice.tsx';
import { useAct } from '../../../platform/web/query.ts';
import { enterPortal } from '../../contract.ts';
import { usePatientWords } from './patient-words.ts';
import { PortalFrame } from './portal-frame.tsx';

interface EnterCodeProps {
  readonly secret: string;
  readonly onEntered: () => void;
}

/** The code that was told another way than the link. */
export function EnterCode({ secret, onEntered }: EnterCodeProps) {
  const t = usePatientWords();
  const client = useQueryClient();
  const [code, setCode] = useState('');
  const enter = useAct(enterPortal, { quiet: true, refresh: false });
  const send = async () => {
    await enter.mutateAsync({ body: { secret, code } });
    client.clear();
    onEntered();
  };
  return (
    <PortalFrame>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send().catch(() => undefined);
        }}
      >
        <Stack gap="md" mt="md">
          <Title order={2} size="h3">
            {t('enter.title')}
          </Title>
          <TextInput
            size="xl"
            label={t('enter.code')}
            description={t('enter.explain')}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={6}
            pattern="[0-9]{6}"
            required
            withAsterisk={false}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value.replaceAll(/\D/g, ''))}
          />
          {enter.error && <ProblemNotice problem={enter.error} />}
          <Button type="submit" size="lg" loading={enter.isPending}>
            {t('enter.submit')}
          </Button>
        </Stack>
      </form>
    </PortalFrame>
  );
}

/** Nobody is signed in on this phone, and there is no link. */
export function NeedLink() {
  const t = usePatientWords();
  return (
    <PortalFrame>
      <Stack gap="sm" mt="md">
        <Title order={2} size="h3">
          {t('enter.needLink')}
        </Title>
        <Text size="lg">{t('enter.needLinkWhy')}</Text>
      </Stack>
    </PortalFrame>
  );
}
