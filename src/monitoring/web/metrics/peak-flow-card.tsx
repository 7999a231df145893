import { Button, Group, Stack, Table, Text } from '@mantine/core';

import { useMay } from '../../../access/web/session.ts';
import { formatNumber } from '../../../platform/web/format.ts';
import { useLanguage } from '../../../platform/web/language.ts';
import { showDone } from '../../../platform/web/notices.ts';
import { PatientTime } from '../../../platform/web/patient-time.tsx';
import { useAct } from '../../../platform/web/query.ts';
import { setFactRoute } from '../../contract.ts';
import type { PeakFlowView } from '../../contract/metrics.ts';
import { MetricCard } from './metric-card.tsx';
import { useMetricsWords } from './metrics-words.ts';

interface PeakFlowCardProps {
  readonly patientId: string;
  readonly zone: string;
  readonly peakFlow: PeakFlowView;
}

const shownReadings = 7;

/** Zones of the personal best; a higher value only proposes a new one. */
export function PeakFlowCard({ patientId, zone, peakFlow }: PeakFlowCardProps) {
  const t = useMetricsWords();
  const language = useLanguage();
  const { definition, best, greenFrom, yellowFrom, own, readings, proposedBest } = peakFlow;
  const edges = { green: greenFrom, yellow: yellowFrom };
  return (
    <MetricCard definition={definition}>
      <Text fw={600}>
        {best === null ? t('peakFlow.noBest') : t('peakFlow.best', { value: best })}
      </Text>
      <Text size="sm" c="gray.8">
        {t('peakFlow.zones', edges)}
        {own && ` · ${t('peakFlow.own')}`}
      </Text>
      {proposedBest && (
        <Proposal patientId={patientId} zone={zone} best={best} proposed={proposedBest} />
      )}
      <Table verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('peakFlow.when')}</Table.Th>
            <Table.Th>{t('peakFlow.reading')}</Table.Th>
            <Table.Th>{t('peakFlow.zoneHead')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {readings.slice(0, shownReadings).map((reading) => (
            <Table.Tr key={reading.at}>
              <Table.Td>
                <PatientTime at={reading.at} zone={zone} />
              </Table.Td>
              <Table.Td>{`${reading.value} L/min`}</Table.Td>
              <Table.Td fw={600}>
                {t(`peakFlow.zone.${reading.zone}`)}
                {reading.percent !== null && ` (${formatNumber(reading.percent, language, 0)}%)`}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </MetricCard>
  );
}

interface ProposalProps {
  readonly patientId: string;
  readonly zone: string;
  readonly best: number | null;
  readonly proposed: NonNullable<PeakFlowView['proposedBest']>;
}

function Proposal({ patientId, zone, best, proposed }: ProposalProps) {
  const t = useMetricsWords();
  const may = useMay()('limits.write');
  const set = useAct(setFactRoute, {});
  const { value, at } = proposed;
  const use = async () => {
    await set.mutateAsync({
      params: { id: patientId },
      body: { fact: 'personalBestPeakFlow', value, reason: t('peakFlow.reason') },
    });
    showDone(t('peakFlow.used'));
  };
  return (
    <Group gap="sm" align="center">
      <Stack gap={0}>
        <Text>{t(best === null ? 'peakFlow.proposeFirst' : 'peakFlow.propose', { value })}</Text>
        <Text size="sm" c="gray.8">
          <PatientTime at={at} zone={zone} />
        </Text>
      </Stack>
      {may && (
        <Button
          size="xs"
          variant="default"
          loading={set.isPending}
          onClick={() => void use().catch(() => undefined)}
        >
          {t('peakFlow.use')}
        </Button>
      )}
    </Group>
  );
}
