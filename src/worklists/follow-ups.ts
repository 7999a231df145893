import type { Worklist } from './core/worklist.ts';

/** Dated promises to come back. */
export const followUps: Worklist = {
  id: 'follow-ups',
  title: { en: 'Follow-ups', es: 'Seguimientos' },
  kinds: ['follow-up'],
  queues: [],
  startsWith: 'everything',
};
