import { Group, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';

import { useMay } from '../../../access/web/session.ts';
import { ChangeChoice } from '../../../platform/web/change-choice.tsx';
import { useDraft } from '../../../platform/web/drafts.ts';
import { formatDay } from '../../../platform/web/format.ts';
import { FormFrame } from '../../../platform/web/form-frame.tsx';
import { useLanguage } from '../../../platform/web/language.ts';
import { showDone } from '../../../platform/web/notices.ts';
import { usePlatformWords } from '../../../platform/web/platform-words.ts';
import { useAct } from '../../../platform/web/query.ts';
import { addMedicationRoute, changeMedicationRoute } from '../../contract/clinical.ts';
import { medicationStatuses, type MedicationStatus } from '../../core/clinical.ts';
import type { Medication, Person } from '../../core/schemas.ts';
import { knownText } from '../known-text.ts';
import { usePeopleLabels } from '../people-labels.ts';
import { usePeopleWords } from '../people-words.ts';
import { PastOnes } from './past-ones.tsx';
import { SectionPart } from './section-part.tsx';

// Not known whether taken is shown among the present ones: unknown is never "not".
const present: readonly MedicationStatus[] = ['active', 'on-hold', 'unknown', 'draft'];

/** What the patient takes, and what is over. */
export function Medications({ person }: { readonly person: Person }) {
  const t = usePeopleWords();
  const mayChange = useMay()('patients.write');
  const [adding, { open, close }] = useDisclosure();
  const { header, medications } = person;
  const now = medications.filter((one) => present.includes(one.status));
  const past = medications.filter((one) => !present.includes(one.status));
  const rows = (some: readonly Medication[]) =>
    some.map((medication) => (
      <Row
        key={medication.id}
        medication={medication}
        patientId={header.id}
        mayChange={mayChange}
      />
    ));
  return (
    <SectionPart
      title={t('clinical.medications')}
      action={mayChange && !adding ? t('chart.add') : undefined}
      onAction={open}
    >
      {adding && <MedicationForm patientId={header.id} onClose={close} />}
      {medications.length === 0 && <Text>{t('clinical.noMedications')}</Text>}
      {rows(now)}
      <PastOnes count={past.length}>{rows(past)}</PastOnes>
    </SectionPart>
  );
}

interface RowProps {
  readonly medication: Medication;
  readonly patientId: string;
  readonly mayChange: boolean;
}

function Row({ medication, patientId, mayChange }: RowProps) {
  const t = usePeopleWords();
  const labels = usePeopleLabels();
  const language = useLanguage();
  const change = useAct(changeMedicationRoute);
  const { display, dosage, prescriber, authoredOn, status } = medication;
  const save = async (next: MedicationStatus) => {
    const params = { id: patientId, medicationId: medication.id };
    await change.mutateAsync({ params, body: { status: next } });
    showDone(t('clinical.saved'));
  };
  const details = [
    dosage,
    prescriber,
    authoredOn && `${t('clinical.since')} ${formatDay(authoredOn, language)}`,
  ];
  return (
    <Group justify="space-between">
      <Stack gap={0} style={{ flex: '1 1 240px' }}>
        <Text fw={600}>{display}</Text>
        <Text size="sm" c="gray.8">
          {details.filter(Boolean).join(' · ')}
        </Text>
      </Stack>
      <ChangeChoice<MedicationStatus>
        label={`${t('clinical.status')}: ${display}`}
        value={status}
        values={medicationStatuses}
        word={(one) => labels(`medicationStatus.${one}`)}
        onSave={mayChange ? save : undefined}
      />
    </Group>
  );
}

interface MedicationFormProps {
  readonly patientId: string;
  readonly onClose: () => void;
}

function MedicationForm({ patientId, onClose }: MedicationFormProps) {
  const t = usePeopleWords();
  const platform = usePlatformWords();
  const draft = useDraft(`medication:${patientId}`, {
    display: '',
    dosage: '',
    prescriber: '',
    authoredOn: '',
  });
  const add = useAct(addMedicationRoute, { quiet: true });
  const set = (part: Partial<typeof draft.value>) => draft.set({ ...draft.value, ...part });
  const send = async () => {
    const { display, dosage, prescriber, authoredOn } = draft.value;
    await add.mutateAsync({
      params: { id: patientId },
      body: {
        display: display.trim(),
        status: 'active',
        dosage: knownText(dosage),
        prescriber: knownText(prescriber),
        authoredOn: knownText(authoredOn),
      },
    });
    draft.clear();
    showDone(t('clinical.saved'));
    onClose();
  };
  const field = (name: keyof typeof draft.value, label: string, required = false) => (
    <TextInput
      label={required ? label : `${label} (${platform('optional')})`}
      required={required}
      withAsterisk={false}
      maxLength={200}
      autoComplete="off"
      type={name === 'authoredOn' ? 'date' : 'text'}
      value={draft.value[name]}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <FormFrame
      draft={draft}
      submit={t('chart.add')}
      busy={add.isPending}
      problem={add.error}
      onSubmit={send}
      onCancel={onClose}
    >
      <Text size="sm">{t('clinical.ordersNothing')}</Text>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {field('display', t('clinical.medication'), true)}
        {field('dosage', t('clinical.dosage'))}
        {field('prescriber', t('clinical.prescriber'))}
        {field('authoredOn', t('clinical.since'))}
      </SimpleGrid>
    </FormFrame>
  );
}
