import { Paper, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import { Restricted } from '../../access/web/restricted.tsx';
import { useLanguage } from '../../platform/web/language.ts';
import { ScreenLink } from '../../platform/web/link.tsx';
import { Loaded } from '../../platform/web/loaded.tsx';
import { PatientTime } from '../../platform/web/patient-time.tsx';
import type { ReadingView } from '../../vitals/core/reading-view.ts';
import type { VitalKind } from '../../vitals/core/reading.ts';
import { readingText } from '../../vitals/web/reading-text.ts';
import { seriesQuery, shownOf, useSpan, useVitals } from '../../vitals/web/vitals-query.ts';
import type { QuarantineItem } from '../contract.ts';
import { useQuarantineWords } from './quarantine-words.ts';

const shownRows = 12;
const days = 30;

interface RecentReadingsProps {
  readonly item: QuarantineItem;
  readonly zone: string | undefined;
}

/** What the same patient measured lately, to compare with. */
export function RecentReadings({ item, zone }: RecentReadingsProps) {
  const t = useQuarantineWords();
  const { patient, kind } = item;
  return (
    <Paper withBorder p="md" component="section">
      <Title order={2} size="h4">
        {t('recent.title')}
      </Title>
      {patient === null && <Text>{t('recent.noPatient')}</Text>}
      {patient && (
        <Text mb="xs">
          {t('recent.compare')}{' '}
          <ScreenLink
            to="/patients/$patientId"
            params={{ patientId: patient.id }}
            search={{}}
            underline="always"
          >
            {t('recent.chart')}
          </ScreenLink>
        </Text>
      )}
      {patient && kind && zone && <Readings patientId={patient.id} kind={kind} zone={zone} />}
    </Paper>
  );
}

interface ReadingsProps {
  readonly patientId: string;
  readonly kind: VitalKind;
  readonly zone: string;
}

function Readings({ patientId, kind, zone }: ReadingsProps) {
  const t = useQuarantineWords();
  const series = useQuery(seriesQuery(patientId, kind, useSpan(days), 20_000));
  return (
    <Restricted problem={series.error}>
      <Loaded from={series}>
        {({ readings }) => {
          const newest = readings.toReversed().slice(0, shownRows);
          if (newest.length === 0) return <Text>{t('recent.none')}</Text>;
          return <ReadingTable readings={newest} zone={zone} />;
        }}
      </Loaded>
    </Restricted>
  );
}

interface ReadingTableProps {
  readonly readings: readonly ReadingView[];
  readonly zone: string;
}

export function ReadingTable({ readings, zone }: ReadingTableProps) {
  const t = useQuarantineWords();
  const language = useLanguage();
  const vitals = useVitals();
  return (
    <Table verticalSpacing={4}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('recent.when')}</Table.Th>
          <Table.Th>{t('recent.value')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {readings.map((reading) => (
          <Table.Tr key={`${reading.at} ${reading.sourceId}`}>
            <Table.Td>
              <PatientTime at={reading.at} zone={zone} />
            </Table.Td>
            <Table.Td fw={600} td={reading.correction ? 'line-through' : undefined}>
              {vitals && readingText(vitals, shownOf(reading), language)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
