import { defineWords } from '../../platform/web/words.ts';
import { en } from '../messages/screens/en.ts';
import { es } from '../messages/screens/es.ts';

export const { useWords: useWorkWords, wordsIn: workWordsIn } = defineWords('work', en, es);
