import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';

import { useMay } from '../../../access/web/session.ts';
import { ChangeChoice } from '../../../platform/web/change-choice.tsx';
import { dayIn, formatDay, formatPhone } from '../../../platform/web/format.ts';
import { Icon, type IconName } from '../../../platform/web/icon.tsx';
import { useLanguage } from '../../../platform/web/language.ts';
import { showDone } from '../../../platform/web/notices.ts';
import { useAct } from '../../../platform/web/query.ts';
import { changeContactPointRoute, endContactPointRoute } from '../../contract.ts';
import { consents, type Consent } from '../../core/contact-point.ts';
import type { ContactPoint, Person } from '../../core/schemas.ts';
import { usePeopleLabels } from '../people-labels.ts';
import { usePeopleWords } from '../people-words.ts';
import { ContactForm } from './contact-form.tsx';
import { SectionPart } from './section-part.tsx';

/** How to reach the patient, and what the patient agreed to. */
export function Contacts({ person }: { readonly person: Person }) {
  const t = usePeopleWords();
  const mayChange = useMay()('patients.write');
  const [adding, { open, close }] = useDisclosure();
  const { header, contactPoints } = person;
  return (
    <SectionPart
      title={t('contacts.title')}
      action={mayChange && !adding ? t('chart.add') : undefined}
      onAction={open}
    >
      {adding && <ContactForm patientId={header.id} onClose={close} />}
      {contactPoints.length === 0 && <Text c="orange.9">{t('contacts.none')}</Text>}
      {contactPoints.map((contact) => (
        <Contact key={contact.id} contact={contact} header={header} mayChange={mayChange} />
      ))}
    </SectionPart>
  );
}

interface ContactProps {
  readonly contact: ContactPoint;
  readonly header: Person['header'];
  readonly mayChange: boolean;
}

function Contact({ contact, header, mayChange }: ContactProps) {
  const t = usePeopleWords();
  const labels = usePeopleLabels();
  const [editing, { toggle, close }] = useDisclosure();
  const { channel, value, use, preferred } = contact;
  const numbered = channel === 'phone' || channel === 'text';
  return (
    <Stack gap={6} py={6} style={{ borderTop: '1px solid var(--mantine-color-gray-3)' }}>
      <Group justify="space-between" align="flex-start">
        <Stack gap={2} style={{ flex: '1 1 220px' }}>
          <Group gap={6}>
            <Text fw={600}>{numbered ? formatPhone(value) : value}</Text>
            <Text size="sm" c="gray.8">
              {labels(`channel.${channel}`)}, {labels(`contactUse.${use}`)}
            </Text>
            {preferred && (
              <Badge variant="light" tt="none" radius="sm">
                {t('contacts.preferred')}
              </Badge>
            )}
          </Group>
          <ConsentText contact={contact} zone={header.zone} />
        </Stack>
        {mayChange && (
          <Button size="compact-sm" variant="default" aria-expanded={editing} onClick={toggle}>
            {t('chart.edit')}
          </Button>
        )}
      </Group>
      {editing && <EditContact contact={contact} patientId={header.id} onClose={close} />}
    </Stack>
  );
}

const looks = {
  granted: { icon: 'check', color: 'teal.9' },
  refused: { icon: 'close', color: 'red.9' },
  revoked: { icon: 'close', color: 'red.9' },
  unknown: { icon: 'question', color: 'orange.9' },
} as const satisfies Record<Consent, { icon: IconName; color: string }>;

/** Consent with sign and word; not having asked stands out. */
function ConsentText({ contact, zone }: { readonly contact: ContactPoint; readonly zone: string }) {
  const t = usePeopleWords();
  const labels = usePeopleLabels();
  const language = useLanguage();
  const { icon, color } = looks[contact.consent];
  const consent = labels(`consent.${contact.consent}`);
  const day = contact.consentAt && formatDay(dayIn(contact.consentAt, zone), language);
  const text =
    day === null || day === ''
      ? consent
      : contact.consentBy === null
        ? t('contacts.asked', { consent, day })
        : t('contacts.askedBy', { consent, day, name: contact.consentBy });
  return (
    <Group gap={4} c={color} wrap="nowrap">
      <Icon name={icon} size={14} />
      <Text size="sm">
        {text}
        {contact.consent === 'unknown' && `. ${t('contacts.unknown')}`}
      </Text>
    </Group>
  );
}

interface EditContactProps {
  readonly contact: ContactPoint;
  readonly patientId: string;
  readonly onClose: () => void;
}

function EditContact({ contact, patientId, onClose }: EditContactProps) {
  const t = usePeopleWords();
  const labels = usePeopleLabels();
  const change = useAct(changeContactPointRoute);
  const end = useAct(endContactPointRoute);
  const params = { id: patientId, contactPointId: contact.id };
  const done = (message: string) => ({
    onSuccess: () => {
      showDone(message);
      onClose();
    },
  });
  return (
    <Group gap="xs">
      <ChangeChoice<Consent>
        label={`${t('contacts.record')}: ${contact.value}`}
        value={contact.consent}
        values={consents}
        word={(one) => labels(`consent.${one}`)}
        onSave={(consent) =>
          change
            .mutateAsync({ params, body: { consent } })
            .then(done(t('contacts.changed')).onSuccess)
        }
      />
      {!contact.preferred && (
        <Button
          size="compact-sm"
          variant="default"
          loading={change.isPending}
          onClick={() =>
            change.mutate({ params, body: { preferred: true } }, done(t('contacts.changed')))
          }
        >
          {t('contacts.prefer')}
        </Button>
      )}
      <Button
        size="compact-sm"
        variant="subtle"
        color="red.9"
        loading={end.isPending}
        onClick={() => end.mutate({ params }, done(t('contacts.ended')))}
      >
        {t('contacts.endConfirm')}
      </Button>
    </Group>
  );
}
