import { defineWords } from '../../../platform/web/words.ts';
import { en } from '../../messages/board/en.ts';
import { es } from '../../messages/board/es.ts';

export const { useWords: useBoardWords } = defineWords('board', en, es);
