import { Type, type Static } from 'typebox';

import { contentHeader, Slug, strictObject } from '../../platform/core/content.ts';
import { TextSchema } from '../../platform/core/text.ts';

/** A queue: where work waits for the people of some roles. One file in content/queues, named by its id. */
export const QueueSchema = strictObject({
  ...contentHeader,
  label: TextSchema,
  /** Routing asks the lowest level first. */
  level: Type.Integer({ minimum: 1 }),
  /** Kinds of work that routing puts here; what escalates or is handed off comes on top. */
  kinds: Type.Array(Slug),
  /** Languages of the patients it serves; absent: any. */
  languages: Type.Optional(Type.Array(Slug, { minItems: 1 })),
  roles: Type.Array(Slug, { minItems: 1 }),
  /** Whether a hand-off may be offered to it. */
  receivesHandOffs: Type.Boolean(),
});
export type Queue = Static<typeof QueueSchema>;
