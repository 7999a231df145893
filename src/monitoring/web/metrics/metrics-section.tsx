import { Button, Grid, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';

import { formatMoment } from '../../../platform/web/format.ts';
import { useLanguage } from '../../../platform/web/language.ts';
import { Loaded } from '../../../platform/web/loaded.tsx';
import { useNow } from '../../../platform/web/now.ts';
import type { VitalKind } from '../../../vitals/core/reading.ts';
import type { Vitals } from '../../../vitals/core/vitals.ts';
import { latestQuery } from '../../../vitals/web/vitals-query.ts';
import { BaselineCard } from './baseline-card.tsx';
import { GlucoseCard } from './glucose-card.tsx';
import { metricsQuery, type Metrics } from './metrics-query.ts';
import { useMetricsWords } from './metrics-words.ts';
import { PeakFlowCard } from './peak-flow-card.tsx';
import { PressureCard } from './pressure-card.tsx';
import { ScoreCard } from './score-card.tsx';

interface MetricsSectionProps {
  readonly patientId: string;
  readonly who: string;
  /** The patient's. */
  readonly zone: string;
  readonly vitals: Vitals;
  /** Where an observation for a score is entered. */
  readonly scoreEntry: ReactNode;
}

/** Metrics computed from readings: value, period, whether there is enough, and how. */
export function MetricsSection(props: MetricsSectionProps) {
  const { patientId } = props;
  const [until, setUntil] = useState<string>();
  const latest = useQuery(latestQuery(patientId)).data?.readings ?? [];
  const kinds = new Set(latest.map(({ kind }) => kind));
  const newest = latest
    .map(({ at }) => at)
    .toSorted()
    .at(-1);
  const metrics = useQuery({
    ...metricsQuery(patientId, until),
    placeholderData: (before) => before,
  });
  return (
    <Loaded from={metrics}>
      {(data) => (
        <Stack gap="md">
          <Until until={until} newest={newest} zone={props.zone} onChange={setUntil} />
          <Cards {...props} until={until} metrics={data} kinds={kinds} />
        </Stack>
      )}
    </Loaded>
  );
}

const dayMs = 86_400_000;

interface UntilProps {
  readonly until: string | undefined;
  readonly newest: string | undefined;
  readonly zone: string;
  readonly onChange: (until: string | undefined) => void;
}

/** For who has not measured lately: the metrics as they were at the newest reading. */
function Until({ until, newest, zone, onChange }: UntilProps) {
  const t = useMetricsWords();
  const language = useLanguage();
  const now = useNow(900);
  const isOld = newest !== undefined && now - Date.parse(newest) > dayMs;
  if (!isOld && until === undefined) return null;
  const moment = (at: string) => formatMoment(at, zone, language, now);
  return (
    <Group gap="sm">
      <Text>
        {t('asOf')} {until === undefined ? t('now') : moment(until)}
      </Text>
      <Button
        size="xs"
        variant="default"
        onClick={() => onChange(until === undefined ? newest : undefined)}
      >
        {until === undefined && newest !== undefined
          ? t('upTo', { when: moment(newest) })
          : t('backToNow')}
      </Button>
    </Group>
  );
}

interface CardsProps extends MetricsSectionProps {
  readonly until: string | undefined;
  readonly metrics: Metrics;
  /** Kinds of which there is any reading. */
  readonly kinds: ReadonlySet<VitalKind>;
}

const half = { base: 12, lg: 6 } as const;

function Cards({ patientId, who, zone, vitals, scoreEntry, until, metrics, kinds }: CardsProps) {
  return (
    <>
      {kinds.has('glucose') && (
        <GlucoseCard patientId={patientId} who={who} zone={zone} until={until} />
      )}
      <Grid gap="md">
        <Grid.Col span={half}>
          <Stack gap="md">
            {kinds.has('blood-pressure') && <PressureCard pressure={metrics.pressure} />}
            {kinds.has('peak-flow') && (
              <PeakFlowCard patientId={patientId} zone={zone} peakFlow={metrics.peakFlow} />
            )}
            <BaselineCard baseline={metrics.baseline} zone={zone} vitals={vitals} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={half}>
          <ScoreCard score={metrics.news2} zone={zone} vitals={vitals} entry={scoreEntry} />
        </Grid.Col>
      </Grid>
    </>
  );
}
