import { Radio, Stack, Text, TextInput } from '@mantine/core';

import type { Problem } from '../../../platform/core/problem.ts';
import { useDraft } from '../../../platform/web/drafts.ts';
import { FormFrame } from '../../../platform/web/form-frame.tsx';
import { useLanguage } from '../../../platform/web/language.ts';
import { PatientTime } from '../../../platform/web/patient-time.tsx';
import { useAct } from '../../../platform/web/query.ts';
import type { ReadingView } from '../../../vitals/core/reading-view.ts';
import { vitalOf, type Vital, type Vitals } from '../../../vitals/core/vitals.ts';
import { readingText } from '../../../vitals/web/reading-text.ts';
import { shownOf } from '../../../vitals/web/vitals-query.ts';
import { replaceReading, withdrawReading, type Difference } from '../../contract.ts';
import { DifferenceView } from '../difference.tsx';
import { useEntryWords } from './entry-words.ts';
import { emptyReading, toMeasured, type ReadingDraft } from './reading-draft.ts';
import { ReadingFields } from './reading-fields.tsx';

interface CorrectReadingProps {
  readonly patientId: string;
  /** The patient's. */
  readonly zone: string;
  readonly vitals: Vitals;
  readonly reading: ReadingView;
  readonly onClose: () => void;
}

interface Correction {
  readonly what: 'replace' | 'withdraw';
  readonly reason: string;
  readonly reading: ReadingDraft;
}

/** Corrects a stored reading by appending, or withdraws it; then says what that changed. */
export function CorrectReading({ patientId, zone, vitals, reading, onClose }: CorrectReadingProps) {
  const t = useEntryWords();
  const language = useLanguage();
  const vital = vitalOf(vitals, reading.kind);
  const draft = useDraft<Correction>(`correction:${patientId}:${reading.sourceId}`, {
    what: 'replace',
    reason: '',
    reading: { ...emptyReading(vital, reading.unit), ...typedOf(reading) },
  });
  const correct = useCorrection(patientId, reading, vital);
  const { what, reason } = draft.value;
  const set = (part: Partial<Correction>) => draft.set({ ...draft.value, ...part });
  if (correct.difference) return <DifferenceView difference={correct.difference} zone={zone} />;
  const send = async () => {
    await correct.send(draft.value);
    draft.clear();
  };
  return (
    <FormFrame
      draft={draft}
      submit={what === 'replace' ? t('correct.save') : t('correct.remove')}
      busy={correct.busy}
      problem={correct.problem}
      onSubmit={send}
      onCancel={onClose}
    >
      <Text fw={600}>
        {readingText(vitals, shownOf(reading), language)} ·{' '}
        <PatientTime at={reading.at} zone={zone} />
      </Text>
      <Radio.Group label={t('correct.what')} value={what} onChange={(next) => set({ what: next })}>
        <Stack gap={6} mt={4}>
          <Radio value="replace" label={t('correct.replace')} />
          <Radio value="withdraw" label={t('correct.withdraw')} />
        </Stack>
      </Radio.Group>
      {what === 'replace' && (
        <RightReading
          vital={vital}
          draft={draft.value.reading}
          onChange={(next) => set({ reading: next })}
        />
      )}
      <TextInput
        label={t('correct.reason')}
        description={t('correct.reasonHelp')}
        required
        withAsterisk={false}
        minLength={3}
        maxLength={500}
        value={reason}
        onChange={(event) => set({ reason: event.currentTarget.value })}
      />
    </FormFrame>
  );
}

interface RightReadingProps {
  readonly vital: Vital;
  readonly draft: ReadingDraft;
  readonly onChange: (draft: ReadingDraft) => void;
}

function RightReading({ vital, draft, onChange }: RightReadingProps) {
  const t = useEntryWords();
  const set = (change: Partial<ReadingDraft>) => onChange({ ...draft, ...change });
  return (
    <>
      <ReadingFields draft={draft} vital={vital} onChange={set} />
      <TextInput
        type="datetime-local"
        label={t('correct.newTime')}
        w={300}
        value={draft.at}
        onChange={(event) => set({ at: event.currentTarget.value })}
      />
    </>
  );
}

/** A stored reading as the form holds it. */
function typedOf({ values, beyond }: ReadingView): Pick<ReadingDraft, 'values' | 'beyond'> {
  const typed = Object.entries(values).map(([id, value]) => [id, String(value)]);
  return { values: Object.fromEntries(typed) as Record<string, string>, beyond: beyond ?? '' };
}

interface Sending {
  readonly send: (correction: Correction) => Promise<unknown>;
  readonly busy: boolean;
  readonly problem: Problem | null;
  readonly difference: Difference | undefined;
}

function useCorrection(
  patientId: string,
  { kind, at, sourceId }: ReadingView,
  vital: Vital,
): Sending {
  const replace = useAct(replaceReading, { quiet: true });
  const withdraw = useAct(withdrawReading, { quiet: true });
  const params = { id: patientId };
  return {
    send: ({ what, reason, reading }) => {
      const key = { kind, at, sourceId, reason: reason.trim() };
      if (what === 'withdraw') return withdraw.mutateAsync({ params, body: key });
      const newAt = reading.at === '' ? {} : { newAt: reading.at };
      return replace.mutateAsync({
        params,
        body: { ...key, ...toMeasured(reading, vital), ...newAt },
      });
    },
    busy: replace.isPending || withdraw.isPending,
    problem: replace.error ?? withdraw.error,
    difference: replace.data ?? withdraw.data,
  };
}
