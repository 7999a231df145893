import { defineWords } from '../../../platform/web/words.ts';
import { en } from '../../messages/admin/en.ts';
import { es } from '../../messages/admin/es.ts';

export const { useWords: useAdminWords } = defineWords('admin', en, es);
