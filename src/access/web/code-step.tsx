import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';

import { ProblemNotice } from '../../platform/web/problem-notice.tsx';
import { useAct } from '../../platform/web/query.ts';
import { verifyBackupCodeRoute, verifyTotpRoute } from '../contract/sign-in.ts';
import { useSignInWords } from './sign-in-words.ts';

interface CodeStepProps {
  readonly onVerified: () => void;
  readonly onStartAgain: () => void;
}

export function CodeStep({ onVerified, onStartAgain }: CodeStepProps) {
  const t = useSignInWords();
  const [way, setWay] = useState<'app' | 'backup'>('app');
  const [code, setCode] = useState('');
  const verifyApp = useAct(verifyTotpRoute, { quiet: true, refresh: false });
  const verifyBackup = useAct(verifyBackupCodeRoute, { quiet: true, refresh: false });
  const verify = way === 'app' ? verifyApp : verifyBackup;
  const send = async () => {
    await verify.mutateAsync({ body: { code: code.replaceAll(/\s/g, '') } });
    onVerified();
  };
  const switchWay = () => {
    setCode('');
    setWay(way === 'app' ? 'backup' : 'app');
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send().catch(() => undefined);
      }}
    >
      <Stack>
        {verify.error && <ProblemNotice problem={verify.error} />}
        <TextInput
          key={way}
          label={way === 'app' ? t('code') : t('backupCode')}
          description={way === 'app' ? t('codeAdvice') : t('backupAdvice')}
          inputMode={way === 'app' ? 'numeric' : 'text'}
          autoComplete="one-time-code"
          required
          withAsterisk={false}
          autoFocus
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Button type="submit" loading={verify.isPending}>
          {t('verify')}
        </Button>
        <Group justify="space-between">
          <Button variant="subtle" size="compact-sm" onClick={switchWay}>
            {way === 'app' ? t('useBackup') : t('useApp')}
          </Button>
          <Button variant="subtle" size="compact-sm" onClick={onStartAgain}>
            {t('startAgain')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
