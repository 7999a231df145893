import { Type, type Static } from 'typebox';

import { contentHeader, Slug, strictObject } from '../../platform/core/content.ts';
import { TextSchema } from '../../platform/core/text.ts';

const DispositionSchema = strictObject({
  code: Slug,
  label: TextSchema,
  /** `system`: set when a newer reading cleared it; nobody can choose it. */
  chosenBy: Type.Union([Type.Literal('person'), Type.Literal('system')]),
  noteRequired: Type.Boolean(),
  followUp: Type.Union([Type.Literal('none'), Type.Literal('optional'), Type.Literal('required')]),
  /** Proposed when a follow-up is due. */
  followUpDays: Type.Optional(Type.Integer({ minimum: 0 })),
});
export type Disposition = Static<typeof DispositionSchema>;

/** One kind of work and the ways in which it ends: one file in content/dispositions, named by its id. */
export const WorkKindSchema = strictObject({
  ...contentHeader,
  label: TextSchema,
  /** Whether somebody must reach the patient. If not, no language is needed and no contact clock runs. */
  needsContact: Type.Boolean(),
  dispositions: Type.Array(DispositionSchema, { minItems: 1 }),
});
export type WorkKind = Static<typeof WorkKindSchema>;

/** What the system closes with when a newer reading cleared everything and nobody was needed. */
export const clearedDisposition = 'cleared-by-newer-reading';
