import type { Reading, ReadingContext, VitalKind } from './reading.ts';
import { vitalOf, type Vitals } from './vitals.ts';

/** Values in the order of the vital's components, as storage keeps them. */
export interface PositionedValues {
  readonly value1: number | null;
  readonly value2: number | null;
  readonly value3: number | null;
}

/** Values by component; those that are null are absent. */
export function nameValues(
  vitals: Vitals,
  kind: VitalKind,
  { value1, value2, value3 }: PositionedValues,
): Reading['values'] {
  const [first, second, third] = vitalOf(vitals, kind).components;
  const values: Record<string, number> = {};
  if (first && value1 !== null) values[first.id] = value1;
  if (second && value2 !== null) values[second.id] = value2;
  if (third && value3 !== null) values[third.id] = value3;
  return values;
}

type Stored = Omit<Reading, 'values' | 'beyond' | 'deviceId' | 'offsetMinutes' | 'context'>;

/** A reading as it comes from storage: absent is null. */
export interface StoredReading extends Stored, PositionedValues {
  readonly beyond: 'HI' | 'LO' | null;
  readonly deviceId: string | null;
  readonly offsetMinutes: number | null;
  readonly context: ReadingContext | null;
}

/** A stored reading as the rest of the product knows readings. */
export function readingFromRow(vitals: Vitals, row: StoredReading): Reading {
  return {
    kind: row.kind,
    at: row.at,
    values: nameValues(vitals, row.kind, row),
    unit: row.unit,
    ...(row.beyond === null ? undefined : { beyond: row.beyond }),
    standing: row.standing,
    trust: row.trust,
    origin: row.origin,
    sourceId: row.sourceId,
    ...(row.deviceId === null ? undefined : { deviceId: row.deviceId }),
    ...(row.offsetMinutes === null ? undefined : { offsetMinutes: row.offsetMinutes }),
    ...(row.context === null ? undefined : { context: row.context }),
  };
}
