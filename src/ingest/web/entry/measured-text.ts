import type { Language } from '../../../platform/core/text.ts';
import type { Vital, Vitals } from '../../../vitals/core/vitals.ts';
import { readingText } from '../../../vitals/web/reading-text.ts';
import type { toMeasured } from './reading-draft.ts';

/** What was entered, as a reading is written everywhere. */
export function measuredText(
  vitals: Vitals,
  vital: Vital,
  { values, unit }: ReturnType<typeof toMeasured>,
  language: Language,
): string {
  const numbers = Object.entries(values).filter(([, value]) => typeof value === 'number');
  const beyond = Object.values(values).find((value) => value === 'HI' || value === 'LO');
  return readingText(
    vitals,
    {
      kind: vital.kind,
      values: Object.fromEntries(numbers) as Record<string, number>,
      unit,
      ...(beyond !== undefined && { beyond }),
    },
    language,
  );
}
