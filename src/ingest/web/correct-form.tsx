import { Group, NativeSelect, NumberInput, Stack, Text, TextInput } from '@mantine/core';

import { PatientField } from '../../people/web/search/patient-field.tsx';
import { useDraft } from '../../platform/web/drafts.ts';
import { FormFrame } from '../../platform/web/form-frame.tsx';
import { useSay } from '../../platform/web/language.ts';
import { showDone } from '../../platform/web/notices.ts';
import { useAct } from '../../platform/web/query.ts';
import { vitalKinds } from '../../vitals/core/reading.ts';
import { vitalOf, type Vital, type Vitals } from '../../vitals/core/vitals.ts';
import { correctQuarantine, type Difference, type QuarantineItem } from '../contract.ts';
import { correctionBody, startCorrection, type CorrectionDraft } from './correction-draft.ts';
import { NoteField } from './note-form.tsx';
import { useQuarantineWords } from './quarantine-words.ts';

interface CorrectFormProps {
  readonly item: QuarantineItem;
  readonly vitals: Vitals;
  readonly onDecided: (difference: Difference) => void;
  readonly onClose: () => void;
}

/** Adds the reading in a corrected form: another patient, value, unit or time. */
export function CorrectForm({ item, vitals, onDecided, onClose }: CorrectFormProps) {
  const t = useQuarantineWords();
  const draft = useDraft(`held-correct:${item.id}`, startCorrection(item));
  const correct = useAct(correctQuarantine, { quiet: true });
  const { value } = draft;
  const vital = vitalOf(vitals, value.kind);
  const change = (part: Partial<CorrectionDraft>) => draft.set({ ...value, ...part });
  const send = async () => {
    const difference = await correct.mutateAsync({
      params: { id: item.id },
      body: correctionBody(value, vital),
    });
    draft.clear();
    showDone(t('decide.corrected'));
    onDecided(difference);
  };
  return (
    <FormFrame
      submit={t('decide.send')}
      busy={correct.isPending}
      problem={correct.error}
      onSubmit={send}
      onCancel={onClose}
      draft={draft}
    >
      <PatientField
        label={t('decide.patient')}
        description={
          item.patient
            ? t('decide.patientHelp', { name: item.patient.name })
            : t('decide.patientNeeded')
        }
        required={item.patient === null}
        chosen={value.patient}
        onChoose={(patient) => change({ patient })}
      />
      <MeasuredFields value={value} vital={vital} vitals={vitals} onChange={change} />
      <TextInput
        type="datetime-local"
        label={t('decide.at')}
        description={t('decide.atHelp')}
        required={item.candidate?.['at'] === undefined}
        withAsterisk={false}
        value={value.at}
        onChange={(event) => change({ at: event.currentTarget.value })}
      />
      <NoteField value={value.note} onChange={(note) => change({ note })} />
    </FormFrame>
  );
}

interface MeasuredFieldsProps {
  readonly value: CorrectionDraft;
  readonly vital: Vital;
  readonly vitals: Vitals;
  readonly onChange: (part: Partial<CorrectionDraft>) => void;
}

function MeasuredFields({ value, vital, vitals, onChange }: MeasuredFieldsProps) {
  const t = useQuarantineWords();
  const say = useSay();
  const { kind, unit, values } = value;
  const units = vital.definition.units;
  return (
    <Stack gap="xs">
      <NativeSelect
        label={t('decide.kind')}
        value={kind}
        data={vitalKinds.map((one) => ({
          value: one,
          label: say(vitalOf(vitals, one).definition.label),
        }))}
        onChange={(event) => {
          const next = vitalKinds.find((one) => one === event.currentTarget.value);
          if (next) onChange({ kind: next, values: {}, unit: '' });
        }}
      />
      <Group align="flex-end" gap="xs">
        {vital.components.map(({ id, definition, ownUnit, unit: own }) => (
          <NumberInput
            key={id}
            label={say(definition.label)}
            required={definition.required}
            withAsterisk={false}
            hideControls
            w={130}
            rightSectionWidth={48}
            rightSection={ownUnit && <Text size="sm">{say(own.label)}</Text>}
            value={values[id] ?? ''}
            onChange={(next) => onChange({ values: { ...values, [id]: String(next) } })}
          />
        ))}
        <NativeSelect
          label={unit === '' ? t('decide.unitAsSent') : t('decide.unit')}
          required
          withAsterisk={false}
          value={unit}
          data={[
            { value: '', label: '–', disabled: true },
            ...units.map(({ code, label }) => ({ value: code, label: say(label) })),
          ]}
          onChange={(event) => onChange({ unit: event.currentTarget.value })}
        />
      </Group>
    </Stack>
  );
}
