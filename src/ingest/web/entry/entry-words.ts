import { defineWords } from '../../../platform/web/words.ts';
import { en } from '../../messages/entry/en.ts';
import { es } from '../../messages/entry/es.ts';

export const { useWords: useEntryWords } = defineWords('reading-entry', en, es);
