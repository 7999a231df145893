import { Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';

import { useCommands } from '../../../platform/web/commands.ts';
import { useLanguage, useSay } from '../../../platform/web/language.ts';
import { Loaded } from '../../../platform/web/loaded.tsx';
import type { ReadingView } from '../../../vitals/core/reading-view.ts';
import type { VitalKind } from '../../../vitals/core/reading.ts';
import { vitalOf, type Vitals } from '../../../vitals/core/vitals.ts';
import { useVitalsWords } from '../../../vitals/web/chart-words.ts';
import type { ChartView } from '../../../vitals/web/plot/chart-view.ts';
import { EventStrip } from '../../../vitals/web/plot/event-strip.tsx';
import { pointsOf, usualUnit, type Series } from '../../../vitals/web/plot/plot-data.ts';
import type { PlotMark } from '../../../vitals/web/plot/plot-marks.ts';
import { usePeriodText } from '../../../vitals/web/plot/use-summary-text.ts';
import { VitalChart } from '../../../vitals/web/plot/vital-chart.tsx';
import { ReadingsTable } from '../../../vitals/web/readings-table.tsx';
import { UnitSwitch, useChosenUnit } from '../../../vitals/web/unit-choice.tsx';
import { latestQuery, seriesQuery, useSpan, type Span } from '../../../vitals/web/vitals-query.ts';
import { useMonitoringWords } from '../chart-words.ts';
import { alertMarks, alertsQuery, useBands } from '../monitoring-query.ts';
import { periods, type Period } from './periods.ts';
import { eventsOf } from './record-events.ts';
import { usePatientRecord } from './record-query.ts';

interface VitalsSectionProps {
  readonly patientId: string;
  /** The patient's. */
  readonly zone: string;
  readonly vitals: Vitals;
  /** Undefined: the one with the newest reading. */
  readonly kind: VitalKind | undefined;
  readonly days: Period;
  readonly onChoose: (choice: { readonly kind: VitalKind; readonly days: Period }) => void;
  /** Values that are not used, on the chart of a kind in a unit. */
  readonly heldOf: (kind: VitalKind, unit: string) => readonly PlotMark[];
  readonly actions?: ((reading: ReadingView) => ReactNode) | undefined;
}

/** Readings of one vital sign as a picture with limits, alerts and events, and the table behind it. */
export function VitalsSection(props: VitalsSectionProps) {
  const { patientId, days, kind: chosen, onChoose } = props;
  const t = useVitalsWords();
  const latest = useQuery(latestQuery(patientId));
  const newestFirst = (latest.data?.readings ?? []).toSorted((one, other) =>
    other.at.localeCompare(one.at),
  );
  const kind = chosen ?? newestFirst[0]?.kind;
  const kinds = [...props.vitals.byKind.keys()].filter(
    (one) => one === kind || newestFirst.some((reading) => reading.kind === one),
  );
  usePeriodKeys(days, (next) => kind && onChoose({ kind, days: next }));
  return (
    <Loaded from={latest}>
      {() =>
        kind === undefined ? (
          <Text>{t('plot.noneAtAll')}</Text>
        ) : (
          <Stack gap="sm">
            <Group justify="space-between">
              <KindButtons {...props} kinds={kinds} kind={kind} />
              <PeriodSwitch days={days} onChange={(next) => onChoose({ kind, days: next })} />
            </Group>
            <KindChart key={kind} {...props} kind={kind} />
          </Stack>
        )
      }
    </Loaded>
  );
}

interface KindButtonsProps extends VitalsSectionProps {
  readonly kinds: readonly VitalKind[];
}

function KindButtons({ vitals, kinds, kind, days, onChoose }: KindButtonsProps) {
  const t = useVitalsWords();
  const say = useSay();
  return (
    <Group gap={6} role="group" aria-label={t('plot.kind')}>
      {kinds.map((one) => (
        <Button
          key={one}
          size="xs"
          variant={one === kind ? 'filled' : 'default'}
          aria-pressed={one === kind}
          onClick={() => onChoose({ kind: one, days })}
        >
          {say(vitalOf(vitals, one).definition.label)}
        </Button>
      ))}
    </Group>
  );
}

interface PeriodSwitchProps {
  readonly days: Period;
  readonly onChange: (days: Period) => void;
}

function PeriodSwitch({ days, onChange }: PeriodSwitchProps) {
  const t = useVitalsWords();
  const text = usePeriodText();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('plot.period')}
      value={String(days)}
      data={periods.map((one) => ({ value: String(one), label: text(one) }))}
      onChange={(value) => onChange(periods.find((one) => String(one) === value) ?? days)}
    />
  );
}

function usePeriodKeys(days: Period, onChange: (days: Period) => void): void {
  const t = useMonitoringWords();
  const group = t('keys.plot');
  const step = (by: number) => {
    const next = periods[periods.indexOf(days) + by];
    if (next !== undefined) onChange(next);
  };
  useCommands([
    { id: 'shorter-period', label: t('keys.shorter'), group, keys: '[', run: () => step(-1) },
    { id: 'longer-period', label: t('keys.longer'), group, keys: ']', run: () => step(1) },
  ]);
}

interface KindChartProps extends VitalsSectionProps {
  readonly kind: VitalKind;
}

function KindChart(props: KindChartProps) {
  const span = useSpan(props.days);
  const series = useQuery({
    ...seriesQuery(props.patientId, props.kind, span),
    // A longer or shorter picture takes the place of this one without a blank moment.
    placeholderData: (before) => before,
  });
  return <Loaded from={series}>{(data) => <Chart {...props} span={span} series={data} />}</Loaded>;
}

interface ChartProps extends KindChartProps {
  readonly span: Span;
  readonly series: Series;
}

function Chart({ series, span, ...props }: ChartProps) {
  const { patientId, vitals, kind, days, zone, heldOf } = props;
  const language = useLanguage();
  const vital = vitalOf(vitals, kind);
  const [chosenUnit, chooseUnit] = useChosenUnit(kind);
  const bands = useBands(patientId, vitals);
  const alerts = useQuery(alertsQuery(patientId)).data?.alerts;
  const record = usePatientRecord(patientId);
  const unit = chosenUnit ?? usualUnit(vital, series);
  const view = useMemo<ChartView>(() => {
    const marks = [...alertMarks(alerts ?? [], kind, language), ...heldOf(kind, unit)];
    const from = Date.parse(span.from);
    return {
      ...{ vitals, vital, unit, span, days, zone },
      points: pointsOf(vital, series, unit),
      bands: bands(kind, unit),
      marks: marks.filter((mark) => mark.at >= from),
    };
  }, [vitals, vital, unit, span, days, zone, series, bands, kind, alerts, heldOf, language]);
  return (
    <Stack gap="xs">
      <VitalChart
        view={view}
        aside={<UnitSwitch vital={vital} unit={unit} onChoose={chooseUnit} />}
      />
      <EventStrip view={view} events={eventsOf(record, language)} />
      <ReadingsTable
        view={view}
        corrected={series.readings.filter((reading) => reading.correction !== null)}
        actions={props.actions}
      />
    </Stack>
  );
}
