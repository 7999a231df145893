import { defineWords } from '../../platform/web/words.ts';
import { en } from '../messages/hand-off/en.ts';
import { es } from '../messages/hand-off/es.ts';

export const { useWords: useHandOffWords } = defineWords('hand-off', en, es);
