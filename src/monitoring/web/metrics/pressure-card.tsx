import { Group, Stack, Table, Text } from '@mantine/core';

import { formatDay } from '../../../platform/web/format.ts';
import { useLanguage, useSay } from '../../../platform/web/language.ts';
import {
  averagePolicies,
  type AveragePolicy,
  type PressureAverage,
} from '../../core/metrics/home-pressure.ts';
import { MetricCard } from './metric-card.tsx';
import type { Metrics } from './metrics-query.ts';
import { useMetricsWords } from './metrics-words.ts';

type Pressure = Metrics['pressure'];

/** The average is in it, whatever the readings came in. */
const unit = 'mmHg';

/** The average of a week at home; the other way of averaging stands beside it when it says something else. */
export function PressureCard({ pressure }: { readonly pressure: Pressure }) {
  const t = useMetricsWords();
  const language = useLanguage();
  const { definition, policy, policySince, result } = pressure;
  const { averages, period, readings, days, leftOut, differ } = result;
  // What counts comes first.
  const others = averagePolicies.filter((one) => differ && one !== policy);
  const shown = [policy, ...others];
  return (
    <MetricCard definition={definition} lacks={result.lacks}>
      <Text size="sm" c="gray.8">
        {t('period', {
          from: formatDay(period.from, language),
          to: formatDay(period.to, language),
        })}
        {' · '}
        {t('pressure.readings', { count: readings })} {t('pressure.days', { count: days })}
      </Text>
      {leftOut > 0 && <Text size="sm">{t('pressure.leftOut', { count: leftOut })}</Text>}
      {averages && (
        <Group gap="xl" align="flex-start">
          {shown.map((one) => (
            <Average key={one} policy={one} average={averages[one]} pressure={pressure} />
          ))}
        </Group>
      )}
      {differ && <Text fw={600}>{t('pressure.differ')}</Text>}
      {averages && (differ || policySince !== null) && (
        <Text size="sm">
          {t('pressure.counts', { average: t(`pressure.policy.${policy}`) })}
          {policySince !== null &&
            ` · ${t('pressure.countsSince', { from: formatDay(policySince, language) })}`}
        </Text>
      )}
      {averages && <Parts average={averages[policy]} />}
      <Text size="sm" c="gray.8">
        {t('pressure.protocol', { days: daysIn(period) })}
      </Text>
    </MetricCard>
  );
}

const dayMs = 86_400_000;

function daysIn({ from, to }: Pressure['result']['period']): number {
  return (Date.parse(to) - Date.parse(from)) / dayMs + 1;
}

interface AverageProps {
  readonly policy: AveragePolicy;
  readonly average: PressureAverage;
  readonly pressure: Pressure;
}

function Average({ policy, average, pressure }: AverageProps) {
  const t = useMetricsWords();
  const say = useSay();
  const category = pressure.categories.find(({ id }) => id === average.category);
  return (
    <Stack gap={0}>
      <Text size="sm" c="gray.8">
        {t(`pressure.policy.${policy}`)}
      </Text>
      <Text fz={28} fw={700} lh={1.2}>
        {average.systolic}/{average.diastolic}{' '}
        <Text span size="sm" fw={400}>
          {unit}
        </Text>
      </Text>
      <Text fw={600}>{category ? say(category.label) : t('pressure.noCategory')}</Text>
      <Text size="sm">{t('pressure.readings', { count: average.readings })}</Text>
    </Stack>
  );
}

function Parts({ average }: { readonly average: PressureAverage }) {
  const t = useMetricsWords();
  const parts = (['morning', 'evening'] as const).flatMap((part) => {
    const mean = average[part];
    return mean === undefined ? [] : [{ part, mean }];
  });
  return (
    <Table w="auto" verticalSpacing={4}>
      <Table.Tbody>
        {parts.map(({ part, mean }) => (
          <Table.Tr key={part}>
            <Table.Th scope="row">{t(`pressure.${part}`)}</Table.Th>
            <Table.Td>{`${mean.systolic}/${mean.diastolic} ${unit}`}</Table.Td>
            <Table.Td>{t('pressure.readings', { count: mean.readings })}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
