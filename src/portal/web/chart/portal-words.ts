import { defineWords } from '../../../platform/web/words.ts';
import { en } from '../../messages/chart/en.ts';
import { es } from '../../messages/chart/es.ts';

export const { useWords: usePortalWords } = defineWords('portal-chart', en, es);
