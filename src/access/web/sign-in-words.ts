import { defineWords } from '../../platform/web/words.ts';
import { en } from '../messages/sign-in/en.ts';
import { es } from '../messages/sign-in/es.ts';

export const { useWords: useSignInWords } = defineWords('sign-in', en, es);
