import { Button, Modal, Paper } from '@mantine/core';
import { useState } from 'react';

import { useMay } from '../../../access/web/session.ts';
import { CorrectReading } from '../../../ingest/web/entry/correct-reading.tsx';
import { useEntryWords } from '../../../ingest/web/entry/entry-words.ts';
import { VitalsSection } from '../../../monitoring/web/plots/vitals-section.tsx';
import { usePlatformWords } from '../../../platform/web/platform-words.ts';
import type { ReadingView } from '../../../vitals/core/reading-view.ts';
import type { SectionProps } from './section-props.ts';
import { useHeldMarks } from './held-marks.ts';

/** The pictures of the vital signs; a stored reading can be corrected from the table behind them. */
export function VitalsTab({ person, vitals, address, onGo }: SectionProps) {
  const t = useEntryWords();
  const platform = usePlatformWords();
  const mayCorrect = useMay()('vitals.write');
  const [wrong, setWrong] = useState<ReadingView>();
  const { id: patientId, zone } = person.header;
  const held = useHeldMarks(patientId, vitals);
  const close = () => setWrong(undefined);
  const action = (reading: ReadingView) => (
    <Button size="compact-xs" variant="default" onClick={() => setWrong(reading)}>
      {t('correct.open')}
    </Button>
  );
  return (
    <Paper withBorder p="md">
      <VitalsSection
        patientId={patientId}
        zone={zone}
        vitals={vitals}
        kind={address.kind}
        days={address.days ?? 30}
        heldOf={held}
        onChoose={onGo}
        actions={mayCorrect ? action : undefined}
      />
      <Modal
        opened={wrong !== undefined}
        onClose={close}
        size="lg"
        title={t('correct.title')}
        closeButtonProps={{ 'aria-label': platform('close') }}
      >
        {wrong && (
          <CorrectReading
            patientId={patientId}
            zone={zone}
            vitals={vitals}
            reading={wrong}
            onClose={close}
          />
        )}
      </Modal>
    </Paper>
  );
}
