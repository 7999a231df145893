import type { Text } from '../../platform/core/text.ts';
import { vitalOf, type Vitals } from '../../vitals/core/vitals.ts';
import type { CompiledRule } from './compile.ts';

const computed: Readonly<Record<string, Text>> = {
  change: { en: 'Change', es: 'Cambio' },
  percent: { en: 'Share of the personal best', es: 'Porcentaje del mejor valor personal' },
  total: { en: 'Total points', es: 'Puntaje total' },
  highest: { en: 'Most points of one value', es: 'Más puntos de un solo valor' },
  silence: { en: 'Time without a reading', es: 'Tiempo sin mediciones' },
};

/** What people call a figure that a rule compares ("Systolic", "Change"). */
export function measureLabel({ protocol }: CompiledRule, of: string, vitals: Vitals): Text {
  const measure = protocol.measures.find(({ name }) => name === of);
  if (measure === undefined) return computed[of] ?? { en: of, es: of };
  const component = vitalOf(vitals, measure.kind).componentByKey.get(measure.component);
  return component?.definition.label ?? protocol.title;
}
