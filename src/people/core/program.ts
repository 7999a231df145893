import { Type, type Static } from 'typebox';

import { contentHeader, strictObject } from '../../platform/core/content.ts';
import { TextSchema } from '../../platform/core/text.ts';

/** One program as its file in content/programs describes it; code numbers only, the descriptors are the AMA's. */
export const ProgramSchema = strictObject({
  ...contentHeader,
  label: TextSchema,
  summary: TextSchema,
  /** What the patient must be told before consenting. */
  consentTopics: Type.Array(TextSchema, { minItems: 1 }),
  /** Conditions of eligibility, for people to check. */
  eligibility: Type.Array(TextSchema, { minItems: 1 }),
  /** Days after the start on which the enrolment ends by itself (the period of TCM); open-ended when absent. */
  periodDays: Type.Optional(Type.Integer({ minimum: 1 })),
  serviceCodes: Type.Array(Type.String({ pattern: '^[0-9A-Z]{5}$' }), { minItems: 1 }),
  /** Programs that one practitioner does not bill in the same month for the same patient. */
  excludes: Type.Array(Type.String()),
});

export type Program = Static<typeof ProgramSchema>;
