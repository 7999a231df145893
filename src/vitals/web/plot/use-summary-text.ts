import { formatMoment } from '../../../platform/web/format.ts';
import { useLanguage, useSay } from '../../../platform/web/language.ts';
import { useNow } from '../../../platform/web/now.ts';
import { useVitalsWords } from '../chart-words.ts';
import { componentText, inSentence, stretchText } from '../reading-text.ts';
import type { ChartView } from './chart-view.ts';
import { summarize } from './summary.ts';

/** "30 days", "1 year". */
export function usePeriodText(): (days: number) => string {
  const t = useVitalsWords();
  return (days) => (days >= 365 ? t('plot.year') : t('plot.days', { count: days }));
}

/** What the chart shows, as sentences for whoever cannot see it and for a quick look. */
export function useSummaryText(): (view: ChartView) => string {
  const t = useVitalsWords();
  const say = useSay();
  const language = useLanguage();
  const period = usePeriodText();
  const now = useNow(900);
  return ({ vitals, vital, points, unit, zone, days, bands, marks }) => {
    const kind = say(vital.definition.label);
    const ids = vital.components.map((component) => component.id);
    const { count, unconfirmed, passed, newest, ranges } = summarize(points, ids, bands);
    const held = marks.filter((mark) => mark.kind === 'held').length;
    const alerts = marks.length - held;
    const remarks = [
      passed > 0 && t('plot.passed', { count: passed }),
      unconfirmed > 0 && t('plot.unconfirmed', { count: unconfirmed }),
      alerts > 0 && t('plot.alerts', { count: alerts }),
      held > 0 && t('plot.held', { count: held }),
    ];
    if (newest === undefined) {
      return [t('plot.none', { kind: inSentence(kind) }), ...remarks].filter(Boolean).join(' ');
    }
    const text = (component: string, value: number) =>
      componentText(vitals, vital, component, value, unit, language);
    const labels = new Map(vital.components.map((one) => [one.id, say(one.definition.label)]));
    const sentences = [
      t('plot.summary', {
        kind,
        period: period(days),
        count,
        newest: newestText(),
        at: formatMoment(newest.at, zone, language, now),
      }),
      ...ranges.map(({ component, low, high }) =>
        t('plot.range', {
          component: labels.get(component) ?? component,
          low: text(component, low),
          high: text(component, high),
        }),
      ),
      ...remarks,
    ];
    return sentences.filter(Boolean).join(' ');

    function newestText(): string {
      const { beyond } = newest ?? { beyond: null };
      const marker = vital.definition.beyond;
      if (beyond !== null && marker !== undefined) return say(marker[beyond]);
      return stretchText(vitals, vital, newest?.values ?? {}, unit, language);
    }
  };
}
