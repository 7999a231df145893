import { defineWords } from '../../../platform/web/words.ts';
import { en } from '../../messages/publishing/en.ts';
import { es } from '../../messages/publishing/es.ts';

export const { useWords: usePublishingWords } = defineWords('publishing', en, es);
