import { Paper, Stack, Table, Text, Title } from '@mantine/core';

import { useLanguage, useSay } from '../../../platform/web/language.ts';
import { PatientTime } from '../../../platform/web/patient-time.tsx';
import type { ShownReading } from '../../../vitals/core/format.ts';
import type { VitalKind } from '../../../vitals/core/reading.ts';
import { vitalOf, type Vitals } from '../../../vitals/core/vitals.ts';
import { readingText } from '../../../vitals/web/reading-text.ts';
import type { OwnReading, PortalHome } from '../../contract.ts';
import { usePatientWords } from './patient-words.ts';
import { Trend } from './trend.tsx';

interface OwnReadingsProps {
  readonly home: PortalHome;
  readonly vitals: Vitals;
}

/** The newest value of each vital sign, a simple picture of 30 days, and the numbers behind it. */
export function OwnReadings({ home, vitals }: OwnReadingsProps) {
  const t = usePatientWords();
  const byKind = Map.groupBy(home.readings, (reading) => reading.kind);
  return (
    <Stack gap="md">
      <Title order={3} size="h4">
        {t('readings.title')}
      </Title>
      {byKind.size === 0 && <Text size="lg">{t('readings.none')}</Text>}
      {[...byKind].map(([kind, readings]) => (
        <OneKind key={kind} kind={kind} readings={readings} zone={home.zone} vitals={vitals} />
      ))}
    </Stack>
  );
}

interface OneKindProps {
  readonly kind: VitalKind;
  /** Oldest first. */
  readonly readings: readonly OwnReading[];
  readonly zone: string;
  readonly vitals: Vitals;
}

function OneKind({ kind, readings, zone, vitals }: OneKindProps) {
  const t = usePatientWords();
  const say = useSay();
  const language = useLanguage();
  const newest = readings.at(-1);
  if (newest === undefined) return null;
  const label = say(vitalOf(vitals, kind).definition.label);
  const text = (reading: OwnReading) => readingText(vitals, shownOf(reading), language);
  return (
    <Paper withBorder p="md" component="section" aria-label={label}>
      <Title order={4} size="h5">
        {label}
      </Title>
      <Text fz={32} fw={700} lh={1.3}>
        {text(newest)}
      </Text>
      <Text c="gray.8">
        <PatientTime at={newest.at} zone={zone} sentence={(at) => t('readings.latest', { at })} />
      </Text>
      <Trend
        vital={vitalOf(vitals, kind)}
        readings={readings}
        label={t('readings.trend', {
          kind: label,
          count: readings.length,
          first: readings[0] ? text(readings[0]) : '–',
          last: text(newest),
        })}
      />
      <Table aria-label={t('readings.list')} fz="md">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('readings.when')}</Table.Th>
            <Table.Th>{t('readings.value')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {readings
            .slice(-5)
            .toReversed()
            .map((reading) => (
              <Table.Tr key={`${reading.at} ${text(reading)}`}>
                <Table.Td>
                  <PatientTime at={reading.at} zone={zone} />
                </Table.Td>
                <Table.Td>{text(reading)}</Table.Td>
              </Table.Tr>
            ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}

function shownOf({ kind, values, unit, beyond }: OwnReading): ShownReading {
  return { kind, values, unit, ...(beyond !== null && { beyond }) };
}
