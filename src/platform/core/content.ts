import { Type, type TObject, type TProperties } from 'typebox';

/** A content object that refuses unknown keys, so that a misspelt limit is an error and not a missing one. */
export function strictObject<P extends TProperties>(properties: P): TObject<P> {
  return Type.Object(properties, { additionalProperties: false });
}

/** Names in content: lower case words joined by hyphens. */
export const Slug = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' });

/** A calendar date, YYYY-MM-DD. */
export const ContentDate = Type.String({
  pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$',
});

const Sentence = Type.String({ minLength: 1, pattern: '\\S' });

/** What every content file begins with; spread it into the schema of the file. */
export const contentHeader = {
  id: Slug,
  version: Type.Integer({ minimum: 1 }),
  /** Where the figures come from, so that a reader can check them. */
  source: Sentence,
  /** Who answers for them. */
  approver: Sentence,
  effectiveFrom: ContentDate,
  effectiveTo: Type.Optional(ContentDate),
};

/** The header that every definition carries. */
export interface ContentHeader {
  readonly id: string;
  readonly version: number;
  readonly source: string;
  readonly approver: string;
  readonly effectiveFrom: string;
  /** Last day on which it applies. */
  readonly effectiveTo?: string;
}

/** One loaded file: what it says, the hash of what it says, and where it stands. */
export interface Content<T> {
  readonly definition: T;
  readonly contentHash: string;
  readonly file: string;
}

/** The contents that apply on a day (YYYY-MM-DD), the highest version of each id. */
export function effectiveOn<T extends ContentHeader>(
  contents: readonly Content<T>[],
  day: string,
): readonly Content<T>[] {
  const newest = new Map<string, Content<T>>();
  for (const content of contents) {
    const { id, version, effectiveFrom, effectiveTo } = content.definition;
    if (effectiveFrom > day || (effectiveTo !== undefined && effectiveTo < day)) continue;
    const other = newest.get(id);
    if (other === undefined || other.definition.version < version) newest.set(id, content);
  }
  return [...newest.values()];
}
