import { Button, Fieldset, Group, Stack, TextInput } from '@mantine/core';

import { Icon } from '../../../platform/web/icon.tsx';
import { channels, contactUses } from '../../core/contact-point.ts';
import { ConsentSelect, WordSelect } from '../fields.tsx';
import { usePeopleLabels } from '../people-labels.ts';
import { usePeopleWords } from '../people-words.ts';
import { emptyContact, type ContactDraft } from './patient-draft.ts';

interface ContactRowProps {
  readonly contact: ContactDraft;
  readonly onChange: (contact: ContactDraft) => void;
}

/** One way to reach the patient, with its consent. */
export function ContactRow({ contact, onChange }: ContactRowProps) {
  const t = usePeopleWords();
  const labels = usePeopleLabels();
  const set = (change: Partial<ContactDraft>) => onChange({ ...contact, ...change });
  const type = contact.channel === 'email' ? 'email' : 'text';
  return (
    <>
      <WordSelect
        label={t('form.channel')}
        value={contact.channel}
        values={channels}
        word={(one) => labels(`channel.${one}`)}
        onChange={(channel) => set({ channel })}
      />
      <TextInput
        label={t('form.value')}
        type={contact.channel === 'phone' || contact.channel === 'text' ? 'tel' : type}
        maxLength={200}
        autoComplete="off"
        style={{ flex: '1 1 180px' }}
        value={contact.value}
        onChange={(event) => set({ value: event.currentTarget.value })}
      />
      <WordSelect
        label={t('form.use')}
        value={contact.use}
        values={contactUses}
        word={(one) => labels(`contactUse.${one}`)}
        onChange={(use) => set({ use })}
      />
      <ConsentSelect
        label={t('form.consent')}
        value={contact.consent}
        onChange={(consent) => set({ consent })}
      />
    </>
  );
}

interface ContactFieldsProps {
  readonly contacts: readonly ContactDraft[];
  readonly onChange: (contacts: readonly ContactDraft[]) => void;
}

/** All ways to reach the patient that are known on entry. */
export function ContactFields({ contacts, onChange }: ContactFieldsProps) {
  const t = usePeopleWords();
  const replace = (index: number, contact: ContactDraft) =>
    onChange(contacts.map((one, at) => (at === index ? contact : one)));
  return (
    <Fieldset legend={t('form.contacts')}>
      <Stack>
        {contacts.map((contact, index) => (
          // eslint-disable-next-line react/no-array-index-key -- rows have nothing else that names them
          <Group key={index} align="flex-end" gap="sm">
            <ContactRow contact={contact} onChange={(next) => replace(index, next)} />
            {contacts.length > 1 && (
              <Button
                variant="subtle"
                color="gray"
                leftSection={<Icon name="close" size={14} />}
                onClick={() => onChange(contacts.filter((_, at) => at !== index))}
              >
                {t('form.removeContact')}
              </Button>
            )}
          </Group>
        ))}
        <Group>
          <Button variant="default" size="xs" onClick={() => onChange([...contacts, emptyContact])}>
            {t('form.addContact')}
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  );
}
