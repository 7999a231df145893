import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';

import { useDraft } from '../../../platform/web/drafts.ts';
import { FormFrame } from '../../../platform/web/form-frame.tsx';
import { useLanguage, useSay } from '../../../platform/web/language.ts';
import { usePlatformWords } from '../../../platform/web/platform-words.ts';
import { useAct } from '../../../platform/web/query.ts';
import { vitalKinds, type VitalKind } from '../../../vitals/core/reading.ts';
import { vitalOf, type Vital, type Vitals } from '../../../vitals/core/vitals.ts';
import { enterReading, type ItemResult } from '../../contract.ts';
import { EntryResult } from './entry-result.tsx';
import { useEntryWords } from './entry-words.ts';
import { measuredText } from './measured-text.ts';
import { emptyReading, toMeasured, type ReadingDraft } from './reading-draft.ts';
import { ReadingFields } from './reading-fields.tsx';

interface EnterReadingProps {
  readonly patientId: string;
  readonly vitals: Vitals;
  readonly kind: VitalKind;
  /** Unit in which a kind is entered unless another is chosen. */
  readonly unitOf: (kind: VitalKind) => string | undefined;
  readonly onClose: () => void;
}

interface Entry {
  readonly entryId: string;
  readonly reading: ReadingDraft;
}

/** What became of the reading that was sent last. */
interface Told {
  readonly result: ItemResult;
  readonly text: string;
}

/** A reading that somebody tells or shows: entered by hand, and judged at once like any other. */
export function EnterReading({ patientId, vitals, kind, unitOf, onClose }: EnterReadingProps) {
  const t = useEntryWords();
  const platform = usePlatformWords();
  const language = useLanguage();
  const [first] = useState(() => newEntry(vitalOf(vitals, kind), unitOf(kind)));
  const draft = useDraft<Entry>(`reading:${patientId}`, first);
  const [told, setTold] = useState<Told>();
  const enter = useAct(enterReading, { quiet: true });
  const { entryId, reading } = draft.value;
  const vital = vitalOf(vitals, reading.kind);
  const set = (change: Partial<ReadingDraft>) =>
    draft.set({ entryId, reading: { ...reading, ...change } });
  const send = async () => {
    setTold(undefined);
    const measured = toMeasured(reading, vital);
    const at = reading.at === '' ? {} : { at: reading.at };
    const result = await enter.mutateAsync({
      params: { id: patientId },
      body: { entryId, kind: reading.kind, ...measured, ...at },
    });
    setTold({ result, text: measuredText(vitals, vital, measured, language) });
    // What was refused stays in the form to be put right; a new entry is not the old one again.
    if (result.status === 'rejected') draft.set({ entryId: crypto.randomUUID(), reading });
    else draft.set(newEntry(vital, reading.unit));
  };
  return (
    <FormFrame
      draft={draft}
      submit={t('save')}
      busy={enter.isPending}
      problem={enter.error}
      onSubmit={send}
      onCancel={onClose}
      {...(told && { cancelLabel: platform('close') })}
    >
      <KindField
        vitals={vitals}
        kind={reading.kind}
        onChange={(next) =>
          draft.set({ entryId, reading: emptyReading(vitalOf(vitals, next), unitOf(next)) })
        }
      />
      <ReadingFields key={entryId} draft={reading} vital={vital} onChange={set} />
      <TextInput
        type="datetime-local"
        label={t('when')}
        description={t('whenHelp')}
        w={300}
        value={reading.at}
        onChange={(event) => set({ at: event.currentTarget.value })}
      />
      {told && <EntryResult result={told.result} text={told.text} />}
    </FormFrame>
  );
}

function newEntry(vital: Vital, unit: string | undefined): Entry {
  return { entryId: crypto.randomUUID(), reading: emptyReading(vital, unit) };
}

interface KindFieldProps {
  readonly vitals: Vitals;
  readonly kind: VitalKind;
  readonly onChange: (kind: VitalKind) => void;
}

function KindField({ vitals, kind, onChange }: KindFieldProps) {
  const t = useEntryWords();
  const say = useSay();
  return (
    <NativeSelect
      label={t('kind')}
      w={300}
      value={kind}
      data={vitalKinds.map((one) => ({
        value: one,
        label: say(vitalOf(vitals, one).definition.label),
      }))}
      onChange={(event) => {
        const chosen = vitalKinds.find((one) => one === event.currentTarget.value);
        if (chosen) onChange(chosen);
      }}
    />
  );
}
