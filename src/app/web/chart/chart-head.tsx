import { Button, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';

import { useMay } from '../../../access/web/session.ts';
import { EnterReading } from '../../../ingest/web/entry/enter-reading.tsx';
import { useEntryWords } from '../../../ingest/web/entry/entry-words.ts';
import { ReadDevice } from '../../../ingest/web/entry/read-device.tsx';
import { factsQuery } from '../../../monitoring/web/facts/facts-query.ts';
import { useFlags } from '../../../monitoring/web/facts/use-flags.ts';
import type { Person } from '../../../people/core/schemas.ts';
import { PatientHead } from '../../../people/web/chart/patient-head.tsx';
import { useCommands } from '../../../platform/web/commands.ts';
import { usePlatformWords } from '../../../platform/web/platform-words.ts';
import type { Vitals } from '../../../vitals/core/vitals.ts';
import { useBluetoothWords } from '../../../vitals/web/bluetooth/bluetooth-words.ts';
import { latestQuery } from '../../../vitals/web/vitals-query.ts';
import { CallCue } from '../../../worklists/web/call-cue.tsx';
import { useAppWords } from '../app-words.ts';

interface ChartHeadProps {
  readonly person: Person;
  /** Undefined while they are read. */
  readonly vitals: Vitals | undefined;
}

/** The head of the chart, and entering a reading from any of its sections. */
export function ChartHead({ person, vitals }: ChartHeadProps) {
  const { header } = person;
  const flags = useFlags(useQuery(factsQuery(header.id)).data);
  return (
    <PatientHead
      header={header}
      flags={flags}
      cue={<CallCue header={header} />}
      actions={vitals && <Entry patientId={header.id} zone={header.zone} vitals={vitals} />}
    />
  );
}

interface EntryProps {
  readonly patientId: string;
  readonly zone: string;
  readonly vitals: Vitals;
}

function Entry({ patientId, zone, vitals }: EntryProps) {
  const t = useEntryWords();
  const bluetooth = useBluetoothWords();
  const app = useAppWords();
  const platform = usePlatformWords();
  const mayEnter = useMay()('vitals.write');
  const { kind } = useSearch({ from: '/shell/patients/$patientId' });
  const [opened, { open, close }] = useDisclosure();
  const [deviceOpened, { open: read, close: stopReading }] = useDisclosure();
  const latest = useQuery(latestQuery(patientId)).data?.readings ?? [];
  useCommands(
    mayEnter
      ? [
          {
            id: 'enter-reading',
            group: app('chart.group'),
            label: t('title'),
            keys: 'r',
            run: open,
          },
        ]
      : [],
  );
  if (!mayEnter) return null;
  return (
    <>
      <Button onClick={open}>{t('title')}</Button>
      <Button variant="default" onClick={read}>
        {bluetooth('title')}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        size="lg"
        title={t('title')}
        closeButtonProps={{ 'aria-label': platform('close') }}
      >
        <EnterReading
          patientId={patientId}
          vitals={vitals}
          kind={kind ?? latest[0]?.kind ?? 'blood-pressure'}
          unitOf={(one) => latest.find((reading) => reading.kind === one)?.unit}
          onClose={close}
        />
      </Modal>
      <Modal
        opened={deviceOpened}
        onClose={stopReading}
        size="lg"
        title={bluetooth('title')}
        closeButtonProps={{ 'aria-label': platform('close') }}
      >
        <ReadDevice patientId={patientId} zone={zone} vitals={vitals} />
      </Modal>
    </>
  );
}
