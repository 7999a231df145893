import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';

import { useLanguage } from '../../platform/web/language.ts';
import { Loaded } from '../../platform/web/loaded.tsx';
import type { VitalKind } from '../../vitals/core/reading.ts';
import { vitalOf, type Vital, type Vitals } from '../../vitals/core/vitals.ts';
import type { ChartView } from '../../vitals/web/plot/chart-view.ts';
import { picturesOf, pointsOf, usualUnit, type Series } from '../../vitals/web/plot/plot-data.ts';
import { useSummaryText } from '../../vitals/web/plot/use-summary-text.ts';
import { VitalPicture } from '../../vitals/web/plot/vital-chart.tsx';
import { useChosenUnit } from '../../vitals/web/unit-choice.tsx';
import { seriesQuery, useVitals } from '../../vitals/web/vitals-query.ts';
import { alertsQuery, alertMarks, useBands } from './monitoring-query.ts';

interface VitalsTrendProps {
  readonly patientId: string;
  readonly kind: VitalKind;
  readonly from: string;
  readonly to: string;
  /** The patient's. */
  readonly zone: string;
}

const pointsAtMost = 500;

/** A small picture of one vital sign with its limits and alerts, and the same in a sentence: for a card. */
export function VitalsTrend(props: VitalsTrendProps) {
  const vitals = useVitals();
  const { patientId, kind, from, to } = props;
  const series = useQuery(seriesQuery(patientId, kind, { from, to }, pointsAtMost));
  return (
    <Loaded from={series}>
      {(data) => vitals && <Trend {...props} vitals={vitals} series={data} />}
    </Loaded>
  );
}

interface TrendProps extends VitalsTrendProps {
  readonly vitals: Vitals;
  readonly series: Series;
}

function Trend(props: TrendProps) {
  const vital = vitalOf(props.vitals, props.kind);
  const view = useTrendView(props, vital);
  const summary = useSummaryText()(view);
  const [main = []] = picturesOf(vital);
  return (
    <Stack gap={4}>
      {view.points.length > 0 && (
        <VitalPicture
          view={view}
          components={main}
          height={150}
          label={summary}
          onPoint={nowhere}
        />
      )}
      <Text size="sm" c="gray.8">
        {summary}
      </Text>
    </Stack>
  );
}

function nowhere(): void {
  // The small picture has no place that names the value under the pointer.
}

function useTrendView(
  { patientId, kind, from, to, zone, vitals, series }: TrendProps,
  vital: Vital,
): ChartView {
  const language = useLanguage();
  const [chosen] = useChosenUnit(kind);
  const bands = useBands(patientId, vitals);
  const alerts = useQuery(alertsQuery(patientId)).data?.alerts;
  const unit = chosen ?? usualUnit(vital, series);
  return useMemo(
    () => ({
      vitals,
      vital,
      unit,
      points: pointsOf(vital, series, unit),
      span: { from, to },
      days: Math.max(1, Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)),
      zone,
      bands: bands(kind, unit),
      marks: within(alertMarks(alerts ?? [], kind, language), from, to),
    }),
    [vitals, vital, unit, series, from, to, zone, bands, kind, alerts, language],
  );
}

function within<T extends { readonly at: number }>(
  marks: readonly T[],
  from: string,
  to: string,
): T[] {
  return marks.filter((mark) => mark.at >= Date.parse(from) && mark.at <= Date.parse(to));
}
