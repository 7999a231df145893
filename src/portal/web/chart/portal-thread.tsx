import { Box, Stack, Text, Textarea } from '@mantine/core';

import { useMay } from '../../../access/web/session.ts';
import type { Person } from '../../../people/core/schemas.ts';
import { SectionPart } from '../../../people/web/chart/section-part.tsx';
import { useDraft } from '../../../platform/web/drafts.ts';
import { FormFrame } from '../../../platform/web/form-frame.tsx';
import { formatLanguageName } from '../../../platform/web/format.ts';
import { useLanguage } from '../../../platform/web/language.ts';
import { showDone } from '../../../platform/web/notices.ts';
import { PatientTime } from '../../../platform/web/patient-time.tsx';
import { useAct } from '../../../platform/web/query.ts';
import { sendMessage, type PortalMessage } from '../../contract.ts';
import { usePortalWords } from './portal-words.ts';

interface PortalThreadProps {
  readonly person: Person;
  /** Oldest first. */
  readonly messages: readonly PortalMessage[];
}

/** What the patient and the care team wrote to each other, and the next answer. */
export function PortalThread({ person, messages }: PortalThreadProps) {
  const t = usePortalWords();
  const { header } = person;
  const mayWrite = useMay()('portal-access.write');
  return (
    <SectionPart title={t('messages.title')}>
      {messages.length === 0 && <Text>{t('messages.none')}</Text>}
      <Stack gap="xs">
        {messages.map(({ id, author, at, text, fromPatient }) => (
          <Box key={id} pl={fromPatient ? 0 : 'lg'}>
            <Text size="sm" c="gray.8">
              {author} · <PatientTime at={at} zone={header.zone} />
            </Text>
            <Text style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{text}</Text>
          </Box>
        ))}
      </Stack>
      {mayWrite && <Answer person={person} />}
    </SectionPart>
  );
}

function Answer({ person: { header } }: { readonly person: Person }) {
  const t = usePortalWords();
  const language = useLanguage();
  const draft = useDraft(`portal-message:${header.id}`, '');
  const send = useAct(sendMessage, { quiet: true });
  const submit = async () => {
    const body = { messageId: crypto.randomUUID(), text: draft.value };
    await send.mutateAsync({ params: { id: header.id }, body });
    draft.clear();
    showDone(t('messages.sent'));
  };
  return (
    <FormFrame
      submit={t('messages.send')}
      busy={send.isPending}
      problem={send.error}
      onSubmit={submit}
    >
      <Textarea
        label={t('messages.answer')}
        description={
          header.language === 'und'
            ? undefined
            : t('messages.language', { language: formatLanguageName(header.language, language) })
        }
        autosize
        minRows={2}
        maxLength={2000}
        required
        withAsterisk={false}
        value={draft.value}
        onChange={(event) => draft.set(event.currentTarget.value)}
      />
    </FormFrame>
  );
}
