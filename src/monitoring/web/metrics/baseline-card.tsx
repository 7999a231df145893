import { Table, Text } from '@mantine/core';

import { useLanguage, useSay } from '../../../platform/web/language.ts';
import { PatientTime } from '../../../platform/web/patient-time.tsx';
import { formatValue } from '../../../vitals/core/format.ts';
import { vitalOf, type Vitals } from '../../../vitals/core/vitals.ts';
import type { BaselineView } from '../../contract/metrics.ts';
import { Lacks, MetricCard } from './metric-card.tsx';
import type { Metrics } from './metrics-query.ts';
import { useMetricsWords } from './metrics-words.ts';

interface BaselineCardProps {
  readonly baseline: Metrics['baseline'];
  readonly zone: string;
  readonly vitals: Vitals;
}

/** What is usual for the patient beside the limits that hold: a suggestion, nothing more. */
export function BaselineCard({ baseline, zone, vitals }: BaselineCardProps) {
  const t = useMetricsWords();
  const say = useSay();
  return (
    <MetricCard definition={baseline.definition}>
      <Text size="sm">{t('baseline.suggestion')}</Text>
      {baseline.measures.length === 0 ? (
        <Text>{t('none')}</Text>
      ) : (
        <Table.ScrollContainer
          minWidth={300}
          type="native"
          tabIndex={0}
          role="group"
          aria-label={say(baseline.definition.title)}
        >
          <Table verticalSpacing={6} horizontalSpacing={6}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('baseline.sign')}</Table.Th>
                <Table.Th>{t('baseline.newest')}</Table.Th>
                <Table.Th>{t('baseline.limits')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {baseline.measures.map((measure) => (
                <MeasureRow
                  key={`${measure.kind} ${measure.component}`}
                  measure={measure}
                  zone={zone}
                  vitals={vitals}
                />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </MetricCard>
  );
}

interface MeasureRowProps {
  readonly measure: BaselineView;
  readonly zone: string;
  readonly vitals: Vitals;
}

function MeasureRow({ measure, zone, vitals }: MeasureRowProps) {
  const t = useMetricsWords();
  const say = useSay();
  const language = useLanguage();
  const { kind, component, unit, result } = measure;
  const { usual, newest, lacks } = result;
  const text = (value: number) => formatValue(vitals, kind, component, value, unit, language);
  const label = vitalOf(vitals, kind).componentByKey.get(component)?.definition.label;
  return (
    <Table.Tr>
      <Table.Th scope="row">
        {label ? say(label) : component}
        <Text size="sm" fw={400}>
          {usual
            ? `${t('baseline.usual', { low: numberOf(text(usual.low)), high: text(usual.high) })} · ${t('baseline.median', { value: text(usual.median) })}`
            : t('baseline.notYet')}
        </Text>
        {lacks.length > 0 && (
          <Text size="sm" fw={400} component="div">
            <Lacks lacks={lacks} />
          </Text>
        )}
      </Table.Th>
      <Table.Td>
        {newest && (
          <>
            {text(newest.value)}
            {newest.standing && (
              <Text size="sm" fw={newest.standing === 'unusual' ? 700 : 400}>
                {t(`baseline.standing.${newest.standing}`)}
              </Text>
            )}
            <Text size="xs" c="gray.8">
              <PatientTime at={new Date(newest.at).toISOString()} zone={zone} />
            </Text>
          </>
        )}
      </Table.Td>
      <Table.Td>
        {measure.limits.length === 0 && t('baseline.noLimits')}
        {measure.limits.map((limit) => (
          <Text key={`${limit.direction} ${limit.value} ${limit.inclusive}`} size="sm">
            {`${signOf(limit)} ${text(limit.value)}${limit.own ? ` (${t('baseline.own')})` : ''}`}
          </Text>
        ))}
      </Table.Td>
    </Table.Tr>
  );
}

/** "118" of "118 mmHg". */
function numberOf(text: string): string {
  return text.replace(/[^\d.,]+.*$/, '');
}

function signOf({ direction, inclusive }: BaselineView['limits'][number]): string {
  if (direction === 'low') return inclusive ? '≤' : '<';
  return inclusive ? '≥' : '>';
}
