import type { Language } from '../../platform/core/text.ts';
import { formatComponent, formatReading, formatValue, type ShownReading } from '../core/format.ts';
import { vitalOf, type Vital, type Vitals } from '../core/vitals.ts';
import { unitIn, type PlotPoint } from './plot/plot-data.ts';

/** A reading with everything it measured: "182/101 mmHg · 77 bpm". */
export function readingText(
  vitals: Vitals,
  reading: ShownReading,
  language: Language,
  unit?: string,
): string {
  const own = vitalOf(vitals, reading.kind).components.filter((component) => component.ownUnit);
  const parts = own.map((component) => formatComponent(vitals, reading, component.id, language));
  return [formatReading(vitals, reading, language, unit), ...parts].filter(Boolean).join(' · ');
}

/** The values of a stretch of time, one of `low`, `values` (the mean) and `high`: "112/70 mmHg". */
export function stretchText(
  vitals: Vitals,
  vital: Vital,
  values: PlotPoint['values'],
  unit: string,
  language: Language,
): string {
  return readingText(vitals, { kind: vital.kind, values, unit }, language);
}

/** One value of a component in a picture drawn in `unit`. */
export function componentText(
  vitals: Vitals,
  vital: Vital,
  componentId: string,
  value: number,
  unit: string,
  language: Language,
): string {
  const component = vital.componentByKey.get(componentId);
  const own = component === undefined ? unit : unitIn(component, unit);
  return formatValue(vitals, vital.kind, componentId, value, own, language);
}

/** A label inside of a sentence: "glucose", "presión arterial". */
export function inSentence(label: string): string {
  return label.charAt(0).toLocaleLowerCase() + label.slice(1);
}
