import { createInstance, type FormatterModule } from 'i18next';

import type { Catalog, Messages, Sentences } from '../core/messages.ts';
import type { Language } from '../core/text.ts';
import { currentLanguage, localeOf, useLanguage } from './language.ts';

/** Numbers in a sentence are written as its language writes them. */
const formatter: FormatterModule = {
  type: 'formatter',
  init: () => undefined,
  add: () => undefined,
  addCached: () => undefined,
  format: (value: unknown, _format, language) => {
    if (typeof value !== 'number') return String(value);
    return value.toLocaleString(localeOf(language === 'es' ? 'es' : 'en'));
  },
};

const i18n = createInstance();
void i18n.use(formatter).init({
  // In memory at once: catalogs arrive with the screens that use them.
  initAsync: false,
  resources: {},
  lng: currentLanguage(),
  fallbackLng: false,
  interpolation: { escapeValue: false, alwaysFormat: true },
});

type Parameters<Names extends string> = [Names] extends [never]
  ? []
  : [Readonly<Record<Names, string | number>>];

/** Says a sentence of one catalog; the key and its parameters are checked when it compiles. */
export type Say<English extends Catalog> = <Key extends keyof Sentences<English> & string>(
  key: Key,
  ...parameters: Parameters<Sentences<English>[Key] & string>
) => string;

export interface Words<English extends Catalog> {
  /** The sentences in the language of the screens. */
  readonly useWords: () => Say<English>;
  /** The sentences in a language of choice, e.g. what to say to the patient. */
  readonly wordsIn: (language: Language) => Say<English>;
}

/** Loads a slice's two catalogs and gives what says their sentences. */
export function defineWords<English extends Catalog>(
  namespace: string,
  english: English,
  spanish: Messages<English>,
): Words<English> {
  i18n.addResourceBundle('en', namespace, english);
  i18n.addResourceBundle('es', namespace, spanish);
  const both = {
    en: i18n.getFixedT('en', namespace) as unknown as Say<English>,
    es: i18n.getFixedT('es', namespace) as unknown as Say<English>,
  };
  return { useWords: () => both[useLanguage()], wordsIn: (language) => both[language] };
}
