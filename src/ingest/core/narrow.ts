import { isStorableText } from '../../vitals/core/storable-text.ts';

/** Looks into JSON of which nothing is known yet. What has another form than expected is absent. */
export type Fields = Readonly<Record<string, unknown>>;

/** The value as an object with fields, or undefined. */
export function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : undefined;
}

/** The objects of a list; what is no list has none. */
export function objectsOf(value: unknown): readonly Fields[] {
  if (!Array.isArray(value)) return [];
  return value.filter((one): one is Fields => fieldsOf(one) !== undefined);
}

/** The value as text that says something, or undefined. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Tells whether text can be kept as a name: not too long, and without what no database stores. */
export function isName(text: string): boolean {
  return text.length <= 200 && isStorableText(text);
}
