import type { Language } from '../../../platform/core/text.ts';
import { vitalOf, type Vitals } from '../../../vitals/core/vitals.ts';
import type { LimitBand } from '../../../vitals/web/plot/limit-band.ts';
import {
  pointsOf,
  usualUnit,
  type PlotPoint,
  type Series,
} from '../../../vitals/web/plot/plot-data.ts';
import { summarize, worstPassed } from '../../../vitals/web/plot/summary.ts';
import { stretchText } from '../../../vitals/web/reading-text.ts';
import type { SayMonitoring } from '../chart-words.ts';
import type { TimelineEntry } from './timeline-entry.ts';

/** So many readings of a day are listed one by one; more are told as a range. */
const listedOneByOne = 4;

interface Wording {
  readonly vitals: Vitals;
  readonly bands: (unit: string) => readonly LimitBand[];
  readonly dayOf: (at: number) => string;
  readonly language: Language;
  readonly t: SayMonitoring;
}

/** One line per day of the patient's calendar with the readings of one kind. */
export function entriesOfReadings(series: Series, wording: Wording): TimelineEntry[] {
  const { vitals, dayOf, bands } = wording;
  const vital = vitalOf(vitals, series.kind);
  const unit = usualUnit(vital, series);
  const days = Map.groupBy(pointsOf(vital, series, unit), (point) => dayOf(point.at));
  const ids = vital.components.map((component) => component.id);
  const limits = bands(unit);
  return [...days].map(([day, points]) => {
    const passed = points
      .map((point) => worstPassed(point, ids, limits))
      .filter((one) => one !== undefined);
    const alarm = passed.some((band) => band.tone === 'alarm');
    return {
      key: `${series.kind} ${day}`,
      at: points.at(-1)?.at ?? 0,
      type: 'reading',
      text: textOf(points, series.kind, unit, wording),
      tone: alarm ? 'alarm' : passed.length > 0 ? 'watch' : 'quiet',
    };
  });
}

function textOf(
  points: readonly PlotPoint[],
  kindId: Series['kind'],
  unit: string,
  { vitals, language, t }: Wording,
): string {
  const vital = vitalOf(vitals, kindId);
  const kind = vital.definition.label[language];
  const text = (values: PlotPoint['values']) => stretchText(vitals, vital, values, unit, language);
  const count = points.reduce((sum, point) => sum + point.count, 0);
  if (count <= listedOneByOne) {
    const values = points.map((point) =>
      point.beyond === null
        ? text(point.values)
        : (vital.definition.beyond?.[point.beyond][language] ?? point.beyond),
    );
    return t('timeline.reading', { kind, values: values.join(', ') });
  }
  const ids = vital.components.filter((one) => !one.ownUnit).map((one) => one.id);
  const { ranges } = summarize(points, ids, []);
  const extreme = (end: 'low' | 'high') =>
    text(Object.fromEntries(ranges.map((range) => [range.component, range[end]])));
  return t('timeline.readings', { kind, count, low: extreme('low'), high: extreme('high') });
}
