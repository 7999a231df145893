import { Alert, Button, NativeSelect, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';

import type { ItemResult, ReadingEntry } from '../../../ingest/core/reading-entry.ts';
import { entryOf } from '../../../ingest/web/entry/device-entry.ts';
import { emptyReading, toMeasured } from '../../../ingest/web/entry/reading-draft.ts';
import { ReadingFields } from '../../../ingest/web/entry/reading-fields.tsx';
import { Icon } from '../../../platform/web/icon.tsx';
import { useLanguage, useSay } from '../../../platform/web/language.ts';
import { vitalKinds, type VitalKind } from '../../../vitals/core/reading.ts';
import { vitalOf, type Vitals } from '../../../vitals/core/vitals.ts';
import { DeviceReader } from '../../../vitals/web/bluetooth/device-reader.tsx';
import { entryText } from './entry-text.ts';
import { usePatientWords } from './patient-words.ts';

type Send = (entry: ReadingEntry) => Promise<ItemResult | undefined>;

interface AddReadingProps {
  readonly vitals: Vitals;
  readonly zone: string;
  /** The vital sign that is expected next. */
  readonly first: VitalKind | undefined;
  readonly onSend: Send;
  readonly onBack: () => void;
}

interface Told {
  readonly result: ItemResult | undefined;
  readonly text: string;
}

/** A reading typed in or read from a device; without a connection it stays on the phone. */
export function AddReading({ vitals, zone, first, onSend, onBack }: AddReadingProps) {
  const t = usePatientWords();
  const language = useLanguage();
  const [how, setHow] = useState<'hand' | 'device'>('hand');
  const [told, setTold] = useState<Told>();
  const send = async (entry: ReadingEntry) => {
    setTold(undefined);
    // Its own time, so that it is the same reading whenever it is sent.
    const timed = { ...entry, at: entry.at ?? new Date().toISOString() };
    const result = await onSend(timed);
    setTold({ result, text: entryText(vitals, timed, language) });
    return result;
  };
  return (
    <Stack gap="md">
      <Button
        variant="subtle"
        leftSection={<Icon name="back" />}
        style={{ alignSelf: 'flex-start' }}
        onClick={onBack}
      >
        {t('add.back')}
      </Button>
      <Title order={2} size="h3">
        {t('add.title')}
      </Title>
      <SegmentedControl
        size="md"
        aria-label={t('add.how')}
        value={how}
        data={[
          { value: 'hand', label: t('add.byHand') },
          { value: 'device', label: t('add.device') },
        ]}
        onChange={setHow}
      />
      {told && <Result told={told} />}
      {how === 'hand' ? (
        <ByHand vitals={vitals} first={first} onSend={send} />
      ) : (
        <DeviceReader
          vitals={vitals}
          zone={zone}
          reader="patient"
          onConfirm={(confirmed) => send(entryOf(confirmed, crypto.randomUUID()))}
        />
      )}
    </Stack>
  );
}

interface ByHandProps extends Pick<AddReadingProps, 'vitals' | 'first'> {
  readonly onSend: Send;
}

function ByHand({ vitals, first, onSend }: ByHandProps) {
  const t = usePatientWords();
  const say = useSay();
  const [draft, setDraft] = useState(() =>
    emptyReading(vitalOf(vitals, first ?? 'blood-pressure')),
  );
  const [round, setRound] = useState(0);
  const [busy, setBusy] = useState(false);
  const vital = vitalOf(vitals, draft.kind);
  const send = async () => {
    setBusy(true);
    try {
      const measured = toMeasured(draft, vital);
      const entryId = crypto.randomUUID();
      const result = await onSend({ entryId, kind: draft.kind, ...measured });
      // What was refused stays in the form to be put right.
      if (result?.status === 'rejected') return;
      setDraft(emptyReading(vital, draft.unit));
      setRound(round + 1);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Stack gap="md">
        <NativeSelect
          size="lg"
          label={t('add.what')}
          value={draft.kind}
          data={vitalKinds.map((kind) => ({
            value: kind,
            label: say(vitalOf(vitals, kind).definition.label),
          }))}
          onChange={(event) => {
            const kind = vitalKinds.find((one) => one === event.currentTarget.value);
            if (kind) setDraft(emptyReading(vitalOf(vitals, kind)));
          }}
        />
        <ReadingFields
          key={`${draft.kind} ${round}`}
          draft={draft}
          vital={vital}
          onChange={(change) => setDraft({ ...draft, ...change })}
        />
        <Text c="gray.8">{t('add.nowSaved')}</Text>
        <Button type="submit" size="lg" loading={busy}>
          {t('add.save')}
        </Button>
      </Stack>
    </form>
  );
}

const colors = {
  accepted: 'teal',
  duplicate: 'gray',
  quarantined: 'orange',
  rejected: 'red',
  waiting: 'orange',
} as const;

function Result({ told: { result, text } }: { readonly told: Told }) {
  const t = usePatientWords();
  const say = useSay();
  const status = result?.status ?? 'waiting';
  return (
    <Alert
      role="status"
      color={colors[status]}
      title={t(`add.result.${status}`, { reading: text })}
      styles={{ title: { color: 'var(--mantine-color-black)', fontSize: 18 } }}
    >
      {status === 'waiting' && <Text>{t('add.waitingWhy')}</Text>}
      {status === 'rejected' && result?.messages && <Text>{say(result.messages)}</Text>}
      {status === 'rejected' && result?.advice && <Text>{say(result.advice)}</Text>}
    </Alert>
  );
}
