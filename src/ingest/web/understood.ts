import type { Language } from '../../platform/core/text.ts';
import type { ShownReading } from '../../vitals/core/format.ts';
import type { Vitals } from '../../vitals/core/vitals.ts';
import { readingText } from '../../vitals/web/reading-text.ts';
import type { QuarantineItem } from '../contract.ts';

/** What was understood of an item, as far as it was. */
export interface Understood {
  readonly reading: ShownReading | undefined;
  /** A moment when the source gave one that is whole; otherwise its own text. */
  readonly at: string | number | undefined;
  readonly patient: string | undefined;
  readonly device: string | undefined;
}

/** Reads the loosely typed candidate of an item; what is not there stays undefined. */
export function understoodOf({ candidate, kind }: QuarantineItem): Understood {
  const { values, unit, beyond, at, patient, device } = candidate ?? {};
  const readable = kind !== null && isNumbers(values) && typeof unit === 'string';
  return {
    reading: readable
      ? { kind, values, unit, ...((beyond === 'HI' || beyond === 'LO') && { beyond }) }
      : undefined,
    at: typeof at === 'string' || typeof at === 'number' ? at : undefined,
    patient: textOf(patient),
    device: textOf(device),
  };
}

function isNumbers(value: unknown): value is Readonly<Record<string, number>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((one) => typeof one === 'number')
  );
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The value with its unit, or undefined when none was understood. */
export function valueText(
  vitals: Vitals | undefined,
  item: QuarantineItem,
  language: Language,
): string | undefined {
  const { reading } = understoodOf(item);
  return vitals && reading && readingText(vitals, reading, language);
}
