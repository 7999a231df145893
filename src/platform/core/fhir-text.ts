import type { Text } from './text.ts';

/** HL7's extension for the words of an element in another language. */
const translation = 'http://hl7.org/fhir/StructureDefinition/translation';

/** The `text` of a FHIR element in English, with its Spanish translation beside it as `_text`. */
export function bilingualText({ en, es }: Text) {
  return { text: en, _text: translated(es) };
}

/** The companion of a FHIR string that carries its Spanish translation. */
export function translated(es: string) {
  return {
    extension: [
      {
        url: translation,
        extension: [
          { url: 'lang', valueCode: 'es' },
          { url: 'content', valueString: es },
        ],
      },
    ],
  };
}
