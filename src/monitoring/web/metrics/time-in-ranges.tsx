import { Group, Table, Title } from '@mantine/core';

import { formatNumber, formatSpan } from '../../../platform/web/format.ts';
import { useLanguage } from '../../../platform/web/language.ts';
import type { GlucoseShares } from '../../core/metrics/glucose-metrics.ts';
import {
  meetsGoal,
  type GlucoseRange,
  type GlucoseShare,
  type TargetSet,
} from '../../core/metrics/glucose-sensor.ts';
import classes from './metrics.module.css';
import { useMetricsWords } from './metrics-words.ts';

const dayMinutes = 1_440;

interface TimeInRangesProps {
  readonly shares: GlucoseShares;
  readonly targets: TargetSet;
  readonly range: GlucoseRange;
}

const colors = {
  'very-high': 'veryHigh',
  above: 'high',
  'in-range': 'inRange',
  below: 'low',
  'very-low': 'veryLow',
} as const satisfies Record<GlucoseShare, string>;

/** The stacked bar of the sheet, and beside it each share with its goal. */
export function TimeInRanges({ shares, targets, range }: TimeInRangesProps) {
  const t = useMetricsWords();
  const rows = rowsOf(range);
  const parts: readonly (readonly [GlucoseShare, number])[] = [
    ['very-high', range.veryHigh === undefined ? 0 : shares['very-high']],
    ['above', shares.above - (range.veryHigh === undefined ? 0 : shares['very-high'])],
    ['in-range', shares['in-range']],
    ['below', shares.below - shares['very-low']],
    ['very-low', shares['very-low']],
  ];
  return (
    <div>
      <Title order={3} size="h5" mb={6}>
        {t('glucose.ranges')}
      </Title>
      <Group align="flex-start" gap="sm">
        <div className={classes['bar']} aria-hidden="true">
          {parts.map(([share, percent]) => (
            <span
              key={share}
              className={classes[colors[share]]}
              style={{
                flex: `${percent} 0 ${percent > 0 ? 2 : 0}px`,
                borderWidth: percent > 0 ? 1 : 0,
              }}
            />
          ))}
        </div>
        <Table.ScrollContainer
          minWidth={320}
          flex="1 1 320px"
          type="native"
          tabIndex={0}
          role="group"
          aria-label={t('glucose.ranges')}
        >
          <Table verticalSpacing={4}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('glucose.part')}</Table.Th>
                <Table.Th ta="right">{t('glucose.share')}</Table.Th>
                <Table.Th ta="right">{t('glucose.time')}</Table.Th>
                <Table.Th>{t('glucose.target')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((row) => (
                <ShareRow
                  key={row.share}
                  row={row}
                  percent={shares[row.share]}
                  targets={targets}
                  unit={range.unit}
                />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </Group>
    </div>
  );
}

/** The share of a day, in whole minutes. */
function spanOf(percent: number): string {
  const minutes = Math.round((percent * dayMinutes) / 100);
  return minutes === 0 ? '0 min' : formatSpan(minutes * 60_000);
}

interface Row {
  readonly share: GlucoseShare;
  readonly from?: number;
  readonly to?: number;
}

/** Highest first, as the bar stands. */
function rowsOf({ veryLow, low, high, veryHigh }: GlucoseRange): readonly Row[] {
  return [
    ...(veryHigh === undefined ? [] : [{ share: 'very-high' as const, from: veryHigh }]),
    { share: 'above', from: high },
    { share: 'in-range', from: low, to: high },
    { share: 'below', to: low },
    { share: 'very-low', to: veryLow },
  ];
}

interface ShareRowProps {
  readonly row: Row;
  readonly percent: number;
  readonly targets: TargetSet;
  readonly unit: string;
}

function ShareRow({ row, percent, targets, unit }: ShareRowProps) {
  const t = useMetricsWords();
  const language = useLanguage();
  const goal = targets.goals.find((one) => one.of === row.share);
  const number = (value: number) => formatNumber(value, language, unit === 'mmol/L' ? 1 : 0);
  const { from, to } = row;
  const edges =
    from !== undefined && to !== undefined
      ? `${number(from)}–${number(to)}`
      : from === undefined
        ? `< ${number(to ?? 0)}`
        : `> ${number(from)}`;
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={row.share === 'in-range' ? 700 : 500}>
        <span className={`${classes['swatch']} ${classes[colors[row.share]]}`} aria-hidden="true" />
        {t(`glucose.range.${row.share}`)} ({edges} {unit})
      </Table.Th>
      <Table.Td ta="right" fw={700}>
        {`${formatNumber(percent, language, 1)}%`}
      </Table.Td>
      <Table.Td ta="right">{spanOf(percent)}</Table.Td>
      <Table.Td>
        {goal === undefined
          ? t('glucose.noGoal')
          : `${t(`glucose.goal.${goal.comparison}`, { percent: goal.percent })}: ${t(meetsGoal(goal, percent) ? 'glucose.met' : 'glucose.notMet')}`}
      </Table.Td>
    </Table.Tr>
  );
}
