import { Group, Stack, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';

import { formatSpan } from '../../../platform/web/format.ts';
import { useLanguage, useSay } from '../../../platform/web/language.ts';
import { PatientTime } from '../../../platform/web/patient-time.tsx';
import { formatNumber } from '../../../vitals/core/format.ts';
import type { Vitals } from '../../../vitals/core/vitals.ts';
import { unitLabel, withUnit } from '../../core/unit-text.ts';
import type { ScoredValue, ScoreView } from '../../contract/metrics.ts';
import { consciousnessCodes } from '../../core/scored.ts';
import { MetricCard } from './metric-card.tsx';
import type { Metrics } from './metrics-query.ts';
import { useMetricsWords } from './metrics-words.ts';

interface ScoreCardProps {
  readonly score: Metrics['news2'];
  readonly zone: string;
  readonly vitals: Vitals;
  /** Where what is missing is entered. */
  readonly entry: ReactNode;
}

/** NEWS2 as it stands: the total, or what is missing for it, and the points of each value. */
export function ScoreCard({ score, zone, vitals, entry }: ScoreCardProps) {
  const t = useMetricsWords();
  const { now, last, notFor, definition } = score;
  if (notFor !== null) {
    return (
      <MetricCard definition={definition}>
        <Text>{t(`score.notFor.${notFor}`)}</Text>
      </MetricCard>
    );
  }
  return (
    <MetricCard definition={definition} aside={entry}>
      <Total score={now} />
      {now.total === null && last && (
        <Text>
          {t('score.last', { count: last.total ?? 0 })} <PatientTime at={last.at} zone={zone} />
        </Text>
      )}
      <Values values={now.values} zone={zone} vitals={vitals} />
    </MetricCard>
  );
}

function Total({ score }: { readonly score: ScoreView }) {
  const t = useMetricsWords();
  const say = useSay();
  const { total, level, atLeast, values } = score;
  if (total !== null) {
    return (
      <Group gap="md" align="baseline">
        <Text fz={28} fw={700} lh={1.2}>
          {t('score.total', { count: total })}
        </Text>
        <Text fw={600}>{level ? say(level.label) : t('score.low')}</Text>
      </Group>
    );
  }
  const missing = values.filter(({ points }) => points === null).map(({ label }) => say(label));
  return (
    <Stack gap={2}>
      <Text fz={22} fw={700} lh={1.2}>
        {t('score.incomplete')}
      </Text>
      <Text>{t('score.incompleteText', { missing: missing.join(', ') })}</Text>
      {atLeast > 0 && <Text fw={600}>{t('score.atLeast', { count: atLeast })}</Text>}
    </Stack>
  );
}

interface ValuesProps {
  readonly values: readonly ScoredValue[];
  readonly zone: string;
  readonly vitals: Vitals;
}

function Values({ values, zone, vitals }: ValuesProps) {
  const t = useMetricsWords();
  const say = useSay();
  const told = useTold(vitals);
  return (
    <Table verticalSpacing={4}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('score.value')}</Table.Th>
          <Table.Th>{t('score.told')}</Table.Th>
          <Table.Th ta="right">{t('score.points')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {values.map((value) => (
          <Table.Tr key={value.id}>
            <Table.Th scope="row" fw={500}>
              {say(value.label)}
              {value.scale && ` (${say(value.scale)})`}
              <Text size="xs" c="gray.8" fw={400}>
                {t('score.window', { span: formatSpan(value.withinMinutes * 60_000) })}
              </Text>
            </Table.Th>
            <Table.Td>
              {told(value)}
              {value.at !== null && (
                <Text size="xs" c="gray.8">
                  <PatientTime at={value.at} zone={zone} />
                  {value.points === null && ` · ${t('score.tooOld')}`}
                </Text>
              )}
            </Table.Td>
            <Table.Td ta="right" fw={700}>
              {value.points ?? t('score.missing')}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function useTold(vitals: Vitals): (value: ScoredValue) => string {
  const t = useMetricsWords();
  const language = useLanguage();
  return ({ told, unit, kind }) => {
    if (told === null) return '–';
    if (typeof told === 'number') {
      const number = formatNumber(told, unit === 'Cel' ? 1 : 0, language);
      const label = unit === null || kind === null ? '' : unitLabel(vitals, kind, unit, language);
      return withUnit(number, label, language);
    }
    const code = consciousnessCodes.find((one) => one === told);
    if (code !== undefined) return t(`score.consciousness.${code}`);
    return told === 'oxygen' ? t('score.oxygen') : t('score.air');
  };
}
