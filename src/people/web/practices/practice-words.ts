import { defineWords } from '../../../platform/web/words.ts';
import { en } from '../../messages/practices/en.ts';
import { es } from '../../messages/practices/es.ts';

export const { useWords: usePracticeWords } = defineWords('practices', en, es);
