import { defineWords } from '../../platform/web/words.ts';
import { en } from '../messages/list/en.ts';
import { es } from '../messages/list/es.ts';

export const { useWords: useListWords } = defineWords('worklist', en, es);
