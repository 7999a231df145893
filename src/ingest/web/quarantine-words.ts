import { defineWords } from '../../platform/web/words.ts';
import { en } from '../messages/en.ts';
import { es } from '../messages/es.ts';

export const { useWords: useQuarantineWords } = defineWords('quarantine', en, es);
