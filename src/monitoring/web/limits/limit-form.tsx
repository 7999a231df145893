import { Group, NativeSelect, NumberInput, TextInput } from '@mantine/core';

import { useDraft } from '../../../platform/web/drafts.ts';
import { FormFrame } from '../../../platform/web/form-frame.tsx';
import { useLanguage } from '../../../platform/web/language.ts';
import { showDone } from '../../../platform/web/notices.ts';
import { usePlatformWords } from '../../../platform/web/platform-words.ts';
import { useAct } from '../../../platform/web/query.ts';
import type { Vitals } from '../../../vitals/core/vitals.ts';
import { instantOfWallClock } from '../../../vitals/core/zone.ts';
import { setLimitRoute, type LimitView } from '../../contract.ts';
import { unitLabel } from '../../core/unit-text.ts';
import { useMonitoringWords } from '../chart-words.ts';
import type { LimitSlot } from '../plots/bands.ts';
import { LimitPreview } from '../what-if/limit-preview.tsx';

interface LimitFormProps {
  readonly patientId: string;
  /** The patient's. */
  readonly zone: string;
  readonly slot: LimitSlot;
  readonly own: LimitView | undefined;
  readonly vitals: Vitals;
  /** Filled in to begin with; nothing is set until somebody sends the form with a reason. */
  readonly suggested?: { readonly value: number; readonly unit: string } | undefined;
  readonly onClose: () => void;
}

/** Sets a limit for one patient in the place of the protocol's. */
export function LimitForm(props: LimitFormProps) {
  const { patientId, zone, slot, own, vitals, suggested, onClose } = props;
  const t = useMonitoringWords();
  const platform = usePlatformWords();
  const language = useLanguage();
  const [standard] = slot.standard;
  const kept = `limit:${patientId}:${slot.ruleId}:${slot.name}`;
  const draft = useDraft(suggested === undefined ? kept : `${kept}:${suggested.value}`, {
    value: suggested === undefined ? '' : String(suggested.value),
    unit: suggested?.unit ?? own?.unit ?? standard?.unit ?? '',
    reason: '',
    untilDay: '',
  });
  const { value, unit, reason, untilDay } = draft.value;
  const set = useAct(setLimitRoute, { quiet: true });
  const change = (part: Partial<typeof draft.value>) => draft.set({ ...draft.value, ...part });
  const send = async () => {
    await set.mutateAsync({
      params: { id: patientId },
      body: {
        ruleId: slot.ruleId,
        name: slot.name,
        value: Number(value),
        unit,
        reason: reason.trim(),
        ...(untilDay !== '' && { effectiveTo: endOfDay(untilDay, zone) }),
      },
    });
    draft.clear();
    showDone(t('limits.saved'));
    onClose();
  };
  return (
    <FormFrame
      draft={draft}
      submit={t('limits.set')}
      busy={set.isPending}
      problem={set.error}
      onSubmit={send}
      onCancel={onClose}
    >
      <Group align="flex-end">
        <NumberInput
          label={t('limits.value')}
          required
          withAsterisk={false}
          autoFocus
          w={140}
          value={value}
          onChange={(next) => change({ value: String(next) })}
        />
        <NativeSelect
          label={t('limits.unit')}
          value={unit}
          data={slot.standard.map((one) => ({
            value: one.unit,
            label: unitLabel(vitals, slot.kind, one.unit, language),
          }))}
          onChange={(event) => change({ unit: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label={`${t('limits.lastDay')} (${platform('optional')})`}
          value={untilDay}
          onChange={(event) => change({ untilDay: event.currentTarget.value })}
        />
      </Group>
      <LimitPreview
        patientId={patientId}
        zone={zone}
        ruleId={slot.ruleId}
        name={slot.name}
        value={value === '' ? undefined : Number(value)}
        unit={unit}
      />
      <TextInput
        label={t('limits.reason')}
        description={t('limits.reasonHelp')}
        required
        withAsterisk={false}
        minLength={3}
        maxLength={500}
        value={reason}
        onChange={(event) => change({ reason: event.currentTarget.value })}
      />
    </FormFrame>
  );
}

/** The first instant after a day of the patient's calendar. */
function endOfDay(day: string, zone: string): string {
  const nextMidnight = Date.parse(`${day}T00:00:00Z`) + 86_400_000;
  return new Date(instantOfWallClock(nextMidnight, zone)).toISOString();
}
