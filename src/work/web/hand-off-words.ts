import { defineWords } from '../../platform/web/words.ts';
import { en } from '../messages/hand-off/en.ts';
import { es } from '../messages/hand-off/es.ts';

export const { useWords: useHandOffWords, wordsIn: handOffWordsIn } = defineWords(
  'hand-off',
  en,
  es,
);
