import { defineWords } from '../../../platform/web/words.ts';
import { en } from '../../messages/what-if/en.ts';
import { es } from '../../messages/what-if/es.ts';

export const { useWords: useWhatIfWords } = defineWords('what-if', en, es);
