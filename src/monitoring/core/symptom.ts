import type { EvidenceReading } from './evidence-reading.ts';

/** The symptoms that protocols ask about, and the one report (help was needed) that decides a level. */
export const symptoms = [
  'chest-pain',
  'shortness-of-breath',
  'back-pain',
  'numbness',
  'weakness',
  'vision-change',
  'difficulty-speaking',
  'confusion',
  'dizziness',
  'vomiting',
  'fainting',
  'severe-headache',
  'upper-abdominal-pain',
  'needed-assistance',
] as const;

export type Symptom = (typeof symptoms)[number];

/** What somebody answered when asked. An empty list means "asked, and has none"; no report means "not asked". */
export interface SymptomReport {
  readonly at: number;
  readonly present: readonly Symptom[];
  /** Identity of the answer: an interaction, a questionnaire, a reading. */
  readonly sourceId: string;
}

const known: ReadonlySet<string> = new Set(symptoms);

/** Tells whether a code is one of the symptoms. */
export function isSymptom(code: string): code is Symptom {
  return known.has(code);
}

/**
 * Reads the answer that travelled with a reading, `context.symptoms`: codes separated by spaces or
 * commas, or "none". Undefined when nobody asked; a code that is not known makes the answer
 * undefined as well as soon as no known one is left, because an answer not understood is not a "none".
 */
export function symptomsWithReading(reading: EvidenceReading): SymptomReport | undefined {
  const told = reading.context?.symptoms;
  if (typeof told !== 'string') return undefined;
  const words = told.split(/[\s,;]+/).filter((word) => word !== '');
  const present = words.filter(isSymptom);
  const asked = present.length > 0 || (words.length === 1 && words[0] === 'none');
  return asked ? { at: reading.at, present, sourceId: reading.sourceId } : undefined;
}
