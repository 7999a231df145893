import type { ReadingEntry } from '../../../ingest/core/reading-entry.ts';
import { measuredText } from '../../../ingest/web/entry/measured-text.ts';
import type { Language } from '../../../platform/core/text.ts';
import { vitalOf, type Vitals } from '../../../vitals/core/vitals.ts';

/** An entered reading as readings are written everywhere. */
export function entryText(vitals: Vitals, entry: ReadingEntry, language: Language): string {
  return measuredText(vitals, vitalOf(vitals, entry.kind), entry, language);
}
