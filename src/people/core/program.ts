import { Type, type Static } from 'typebox';

import { contentHeader, strictObject } from '../../platform/core/content.ts';
import { TextSchema } from '../../platform/core/text.ts';

/** One program as its file in content/programs describes it. */
export const ProgramSchema = strictObject({
  ...contentHeader,
  label: TextSchema,
  summary: TextSchema,
  /** What the patient must be told before consenting. */
  consentTopics: Type.Array(TextSchema, { minItems: 1 }),
  /** Conditions of eligibility, for people to check. */
  eligibility: Type.Array(TextSchema, { minItems: 1 }),
  /** Programs that one practitioner does not bill in the same month for the same patient. */
  excludes: Type.Array(Type.String()),
});

export type Program = Static<typeof ProgramSchema>;
