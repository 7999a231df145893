import { defineWords } from '../../../platform/web/words.ts';
import { en } from '../../messages/privacy/en.ts';
import { es } from '../../messages/privacy/es.ts';

export const { useWords: usePrivacyWords } = defineWords('privacy', en, es);
