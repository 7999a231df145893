import { defineWords } from '../../../platform/web/words.ts';
import { en } from '../../messages/protocols/en.ts';
import { es } from '../../messages/protocols/es.ts';

export const { useWords: useProtocolWords } = defineWords('protocols', en, es);
