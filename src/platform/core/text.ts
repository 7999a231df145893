import { Type, type Static } from 'typebox';

/** A sentence for people, in both languages; a missing one does not compile. */
export interface Text {
  readonly en: string;
  readonly es: string;
}

export type Language = keyof Text;

export const languages = ['en', 'es'] as const satisfies readonly Language[];

const Sentence = Type.String({ minLength: 1, pattern: '\\S' });

/** Text in a content file: both languages, neither of them blank. */
export const TextSchema = Type.Object(
  { en: Sentence, es: Sentence },
  { additionalProperties: false },
);

const Review = Type.Union([
  Type.Literal('unreviewed'),
  Type.Object(
    { by: Sentence, on: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }) },
    { additionalProperties: false },
  ),
]);

/** Who approved the wording of one language and when, or that nobody has yet. */
export type Review = Static<typeof Review>;

/** Clinical text that a patient hears or reads; each language is reviewed on its own. */
export const ReviewedTextSchema = Type.Object(
  {
    en: Sentence,
    es: Sentence,
    review: Type.Object({ en: Review, es: Review }, { additionalProperties: false }),
  },
  { additionalProperties: false },
);

export interface ReviewedText extends Text {
  readonly review: Readonly<Record<Language, Review>>;
}

/** Tells whether the wording in this language may be sent to a patient: only what a named reviewer approved. */
export function isReviewed(text: ReviewedText, language: Language): boolean {
  return text.review[language] !== 'unreviewed';
}
