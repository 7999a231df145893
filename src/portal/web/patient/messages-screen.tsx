import { Button, Paper, Stack, Text, Textarea, Title } from '@mantine/core';
import { useState } from 'react';

import { PatientTime } from '../../../platform/web/patient-time.tsx';
import { ProblemNotice } from '../../../platform/web/problem-notice.tsx';
import { useAct } from '../../../platform/web/query.ts';
import { writeMessage, type PortalHome } from '../../contract.ts';
import { usePatientWords } from './patient-words.ts';

/** What the patient and the care team wrote to each other. */
export function MessagesScreen({ home }: { readonly home: PortalHome }) {
  const t = usePatientWords();
  return (
    <Stack gap="md">
      <Title order={3} size="h4">
        {t('messages.title')}
      </Title>
      {home.messages.length === 0 && <Text size="lg">{t('messages.none')}</Text>}
      {home.messages.map((message) => (
        <Paper
          key={message.id}
          withBorder
          p="md"
          ml={message.fromPatient ? 'xl' : 0}
          mr={message.fromPatient ? 0 : 'xl'}
        >
          <Text size="sm" c="gray.8">
            {message.fromPatient && home.proxy === null ? t('messages.you') : message.author}
            {' · '}
            <PatientTime at={message.at} zone={home.zone} />
          </Text>
          <Text size="lg" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {message.text}
          </Text>
        </Paper>
      ))}
      <Write />
    </Stack>
  );
}

function Write() {
  const t = usePatientWords();
  const [draft, setDraft] = useState({ messageId: crypto.randomUUID(), text: '' });
  const write = useAct(writeMessage, { quiet: true });
  const send = async () => {
    await write.mutateAsync({ body: draft });
    setDraft({ messageId: crypto.randomUUID(), text: '' });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send().catch(() => undefined);
      }}
    >
      <Stack gap="sm">
        <Textarea
          size="lg"
          label={t('messages.write')}
          description={t('messages.help')}
          autosize
          minRows={3}
          maxLength={2000}
          required
          withAsterisk={false}
          value={draft.text}
          onChange={(event) => setDraft({ ...draft, text: event.currentTarget.value })}
        />
        {write.error && <ProblemNotice problem={write.error} />}
        <Button type="submit" size="lg" loading={write.isPending}>
          {t('messages.send')}
        </Button>
      </Stack>
    </form>
  );
}
