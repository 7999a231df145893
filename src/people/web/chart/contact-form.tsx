import { Group } from '@mantine/core';

import { useDraft } from '../../../platform/web/drafts.ts';
import { FormFrame } from '../../../platform/web/form-frame.tsx';
import { showDone } from '../../../platform/web/notices.ts';
import { useAct } from '../../../platform/web/query.ts';
import { addContactPointRoute } from '../../contract.ts';
import { ContactRow } from '../entry/contact-fields.tsx';
import { emptyContact } from '../entry/patient-draft.ts';
import { usePeopleWords } from '../people-words.ts';

interface ContactFormProps {
  readonly patientId: string;
  readonly onClose: () => void;
}

/** Adds a way to reach the patient. */
export function ContactForm({ patientId, onClose }: ContactFormProps) {
  const t = usePeopleWords();
  const draft = useDraft(`contact:${patientId}`, emptyContact);
  const add = useAct(addContactPointRoute, { quiet: true });
  const send = async () => {
    const body = { ...draft.value, value: draft.value.value.trim() };
    await add.mutateAsync({ params: { id: patientId }, body });
    draft.clear();
    showDone(t('contacts.added'));
    onClose();
  };
  return (
    <FormFrame
      draft={draft}
      submit={t('chart.add')}
      busy={add.isPending}
      problem={add.error}
      onSubmit={send}
      onCancel={onClose}
    >
      <Group align="flex-end" gap="sm">
        <ContactRow contact={draft.value} onChange={draft.set} />
      </Group>
    </FormFrame>
  );
}
