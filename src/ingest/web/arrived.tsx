import { Group, Paper, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

import { ownZone } from '../../platform/web/format.ts';
import { useLanguage, useSay } from '../../platform/web/language.ts';
import { PatientTime } from '../../platform/web/patient-time.tsx';
import { useVitals } from '../../vitals/web/vitals-query.ts';
import type { QuarantineItem } from '../contract.ts';
import { useQuarantineWords } from './quarantine-words.ts';
import classes from './quarantine.module.css';
import { understoodOf, valueText } from './understood.ts';

interface ArrivedProps {
  readonly item: QuarantineItem;
  /** The patient's zone, when the patient is known. */
  readonly zone: string | undefined;
}

/** What was understood of an item. */
export function UnderstoodPart({ item, zone }: ArrivedProps) {
  const t = useQuarantineWords();
  const say = useSay();
  const language = useLanguage();
  const vitals = useVitals();
  const { at, patient, device } = understoodOf(item);
  const vital = item.kind === null ? undefined : vitals?.byKind.get(item.kind);
  return (
    <Paper withBorder p="md" component="section">
      <Title order={2} size="h4">
        {t('understood.title')}
      </Title>
      {item.candidate === null ? (
        <Text>{t('understood.nothing')}</Text>
      ) : (
        <>
          <Text size="sm" c="gray.8">
            {vital ? say(vital.definition.label) : t('unknownKind')}
          </Text>
          <Text size="xl" fw={700}>
            {valueText(vitals, item, language) ?? '–'}
          </Text>
          <Fact label={t('understood.measured')}>
            <MeasuredAt at={at} zone={zone ?? ownZone()} />
          </Fact>
          {patient !== undefined && <Fact label={t('understood.patient')}>{patient}</Fact>}
          {device !== undefined && <Fact label={t('understood.device')}>{device}</Fact>}
        </>
      )}
    </Paper>
  );
}

function MeasuredAt({
  at,
  zone,
}: {
  readonly at: string | number | undefined;
  readonly zone: string;
}) {
  const t = useQuarantineWords();
  if (at === undefined) return t('understood.noTime');
  // Without an offset it is a time of the wall, not a moment: it is shown as it was written.
  const moment = typeof at === 'number' || /(Z|[+-]\d\d:?\d\d)$/.test(at);
  const known = moment && !Number.isNaN(new Date(at).getTime());
  return known ? <PatientTime at={at} zone={zone} /> : String(at);
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <Group gap={6}>
      <Text size="sm" c="gray.8">
        {label}
      </Text>
      <Text component="div" style={{ overflowWrap: 'anywhere' }}>
        {children}
      </Text>
    </Group>
  );
}

/** What was sent, word for word. */
export function SentPart({ item }: { readonly item: QuarantineItem }) {
  const t = useQuarantineWords();
  const { raw } = item;
  return (
    <Paper withBorder p="md" component="section">
      <Title order={2} size="h4" mb="xs">
        {t('sent.title')}
      </Title>
      {raw === null || raw === undefined ? (
        <Text>{t('sent.none')}</Text>
      ) : (
        // Scrolls, so it must be reachable by the keyboard.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above
        <pre className={classes['sent']} tabIndex={0} role="group" aria-label={t('sent.title')}>
          {typeof raw === 'string' ? raw : JSON.stringify(raw, null, 2)}
        </pre>
      )}
    </Paper>
  );
}
