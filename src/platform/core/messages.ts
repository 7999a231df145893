/**
 * The types of message catalogs. A slice writes `messages/en.ts` as
 * `export const en = { … } as const` and `messages/es.ts` as
 * `export const es: Messages<typeof en> = { … }`; a sentence, a plural form or a `{{parameter}}` that
 * Spanish lacks does not compile. Groups may be nested one or more levels.
 */
export interface Catalog {
  readonly [key: string]: string | Catalog;
}

/** The names between `{{` and `}}` in a sentence. */
export type ParametersOf<Sentence extends string> =
  Sentence extends `${string}{{${infer Name}}}${infer Rest}` ? Name | ParametersOf<Rest> : never;

type Contains<Name extends string> = `${string}{{${Name}}}${string}`;

/** A union as an intersection, so that a sentence must hold every one of the parameters. */
type All<Union> = (Union extends unknown ? (one: Union) => void : never) extends (
  all: infer Each,
) => void
  ? Each
  : never;

type Translation<Sentence extends string> = [ParametersOf<Sentence>] extends [never]
  ? string
  : All<Contains<ParametersOf<Sentence>>> & string;

/** The base of `patients_other`; Spanish has the form `many` ("un millón de …") that English lacks. */
type Many<Key> = Key extends `${infer Base}_other` ? `${Base}_many` : never;

/** The Spanish catalog that goes with an English one. */
export type Messages<English extends Catalog> = {
  readonly [Key in keyof English]: English[Key] extends string
    ? Translation<English[Key]>
    : English[Key] extends Catalog
      ? Messages<English[Key]>
      : never;
} & {
  readonly [Key in keyof English as Many<Key>]: English[Key] extends string
    ? Translation<English[Key]>
    : never;
};

type Path<Prefix extends string, Key extends string> = Prefix extends '' ? Key : `${Prefix}.${Key}`;

/** Plural forms are asked for by their base; `other` tells the parameters ("One patient" has none). */
type Countless<Key extends string> = Key extends `${string}_one`
  ? never
  : Key extends `${infer Base}_other`
    ? Base
    : Key;

/** Every key of a catalog as a dotted path, plurals by their base, with the parameters it takes. */
export type Sentences<English extends Catalog, Prefix extends string = ''> = All<
  {
    [Key in keyof English & string]: English[Key] extends string
      ? Record<Path<Prefix, Countless<Key>>, ParametersOf<English[Key]>>
      : English[Key] extends Catalog
        ? Sentences<English[Key], Path<Prefix, Key>>
        : never;
  }[keyof English & string]
>;
