import { Alert, Group, NativeSelect, NumberInput, SegmentedControl, Text } from '@mantine/core';
import { useState } from 'react';

import { consciousnessCodes } from '../../../monitoring/core/scored.ts';
import { useDraft } from '../../../platform/web/drafts.ts';
import { FormFrame } from '../../../platform/web/form-frame.tsx';
import { useSay } from '../../../platform/web/language.ts';
import { showDone } from '../../../platform/web/notices.ts';
import { useAct } from '../../../platform/web/query.ts';
import { vitalOf, type Vitals } from '../../../vitals/core/vitals.ts';
import type { ItemResult } from '../../contract.ts';
import { enterObservation } from '../../contract/observation.ts';
import { useEntryWords } from './entry-words.ts';
import {
  emptyObservation,
  observed,
  oxygenOf,
  readingsOf,
  type ObservationDraft,
} from './observation-draft.ts';
import { oxygens } from './reading-draft.ts';

interface ObservationFormProps {
  readonly patientId: string;
  readonly vitals: Vitals;
  readonly onClose: () => void;
}

/** What a nurse sees and hears during a call: everything that a score needs, as one entry. */
export function ObservationForm({ patientId, vitals, onClose }: ObservationFormProps) {
  const t = useEntryWords();
  const [first] = useState(emptyObservation);
  const draft = useDraft<ObservationDraft>(`observation:${patientId}`, first);
  const [problem, setProblem] = useState<string>();
  const enter = useAct(enterObservation, { quiet: true });
  const describe = useDescribe(vitals);
  const change = (part: Partial<ObservationDraft>) => draft.set({ ...draft.value, ...part });
  const send = async () => {
    const { entryId, consciousness } = draft.value;
    const readings = readingsOf(draft.value);
    const code = consciousnessCodes.find((one) => one === consciousness);
    if (code === undefined) return;
    if (readings.length === 0) {
      setProblem(t('observation.needsValue'));
      return;
    }
    const { results } = await enter.mutateAsync({
      params: { id: patientId },
      body: { entryId, consciousness: code, oxygen: oxygenOf(draft.value), readings },
    });
    const wrong = results.filter(({ status }) => status === 'rejected' || status === 'quarantined');
    if (wrong.length > 0) {
      setProblem(`${t('observation.some')} ${describe(wrong, readings)}`);
      draft.set({ ...draft.value, entryId: crypto.randomUUID() });
      return;
    }
    draft.clear();
    showDone(t('observation.saved'));
    onClose();
  };
  return (
    <FormFrame
      draft={draft}
      submit={t('observation.save')}
      busy={enter.isPending}
      problem={enter.error}
      onSubmit={send}
      onCancel={onClose}
    >
      <Text size="sm">{t('observation.explain')}</Text>
      <Seen draft={draft.value} onChange={change} />
      <Measured draft={draft.value} vitals={vitals} onChange={change} />
      {problem && <Alert color="red.9">{problem}</Alert>}
    </FormFrame>
  );
}

function useDescribe(vitals: Vitals) {
  const say = useSay();
  return (wrong: readonly ItemResult[], readings: readonly { readonly kind: string }[]) =>
    wrong
      .map(({ index, messages, advice }) => {
        const kind = observed.find((one) => one.kind === readings[index]?.kind)?.kind;
        const label = kind === undefined ? '' : say(vitalOf(vitals, kind).definition.label);
        return [label, messages && say(messages), advice && say(advice)].filter(Boolean).join(': ');
      })
      .join(' · ');
}

interface PartProps {
  readonly draft: ObservationDraft;
  readonly onChange: (part: Partial<ObservationDraft>) => void;
}

function Seen({ draft, onChange }: PartProps) {
  const t = useEntryWords();
  return (
    <Group align="flex-end" gap="sm">
      <NativeSelect
        label={t('observation.consciousness')}
        required
        withAsterisk={false}
        w={220}
        value={draft.consciousness}
        data={[
          { value: '', label: t('observation.choose') },
          ...consciousnessCodes.map((code) => ({
            value: code,
            label: t(`observation.codes.${code}`),
          })),
        ]}
        onChange={(event) => onChange({ consciousness: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('oxygen')}
        w={220}
        value={draft.oxygen}
        data={oxygens.map((value) => ({ value, label: t(`oxygens.${value}`) }))}
        onChange={(event) =>
          onChange({
            oxygen: oxygens.find((one) => one === event.currentTarget.value) ?? 'unknown',
          })
        }
      />
      {draft.oxygen === 'oxygen' && (
        <NumberInput
          label={t('observation.liters')}
          hideControls
          min={0}
          w={150}
          value={draft.liters}
          onChange={(value) => onChange({ liters: String(value) })}
        />
      )}
    </Group>
  );
}

function Measured({ draft, vitals, onChange }: PartProps & { readonly vitals: Vitals }) {
  const t = useEntryWords();
  const say = useSay();
  const temperature = vitalOf(vitals, 'temperature').definition.units;
  return (
    <Group align="flex-end" gap="sm">
      {observed.map(({ field, kind, component }) => {
        const found = vitalOf(vitals, kind).componentByKey.get(component);
        const unit = kind === 'temperature' ? undefined : found?.unit.label;
        return (
          <NumberInput
            key={field}
            label={`${found ? say(found.definition.label) : field}${unit ? `, ${say(unit)}` : ''}`}
            hideControls
            thousandSeparator={false}
            allowedDecimalSeparators={[',', '.']}
            w={180}
            value={draft[field]}
            onChange={(value) => onChange({ [field]: String(value) })}
          />
        );
      })}
      <SegmentedControl
        aria-label={t('unit')}
        value={draft.temperatureUnit}
        data={temperature.map(({ code, label }) => ({ value: code, label: say(label) }))}
        onChange={(temperatureUnit) => onChange({ temperatureUnit })}
      />
    </Group>
  );
}
