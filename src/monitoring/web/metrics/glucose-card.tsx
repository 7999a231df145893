import { Button, Grid, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { dayIn, formatDay, formatNumber, formatSpan } from '../../../platform/web/format.ts';
import { useLanguage, useSay } from '../../../platform/web/language.ts';
import { Loaded } from '../../../platform/web/loaded.tsx';
import type { GlucoseFigures } from '../../core/metrics/glucose-metrics.ts';
import { DailyProfiles } from './daily-profiles.tsx';
import { MetricCard } from './metric-card.tsx';
import classes from './metrics.module.css';
import { glucoseQuery, type GlucoseReply } from './metrics-query.ts';
import { useMetricsWords } from './metrics-words.ts';
import { ProfileFigure } from './profile-figure.tsx';
import { ProfileTable } from './profile-table.tsx';
import { TimeInRanges } from './time-in-ranges.tsx';

const spans = [14, 30, 90] as const;

interface GlucoseCardProps {
  readonly patientId: string;
  /** Who it is, for the printed sheet. */
  readonly who: string;
  readonly zone: string;
  readonly until: string | undefined;
}

/** The sheet of a continuous glucose sensor: metrics, time in ranges, profile and single days. */
export function GlucoseCard({ patientId, who, zone, until }: GlucoseCardProps) {
  const t = useMetricsWords();
  const [days, setDays] = useState<number>(14);
  const found = useQuery({
    ...glucoseQuery(patientId, days, until),
    placeholderData: (before) => before,
  });
  return (
    <Loaded from={found}>
      {(data) => (
        <div className={classes['sheet']}>
          <MetricCard
            definition={data.definition}
            lacks={data.metrics.readings === 0 ? undefined : data.metrics.lacks}
            aside={
              <Group gap="xs">
                <SegmentedControl
                  size="xs"
                  aria-label={t('glucose.days')}
                  value={String(days)}
                  data={spans.map((count) => ({
                    value: String(count),
                    label: t('glucose.daysOf', { count }),
                  }))}
                  onChange={(value) => setDays(Number(value))}
                />
                <Button size="xs" variant="default" onClick={() => window.print()}>
                  {t('glucose.print')}
                </Button>
              </Group>
            }
          >
            <Text className={classes['printed']} fw={700}>
              {who}
            </Text>
            <Sheet data={data} zone={zone} />
          </MetricCard>
        </div>
      )}
    </Loaded>
  );
}

function Sheet({ data, zone }: { readonly data: GlucoseReply; readonly zone: string }) {
  const t = useMetricsWords();
  const say = useSay();
  const language = useLanguage();
  const { metrics, profile, targets } = data;
  const { figures } = metrics;
  const range = targets.ranges.find(({ unit }) => unit === metrics.unit);
  if (figures === undefined || range === undefined) return <Text>{t('glucose.noSensor')}</Text>;
  const day = (at: string) => formatDay(dayIn(at, zone), language);
  return (
    <Stack gap="md">
      <Text size="sm" c="gray.8">
        {t('period', { from: day(data.from), to: day(data.until) })}
        {' · '}
        {t('glucose.targets', { set: say(targets.label) })}
      </Text>
      {metrics.lacks.length > 0 && <Text fw={600}>{t('glucose.notForDecisions')}</Text>}
      <Grid gap="md">
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <Figures data={data} figures={figures} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <TimeInRanges shares={figures.shares} targets={targets} range={range} />
        </Grid.Col>
      </Grid>
      <div>
        <Title order={3} size="h5">
          {t('glucose.profile')}
        </Title>
        <Text size="sm" c="gray.8" mb={6}>
          {t('glucose.profileText')}
        </Text>
        <ProfileFigure profile={profile} range={range} />
      </div>
      <ProfileTable profile={profile} />
      <DailyProfiles profile={{ ...profile, days: profile.days.slice(-data.days) }} range={range} />
    </Stack>
  );
}

interface FiguresProps {
  readonly data: GlucoseReply;
  readonly figures: GlucoseFigures;
}

function Figures({ data, figures }: FiguresProps) {
  const t = useMetricsWords();
  const language = useLanguage();
  const { metrics, variationAtMostPercent } = data;
  const { mean, gmi, variation, beyond, low, veryLow } = figures;
  const number = (value: number, decimals: number) => formatNumber(value, language, decimals);
  const means = [`${number(mean['mg/dL'], 0)} mg/dL`, `${number(mean['mmol/L'], 1)} mmol/L`];
  const active = metrics.activePercent;
  const readings = t('glucose.readings', {
    ...{ count: metrics.readings, minutes: metrics.intervalMinutes ?? '–' },
  });
  const facts: readonly (readonly [string, string, string?])[] = [
    [t('glucose.sensorActive'), active === undefined ? '–' : `${number(active, 1)}%`, readings],
    [t('glucose.mean'), (metrics.unit === 'mmol/L' ? means.toReversed() : means).join(' · ')],
    [t('glucose.gmi'), `${number(gmi.percent, 1)}% · ${number(gmi.mmolPerMol, 0)} mmol/mol`],
    [
      t('glucose.variation'),
      variation === undefined ? '–' : `${number(variation, 1)}%`,
      t('glucose.variationGoal', { percent: variationAtMostPercent }),
    ],
  ];
  const events = [['below', low] as const, ['very-low', veryLow] as const].map(
    ([range, { count, prolonged, longestMinutes }]) =>
      t('glucose.event', {
        ...{ range: t(`glucose.range.${range}`), count, prolonged },
        longest: count === 0 ? '–' : formatSpan(longestMinutes * 60_000),
      }),
  );
  return (
    <Stack gap="xs">
      {facts.map(([label, value, more]) => (
        <div key={label}>
          <Text size="sm" c="gray.8">
            {label}
          </Text>
          <Text fw={700}>
            {value}
            {more && (
              <Text span size="sm" fw={400}>
                {` (${more})`}
              </Text>
            )}
          </Text>
        </div>
      ))}
      {beyond.LO + beyond.HI > 0 && (
        <Text size="sm">{t('glucose.standIn', { low: beyond.LO, high: beyond.HI })}</Text>
      )}
      <div>
        <Text size="sm" c="gray.8">
          {t('glucose.events')}
        </Text>
        {events.map((event) => (
          <Text key={event} size="sm">
            {event}
          </Text>
        ))}
      </div>
    </Stack>
  );
}
