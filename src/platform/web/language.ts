import type { Language, Text } from '../core/text.ts';
import { createStore, useStore } from './store.ts';

const storageKey = 'enlace:language';

function firstLanguage(): Language {
  const kept = localStorage.getItem(storageKey);
  if (kept === 'en' || kept === 'es') return kept;
  return navigator.language.toLowerCase().startsWith('es') ? 'es' : 'en';
}

const current = createStore<Language>(typeof window === 'undefined' ? 'en' : firstLanguage());

/** The language of the screens now. */
export function useLanguage(): Language {
  return useStore(current);
}

export function currentLanguage(): Language {
  return current.get();
}

/** Switches the screens; nothing is loaded anew and nothing that was being written is lost. */
export function switchLanguage(language: Language): void {
  localStorage.setItem(storageKey, language);
  current.set(language);
  document.documentElement.lang = language;
}

/** Picks the reader's language of a text that carries both. */
export function useSay(): (text: Text) => string {
  const language = useLanguage();
  return (text) => text[language];
}

/** The locale that numbers, dates and plural forms follow: Spanish as it is written in the United States. */
export function localeOf(language: Language): string {
  return language === 'es' ? 'es-US' : 'en-US';
}
