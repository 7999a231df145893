import type { Language } from '../../../platform/core/text.ts';
import { formatMoment } from '../../../platform/web/format.ts';
import { useLanguage } from '../../../platform/web/language.ts';
import { useNow } from '../../../platform/web/now.ts';
import { useVitalsWords, type SayVitals } from '../chart-words.ts';
import { componentText, inSentence, stretchText } from '../reading-text.ts';
import type { ChartView } from './chart-view.ts';
import type { PlotPoint } from './plot-data.ts';
import { summarize, type PlotSummary } from './summary.ts';

/** "30 days", "1 year". */
export function usePeriodText(): (days: number) => string {
  const t = useVitalsWords();
  return (days) => (days >= 365 ? t('plot.year') : t('plot.days', { count: days }));
}

/** What the chart shows, as sentences for whoever cannot see it and for a quick look. */
export function useSummaryText(): (view: ChartView) => string {
  const t = useVitalsWords();
  const language = useLanguage();
  const period = usePeriodText();
  const now = useNow(900);
  return (view) => {
    const { vital, points, zone, days, bands } = view;
    const kind = vital.definition.label[language];
    const ids = vital.components.map((component) => component.id);
    const summary = summarize(points, ids, bands);
    const { newest, count } = summary;
    const remarks = remarksOf(view, summary, t);
    if (newest === undefined) {
      return [t('plot.none', { kind: inSentence(kind) }), ...remarks].join(' ');
    }
    const common = { kind, count, period: period(days) };
    // The last point of very many is the mean of several readings, not the newest one.
    const told =
      newest.count > 1
        ? t('plot.summaryMany', common)
        : t('plot.summary', {
            ...common,
            newest: newestText(view, newest, language),
            at: formatMoment(newest.at, zone, language, now),
          });
    return [told, ...rangesOf(view, summary, language, t), ...remarks].join(' ');
  };
}

function rangesOf(
  { vitals, vital, unit }: ChartView,
  { ranges }: PlotSummary,
  language: Language,
  t: SayVitals,
): string[] {
  return ranges.map(({ component, low, high }) => {
    const text = (value: number) => componentText(vitals, vital, component, value, unit, language);
    const definition = vital.componentByKey.get(component)?.definition;
    const label = definition?.label[language] ?? component;
    return t('plot.range', { component: label, low: text(low), high: text(high) });
  });
}

function remarksOf({ marks }: ChartView, summary: PlotSummary, t: SayVitals): string[] {
  const held = marks.filter((mark) => mark.kind === 'held').length;
  const counts = {
    passed: summary.passed,
    unconfirmed: summary.unconfirmed,
    alerts: marks.length - held,
    held,
  };
  return (['passed', 'unconfirmed', 'alerts', 'held'] as const)
    .filter((name) => counts[name] > 0)
    .map((name) => t(`plot.${name}`, { count: counts[name] }));
}

function newestText(
  { vitals, vital, unit }: ChartView,
  { beyond, values }: PlotPoint,
  language: Language,
): string {
  const marker = vital.definition.beyond;
  if (beyond !== null && marker !== undefined) return marker[beyond][language];
  return stretchText(vitals, vital, values, unit, language);
}
