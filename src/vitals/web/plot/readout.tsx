import { Text } from '@mantine/core';

import { formatMoment } from '../../../platform/web/format.ts';
import { useLanguage, useSay } from '../../../platform/web/language.ts';
import { useNow } from '../../../platform/web/now.ts';
import { useVitalsWords } from '../chart-words.ts';
import { stretchText } from '../reading-text.ts';
import type { ChartView } from './chart-view.ts';
import type { PlotPoint } from './plot-data.ts';
import { worstPassed } from './summary.ts';

interface ReadoutProps {
  readonly view: ChartView;
  readonly point: PlotPoint | undefined;
}

/** The value under the pointer. The table says the same to whoever has none. */
export function Readout({ view, point }: ReadoutProps) {
  const t = useVitalsWords();
  const text = usePointText(view);
  return (
    <Text size="sm" aria-hidden="true" c={point ? undefined : 'gray.7'} mih={22}>
      {point ? text(point) : t('plot.point')}
    </Text>
  );
}

function usePointText({ vitals, vital, unit, zone, bands }: ChartView) {
  const t = useVitalsWords();
  const say = useSay();
  const language = useLanguage();
  const now = useNow(900);
  return (point: PlotPoint): string => {
    const values = (one: PlotPoint['values'] | undefined) =>
      stretchText(vitals, vital, one ?? point.values, unit, language);
    const ids = vital.components.map((component) => component.id);
    const marker = point.beyond && vital.definition.beyond?.[point.beyond];
    const value = marker
      ? say(marker)
      : point.count > 1
        ? t('plot.stretch', {
            count: point.count,
            low: values(point.low),
            mean: values(point.values),
            high: values(point.high),
          })
        : values(point.values);
    const remarks = [
      worstPassed(point, ids, bands)?.label,
      point.reading?.standing === 'unconfirmed' && t('legend.unconfirmed'),
    ];
    const when = formatMoment(point.at, zone, language, now);
    return [when, value, ...remarks].filter(Boolean).join(' · ');
  };
}
