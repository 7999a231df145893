import { convert } from '../../vitals/core/units.ts';
import { denoise, roundHalfUp } from './numbers.ts';
import type { Measure, Protocol } from './protocol.ts';
import type { EvidenceReading } from './evidence-reading.ts';
import type { MissingFact } from './verdict.ts';

/** A figure that limits are compared with. */
export interface Quantity {
  /** The unit it came in. */
  readonly unit: string;
  /** The figure in a unit, rounded as the protocol judges it; ±Infinity for HI and LO; undefined when it has no such unit. */
  readonly inUnit: (unit: string) => number | undefined;
}

/** `absent`: the reading is not expected to have it. A missing fact: it is, and cannot be had. */
export type QuantityResult = Quantity | 'absent' | MissingFact;

/** Reads a measure of a protocol, by name, from a reading. */
export function measuredQuantity(
  protocol: Protocol,
  name: string,
  reading: EvidenceReading,
): QuantityResult {
  const measure = measureOf(protocol, name, reading);
  if (measure === undefined) return 'absent';
  const value = toldValue(measure, reading);
  if (value === undefined) return measure.required ? 'value' : 'absent';
  return quantityOf(measure, value, measure.unit ?? reading.unit);
}

/** The measure that a protocol calls by this name in readings of this kind. */
export function measureOf(
  protocol: Protocol,
  name: string,
  { kind }: Pick<EvidenceReading, 'kind'>,
): Measure | undefined {
  return protocol.measures.find((measure) => measure.name === name && measure.kind === kind);
}

/** A figure as a quantity of a measure. */
export function quantityOf(measure: Measure, value: number, unit: string): Quantity {
  return { unit, inUnit: (target) => valueInUnit(value, measure, unit, target) };
}

/** The number a measure finds in a reading, in the reading's unit; undefined when there is none. */
export function toldValue(measure: Measure, reading: EvidenceReading): number | undefined {
  const told =
    measure.in === 'values'
      ? reading.values[measure.component]
      : reading.context?.[measure.component];
  if (typeof told === 'number' && Number.isFinite(told)) return told;
  if (measure.in === 'context' || reading.beyond === undefined) return undefined;
  return reading.beyond === 'HI' ? Infinity : -Infinity;
}

function valueInUnit(
  value: number,
  measure: Measure,
  from: string,
  to: string,
): number | undefined {
  const converted = from === to ? value : convertedValue(value, measure, from, to);
  const decimals = measure.judgedDecimals;
  if (converted === undefined || decimals === undefined || !Number.isFinite(converted))
    return converted;
  return roundHalfUp(converted, decimals);
}

function convertedValue(
  value: number,
  measure: Measure,
  from: string,
  to: string,
): number | undefined {
  // A figure told beside the value (ketones) is another quantity: the factors of the kind are not its own.
  if (measure.in === 'context') return undefined;
  if (!Number.isFinite(value)) return value;
  try {
    return denoise(convert(value, measure.kind, from, to));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
