import { Button, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';

import { useMay } from '../../../access/web/session.ts';
import { useEntryWords } from '../../../ingest/web/entry/entry-words.ts';
import { ObservationForm } from '../../../ingest/web/entry/observation-form.tsx';
import { MetricsSection } from '../../../monitoring/web/metrics/metrics-section.tsx';
import { usePlatformWords } from '../../../platform/web/platform-words.ts';
import type { SectionProps } from './section-props.ts';

/** Metrics of the patient; what a score lacks is entered in a dialog. */
export function MetricsTab({ person, vitals }: SectionProps) {
  const t = useEntryWords();
  const platform = usePlatformWords();
  const mayEnter = useMay()('vitals.write');
  const [opened, { open, close }] = useDisclosure();
  const { id: patientId, zone, name, birthDate } = person.header;
  return (
    <>
      <MetricsSection
        patientId={patientId}
        who={[name, birthDate].filter(Boolean).join(' · ')}
        zone={zone}
        vitals={vitals}
        scoreEntry={
          mayEnter && (
            <Button size="xs" onClick={open}>
              {t('observation.title')}
            </Button>
          )
        }
      />
      <Modal
        opened={opened}
        onClose={close}
        size="lg"
        title={t('observation.title')}
        closeButtonProps={{ 'aria-label': platform('close') }}
      >
        <ObservationForm patientId={patientId} vitals={vitals} onClose={close} />
      </Modal>
    </>
  );
}
