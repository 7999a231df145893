import type uPlot from 'uplot';

import type { Language } from '../../../platform/core/text.ts';
import { formatNumber } from '../../../platform/web/format.ts';
import { localeOf } from '../../../platform/web/language.ts';

const daySeconds = 86_400;

/** Labels of the time axis by the patient's calendar: hours within days, days within months. */
export function timeLabels(zone: string, language: Language): uPlot.Axis.DynamicValues {
  const make = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(localeOf(language), { ...options, timeZone: zone });
  const hour = make({ hour: 'numeric' });
  const day = make({ month: 'short', day: 'numeric' });
  const month = make({ month: 'short', year: 'numeric' });
  const isMidnight = (at: Date) => hour.formatToParts(at).every(isZeroHour);
  return (_plot, splits, _axis, _space, step) =>
    splits.map((seconds) => {
      const at = new Date(seconds * 1_000);
      if (step >= 28 * daySeconds) return month.format(at);
      return step >= daySeconds || isMidnight(at) ? day.format(at) : hour.format(at);
    });
}

function isZeroHour({ type, value }: Intl.DateTimeFormatPart): boolean {
  return type === 'hour' ? value === '12' : type !== 'dayPeriod' || /^a/i.test(value);
}

/** Labels of the value axis, as the reader's language writes numbers. */
export function valueLabels(language: Language): uPlot.Axis.DynamicValues {
  return (_plot, splits) => splits.map((value) => formatNumber(value, language));
}

/** The ends of the time axis in ms: a little air on the right, so that the newest point is whole. */
export function timeRange(from: number, to: number): [number, number] {
  return [from, to + (to - from) * 0.02];
}

/** From lowest to highest value on the axis: all values and the zone, with air above and below. */
export function valueRange(values: readonly number[]): [number, number] {
  if (values.length === 0) return [0, 1];
  const lowest = values.reduce((one, other) => Math.min(one, other));
  const highest = values.reduce((one, other) => Math.max(one, other));
  // Not flatter than 4 % of the value: a quiet series must not look wild.
  const air = Math.max((highest - lowest) * 0.1, Math.abs(highest) * 0.02, 0.5);
  return [lowest - air, highest + air];
}
