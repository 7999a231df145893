import type { Input } from '../../../platform/core/contract.ts';
import type { enterObservation } from '../../contract/observation.ts';
import type { oxygens } from './reading-draft.ts';

/** Fields of the form in their order, each with where its value belongs. */
export const observed = [
  { field: 'respiratoryRate', kind: 'respiratory-rate', component: 'value' },
  { field: 'spo2', kind: 'spo2', component: 'value' },
  { field: 'systolic', kind: 'blood-pressure', component: 'systolic' },
  { field: 'diastolic', kind: 'blood-pressure', component: 'diastolic' },
  { field: 'pulse', kind: 'heart-rate', component: 'value' },
  { field: 'temperature', kind: 'temperature', component: 'value' },
] as const;

type ObservedField = (typeof observed)[number]['field'];

/** An observation as a form holds it: numbers as they were typed. */
export type ObservationDraft = Readonly<Record<ObservedField, string>> & {
  readonly entryId: string;
  readonly consciousness: string;
  readonly oxygen: (typeof oxygens)[number];
  readonly liters: string;
  readonly temperatureUnit: string;
};

/** An empty form. */
export function emptyObservation(): ObservationDraft {
  return {
    entryId: crypto.randomUUID(),
    ...{ respiratoryRate: '', spo2: '', systolic: '', diastolic: '', pulse: '', temperature: '' },
    ...{ consciousness: '', oxygen: 'unknown', liters: '', temperatureUnit: '[degF]' },
  };
}

type Body = Input<typeof enterObservation>['body'];

const units = {
  ...{ 'respiratory-rate': '/min', spo2: '%', 'blood-pressure': 'mm[Hg]', 'heart-rate': '/min' },
} as const;

/** What was measured, as it is sent: one reading per vital sign; fields left empty were not measured. */
export function readingsOf(draft: ObservationDraft): Body['readings'] {
  const byKind = Map.groupBy(
    observed.filter(({ field }) => draft[field].trim() !== ''),
    ({ kind }) => kind,
  );
  return [...byKind].map(([kind, fields]) => ({
    kind,
    values: Object.fromEntries(
      fields.map(({ component, field }) => [component, Number(draft[field])] as const),
    ),
    unit: kind === 'temperature' ? draft.temperatureUnit : units[kind],
  }));
}

/** Oxygen as it is sent; null when it was not told. */
export function oxygenOf({ oxygen, liters }: ObservationDraft): Body['oxygen'] {
  if (oxygen === 'unknown') return null;
  if (oxygen === 'air') return 0;
  const flow = Number(liters);
  return liters.trim() === '' || !(flow > 0) ? true : flow;
}
