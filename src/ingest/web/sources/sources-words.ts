import { defineWords } from '../../../platform/web/words.ts';
import { en } from '../../messages/sources/en.ts';
import { es } from '../../messages/sources/es.ts';

export const { useWords: useSourcesWords } = defineWords('sources', en, es);
