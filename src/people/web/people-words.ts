import { defineWords } from '../../platform/web/words.ts';
import { en } from '../messages/screens/en.ts';
import { es } from '../messages/screens/es.ts';

export const { useWords: usePeopleWords } = defineWords('people-screens', en, es);
