import { Type, type Static } from 'typebox';

import { contentHeader } from '../../platform/core/content.ts';

/** Models whose accuracy was tested by a published protocol, with what came out. */
export const ValidationList = Type.Object(
  {
    ...contentHeader,
    models: Type.Array(
      Type.Object(
        {
          /** As printed on the device; capital letters, blanks and hyphens do not matter. */
          names: Type.Array(Type.String({ minLength: 4 }), { minItems: 1 }),
          result: Type.Enum(['passed', 'failed']),
        },
        { additionalProperties: false },
      ),
      { minItems: 1 },
    ),
  },
  { additionalProperties: false },
);
export type ValidationList = Static<typeof ValidationList>;

/**
 * What the list says of a model: its name must stand in what was written, as words of its own. A model
 * that is not on the list is unknown, which is not the same as validated.
 */
export function validationOf(
  list: Pick<ValidationList, 'models'>,
  model: string | null,
): 'passed' | 'failed' | 'unknown' {
  if (model === null) return 'unknown';
  const written = ` ${plain(model)} `;
  const found = list.models.filter(({ names }) =>
    names.some((name) => written.includes(` ${plain(name)} `)),
  );
  const results = new Set(found.map(({ result }) => result));
  const [only] = results;
  return only === undefined || results.size > 1 ? 'unknown' : only;
}

function plain(text: string): string {
  return text
    .toUpperCase()
    .replaceAll(/(?<=[A-Z0-9])-(?=[A-Z0-9])/g, '')
    .replaceAll(/[^A-Z0-9]+/g, ' ')
    .trim();
}
