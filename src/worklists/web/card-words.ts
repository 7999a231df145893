import { defineWords } from '../../platform/web/words.ts';
import { en } from '../messages/card/en.ts';
import { es } from '../messages/card/es.ts';

export const { useWords: useCardWords } = defineWords('card', en, es);
