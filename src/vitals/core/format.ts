import type { Language } from '../../platform/core/text.ts';
import type { UnitDefinition } from './definition.ts';
import type { Reading } from './reading.ts';
import { convert } from './units.ts';
import { componentUnit, vitalOf, type Vital, type VitalComponent, type Vitals } from './vitals.ts';

/** The parts of a reading that are shown. */
export type ShownReading = Pick<Reading, 'kind' | 'values' | 'unit' | 'beyond'>;

/**
 * A reading for people: "182/101 mmHg", "38.1 °C", "HI (above the meter's range)". Components with a
 * unit of their own, as a cuff's pulse, are shown by `formatComponent`. In the unit of the reading,
 * or converted to `unit`; rounded half up to that unit's decimals, for display only.
 */
export function formatReading(
  vitals: Vitals,
  reading: ShownReading,
  language: Language,
  unit: string = reading.unit,
): string {
  const vital = vitalOf(vitals, reading.kind);
  const { beyond, separator = ' / ' } = vital.definition;
  if (reading.beyond !== undefined) {
    return beyond === undefined ? reading.beyond : beyond[reading.beyond][language];
  }
  const numbers: string[] = [];
  for (const component of vital.components) {
    if (component.ownUnit) continue;
    const number = numberIn(vital, component, reading, language, unit);
    if (number !== undefined) numbers.push(number);
  }
  const [first] = vital.components;
  return first === undefined || numbers.length === 0
    ? '–'
    : withUnit(numbers.join(separator), unitOf(first, unit), language);
}

/** One component of a reading with its unit ("77 bpm", "77 lpm"), or undefined when the reading has none. */
export function formatComponent(
  vitals: Vitals,
  reading: ShownReading,
  componentId: string,
  language: Language,
): string | undefined {
  const vital = vitalOf(vitals, reading.kind);
  const component = vital.componentByKey.get(componentId);
  if (component === undefined) return undefined;
  const unit = componentUnit(component, reading);
  const number = numberIn(vital, component, reading, language, unit);
  return number && withUnit(number, unitOf(component, unit), language);
}

/** A value of a component in one of its units ("38.1 °C"), for limits and axes. */
export function formatValue(
  vitals: Vitals,
  kind: Reading['kind'],
  componentId: string,
  value: number,
  unit: string,
  language: Language,
): string {
  const component = vitalOf(vitals, kind).componentByKey.get(componentId);
  const definition = component && unitOf(component, unit);
  return withUnit(formatNumber(value, definition?.decimals ?? 1, language), definition, language);
}

/** A number as US readers of the language write it (es-US has the decimal point, as English does). */
export function formatNumber(value: number, decimals: number, language: Language): string {
  const key = `${language}${decimals}`;
  let format = numberFormats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(`${language}-US`, {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
      useGrouping: false,
    });
    numberFormats.set(key, format);
  }
  return format.format(value);
}

const numberFormats = new Map<string, Intl.NumberFormat>();

function numberIn(
  vital: Vital,
  component: VitalComponent,
  reading: ShownReading,
  language: Language,
  unit: string,
): string | undefined {
  const value = reading.values[component.id];
  if (value === undefined) return undefined;
  const shown = convert(value, vital.kind, componentUnit(component, reading), unit);
  return formatNumber(shown, unitOf(component, unit)?.decimals ?? 1, language);
}

function unitOf(component: VitalComponent, code: string): UnitDefinition | undefined {
  return component.units.find((unit) => unit.code === code);
}

/** English sets the per cent sign close, Spanish apart. */
function withUnit(number: string, unit: UnitDefinition | undefined, language: Language): string {
  if (unit === undefined) return number;
  const label = unit.label[language];
  return label === '%' && language === 'en' ? `${number}%` : `${number} ${label}`;
}
