import { defineWords } from '../../../platform/web/words.ts';
import { en } from '../../messages/calendar/en.ts';
import { es } from '../../messages/calendar/es.ts';

export const { useWords: useCalendarWords } = defineWords('calendar', en, es);
