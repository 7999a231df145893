import { Button, Checkbox, Code, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';

import { ProblemNotice } from '../../platform/web/problem-notice.tsx';
import { useAct } from '../../platform/web/query.ts';
import { verifyTotpRoute } from '../contract/sign-in.ts';
import { QrCode } from './qr-code.tsx';
import { useSignInWords } from './sign-in-words.ts';

interface EnrolCodeProps {
  readonly set: { readonly uri: string; readonly secret: string; readonly backupCodes: string[] };
  readonly onDone: () => void;
}

export function EnrolCode({ set, onDone }: EnrolCodeProps) {
  const t = useSignInWords();
  const [code, setCode] = useState('');
  const [kept, setKept] = useState(false);
  const verify = useAct(verifyTotpRoute, { quiet: true, refresh: false });
  const finish = async () => {
    await verify.mutateAsync({ body: { code: code.replaceAll(/\s/g, '') } });
    onDone();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void finish().catch(() => undefined);
      }}
    >
      <Stack>
        <Text size="sm">{t('enrol.scan')}</Text>
        <QrCode text={set.uri} label={t('enrol.qr')} />
        <Text size="sm">{t('enrol.orType')}</Text>
        <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {set.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}
        </Code>
        <Text size="sm">{t('enrol.codes')}</Text>
        <Group gap="xs">
          {set.backupCodes.map((one) => (
            <Code key={one}>{one}</Code>
          ))}
        </Group>
        <Checkbox
          label={t('enrol.kept')}
          required
          checked={kept}
          onChange={(event) => setKept(event.currentTarget.checked)}
        />
        {verify.error && <ProblemNotice problem={verify.error} />}
        <TextInput
          label={t('enrol.code')}
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          withAsterisk={false}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Button type="submit" loading={verify.isPending}>
          {t('enrol.finish')}
        </Button>
      </Stack>
    </form>
  );
}
