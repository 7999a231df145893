import { Group, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';

import { useMay } from '../../../access/web/session.ts';
import { ChangeChoice } from '../../../platform/web/change-choice.tsx';
import { useDraft } from '../../../platform/web/drafts.ts';
import { formatDay } from '../../../platform/web/format.ts';
import { FormFrame } from '../../../platform/web/form-frame.tsx';
import { useLanguage } from '../../../platform/web/language.ts';
import { showDone } from '../../../platform/web/notices.ts';
import { useAct } from '../../../platform/web/query.ts';
import { addConditionRoute, changeConditionRoute } from '../../contract/clinical.ts';
import {
  clinicalStatuses,
  verifications,
  type ClinicalStatus,
  type Verification,
} from '../../core/clinical.ts';
import type { Condition, Person } from '../../core/schemas.ts';
import { WordSelect } from '../fields.tsx';
import { usePeopleLabels } from '../people-labels.ts';
import { usePeopleWords } from '../people-words.ts';
import { PastOnes } from './past-ones.tsx';
import { SectionPart } from './section-part.tsx';

/** What the patient has, and what is over. */
export function Conditions({ person }: { readonly person: Person }) {
  const t = usePeopleWords();
  const mayChange = useMay()('patients.write');
  const [adding, { open, close }] = useDisclosure();
  const { header, conditions } = person;
  const present = conditions.filter(isPresent);
  const past = conditions.filter((condition) => !isPresent(condition));
  const rows = (some: readonly Condition[]) =>
    some.map((condition) => (
      <Row key={condition.id} condition={condition} patientId={header.id} mayChange={mayChange} />
    ));
  return (
    <SectionPart
      title={t('clinical.conditions')}
      action={mayChange && !adding ? t('chart.add') : undefined}
      onAction={open}
    >
      {adding && <ConditionForm patientId={header.id} onClose={close} />}
      {conditions.length === 0 && <Text>{t('clinical.noConditions')}</Text>}
      {rows(present)}
      <PastOnes count={past.length}>{rows(past)}</PastOnes>
    </SectionPart>
  );
}

/** Neither over, refuted nor a mistake. */
function isPresent({ clinicalStatus, verification }: Condition): boolean {
  const over = ['inactive', 'remission', 'resolved'].includes(clinicalStatus);
  return !over && !['refuted', 'entered-in-error'].includes(verification);
}

interface RowProps {
  readonly condition: Condition;
  readonly patientId: string;
  readonly mayChange: boolean;
}

function Row({ condition, patientId, mayChange }: RowProps) {
  const t = usePeopleWords();
  const labels = usePeopleLabels();
  const language = useLanguage();
  const change = useAct(changeConditionRoute);
  const save = async (next: ClinicalStatus) => {
    const params = { id: patientId, conditionId: condition.id };
    await change.mutateAsync({ params, body: { clinicalStatus: next } });
    showDone(t('clinical.saved'));
  };
  const { display, code, onsetOn, clinicalStatus, verification } = condition;
  const details = [
    code,
    labels(`verification.${verification}`),
    onsetOn && `${t('clinical.onset')} ${formatDay(onsetOn, language)}`,
  ];
  return (
    <Group justify="space-between">
      <Stack gap={0} style={{ flex: '1 1 240px' }}>
        <Text fw={600}>{display}</Text>
        <Text size="sm" c="gray.8">
          {details.filter(Boolean).join(' · ')}
        </Text>
      </Stack>
      <ChangeChoice<ClinicalStatus>
        label={`${t('clinical.course')}: ${display}`}
        value={clinicalStatus}
        values={clinicalStatuses}
        word={(one) => labels(`clinicalStatus.${one}`)}
        onSave={mayChange ? save : undefined}
      />
    </Group>
  );
}

// FHIR's names of the two systems that clinics send.
const codeSystems = ['http://hl7.org/fhir/sid/icd-10-cm', 'http://snomed.info/sct'] as const;
const systemNames = {
  'http://hl7.org/fhir/sid/icd-10-cm': 'ICD-10-CM',
  'http://snomed.info/sct': 'SNOMED CT',
} as const;

interface ConditionDraft {
  readonly display: string;
  readonly code: string;
  readonly codeSystem: (typeof codeSystems)[number];
  readonly verification: Verification;
  readonly onsetOn: string;
}

interface ConditionFormProps {
  readonly patientId: string;
  readonly onClose: () => void;
}

function ConditionForm({ patientId, onClose }: ConditionFormProps) {
  const t = usePeopleWords();
  const labels = usePeopleLabels();
  const draft = useDraft<ConditionDraft>(`condition:${patientId}`, {
    display: '',
    code: '',
    codeSystem: codeSystems[0],
    verification: 'confirmed',
    onsetOn: '',
  });
  const add = useAct(addConditionRoute, { quiet: true });
  const { display, code, codeSystem, verification, onsetOn } = draft.value;
  const set = (part: Partial<typeof draft.value>) => draft.set({ ...draft.value, ...part });
  const send = async () => {
    await add.mutateAsync({
      params: { id: patientId },
      body: {
        ...{ codeSystem, verification, clinicalStatus: 'active' },
        display: display.trim(),
        code: code.trim(),
        onsetOn: onsetOn === '' ? null : onsetOn,
      },
    });
    draft.clear();
    showDone(t('clinical.saved'));
    onClose();
  };
  const field = (name: 'display' | 'code', label: string) => (
    <TextInput
      label={label}
      required
      withAsterisk={false}
      maxLength={200}
      autoComplete="off"
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
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {field('display', t('clinical.condition'))}
        {field('code', t('clinical.code'))}
        <WordSelect
          label={t('clinical.codeSystem')}
          value={codeSystem}
          values={codeSystems}
          word={(one) => systemNames[one]}
          onChange={(next) => set({ codeSystem: next })}
        />
        <WordSelect
          label={t('clinical.verification')}
          value={verification}
          values={verifications}
          word={(one) => labels(`verification.${one}`)}
          onChange={(next) => set({ verification: next })}
        />
        <TextInput
          type="date"
          label={t('clinical.onset')}
          value={onsetOn}
          onChange={(event) => set({ onsetOn: event.currentTarget.value })}
        />
      </SimpleGrid>
    </FormFrame>
  );
}
