import type { Input } from '../../../platform/core/contract.ts';
import type { VitalKind } from '../../../vitals/core/reading.ts';
import type { Vital } from '../../../vitals/core/vitals.ts';
import type { enterReading } from '../../contract.ts';

export const meals = [
  'unknown',
  'fasting',
  'before-meal',
  '1-hour-after-meal',
  '2-hours-after-meal',
  'bedtime',
] as const;
export const oxygens = ['unknown', 'air', 'oxygen'] as const;

/** A reading as a form holds it: numbers as they were typed. */
export interface ReadingDraft {
  readonly kind: VitalKind;
  readonly values: Readonly<Record<string, string>>;
  readonly beyond: 'HI' | 'LO' | '';
  readonly unit: string;
  /** As the browser's field holds it, in the patient's own time; empty means now. */
  readonly at: string;
  readonly meal: (typeof meals)[number];
  readonly oxygen: (typeof oxygens)[number];
}

/** An empty form for a vital sign, in the unit that is wanted when it has it. */
export function emptyReading(vital: Vital, unit?: string): ReadingDraft {
  const units = vital.definition.units.map((one) => one.code);
  return {
    kind: vital.kind,
    values: {},
    beyond: '',
    unit: units.find((one) => one === unit) ?? units[0] ?? '',
    at: '',
    meal: 'unknown',
    oxygen: 'unknown',
  };
}

type Measured = Pick<Input<typeof enterReading>['body'], 'values' | 'unit' | 'context'>;

/** What was measured, as it is sent; components left empty were not measured. */
export function toMeasured(draft: ReadingDraft, vital: Vital): Measured {
  const [first] = vital.components;
  const numbers = Object.entries(draft.values)
    .filter(([id, typed]) => typed.trim() !== '' && vital.componentByKey.has(id))
    .map(([id, typed]) => [id, Number(typed)] as const);
  const values =
    draft.beyond !== '' && first !== undefined
      ? { [first.id]: draft.beyond }
      : Object.fromEntries(numbers);
  const context = contextOf(draft);
  return {
    values,
    unit: draft.unit,
    ...(Object.keys(context).length > 0 && { context }),
  };
}

function contextOf({ kind, meal, oxygen }: ReadingDraft): Record<string, string | boolean> {
  return {
    ...(kind === 'glucose' && meal !== 'unknown' && { meal }),
    ...(kind === 'spo2' && oxygen !== 'unknown' && { oxygen: oxygen === 'oxygen' }),
  };
}
