import type { Language, Text } from '../../platform/core/text.ts';
import { formatNumber } from '../../vitals/core/format.ts';
import type { VitalKind } from '../../vitals/core/reading.ts';
import { vitalOf, type Vitals } from '../../vitals/core/vitals.ts';

/** Far more than any meter shows, so that a figure is shown as it is and can be read back. */
const mostDecimals = 9;

/** Units of figures that no device measures. */
const computedUnits: Readonly<Record<string, Text>> = {
  '{score}': { en: 'points', es: 'puntos' },
};

/** The unit of a kind as people write it ("mmHg", "bpm", "lpm"); a code without a label stays as it is. */
export function unitLabel(
  vitals: Vitals,
  kind: VitalKind,
  code: string,
  language: Language,
): string {
  const label = unitsOf(vitals, kind).find((unit) => unit.code === code)?.label;
  return (label ?? computedUnits[code])?.[language] ?? code;
}

/** The code of a unit by its label; undefined when the kind has none of that name. */
export function unitCodeOf(
  vitals: Vitals,
  kind: VitalKind,
  label: string,
  language: Language,
): string | undefined {
  const computed = Object.keys(computedUnits).find(
    (one) => computedUnits[one]?.[language] === label,
  );
  return unitsOf(vitals, kind).find((unit) => unit.label[language] === label)?.code ?? computed;
}

function unitsOf(vitals: Vitals, kind: VitalKind) {
  return vitalOf(vitals, kind).components.flatMap((component) => component.units);
}

/** A figure with at least the decimals of its unit and all it has beyond them: nothing is rounded away. */
export function exactNumber(
  vitals: Vitals,
  kind: VitalKind,
  value: number,
  code: string,
  language: Language,
): string {
  const least = unitsOf(vitals, kind).find((unit) => unit.code === code)?.decimals ?? 0;
  for (let decimals = least; decimals < mostDecimals; decimals += 1) {
    const text = formatNumber(value, decimals, language);
    if (Number(text) === value) return text;
  }
  return formatNumber(value, mostDecimals, language);
}

/** English sets the per cent sign close, Spanish apart. */
export function withUnit(number: string, label: string, language: Language): string {
  return label === '%' && language === 'en' ? `${number}%` : `${number} ${label}`;
}
