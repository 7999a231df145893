import { en } from '../messages/en.ts';
import { es } from '../messages/es.ts';
import { defineWords } from './words.ts';

export const { useWords: usePlatformWords, wordsIn: platformWordsIn } = defineWords(
  'platform',
  en,
  es,
);
