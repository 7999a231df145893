import type { Language } from '../../platform/core/text.ts';
import { defineWords } from '../../platform/web/words.ts';
import { en } from '../messages/en.ts';
import { es } from '../messages/es.ts';

export const { useWords: useAccessWords } = defineWords('access', en, es);

const actions = { en: en.actions, es: es.actions } satisfies Record<Language, object>;

/** What was done, in words; an action that has none yet stands as its code rather than as nothing. */
export function actionText(action: string, language: Language): string {
  const [thing = '', done = ''] = action.split('.');
  const things: Readonly<Record<string, Readonly<Record<string, string>>>> = actions[language];
  return things[thing]?.[done] ?? action;
}
