import { defineWords } from '../../../platform/web/words.ts';
import { en } from '../../messages/patient/en.ts';
import { es } from '../../messages/patient/es.ts';

export const { useWords: usePatientWords } = defineWords('portal', en, es);
