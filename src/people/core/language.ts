/** BCP 47's "undetermined": nobody has asked which language the patient speaks. Never taken for English. */
export const unknownLanguage = 'und';

/**
 * The primary language of a tag, in its shortest form: "es-US" and "spa" give "es". What is not a
 * language tag gives `und`.
 */
export function primaryLanguage(tag: string): string {
  try {
    const [canonical = unknownLanguage] = Intl.getCanonicalLocales(tag.trim().replaceAll('_', '-'));
    return new Intl.Locale(canonical).language;
  } catch {
    return unknownLanguage;
  }
}
