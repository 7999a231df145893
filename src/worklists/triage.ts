import type { Worklist } from './core/worklist.ts';

/** Level 1: every patient with something out of limits, silent or unclear. */
export const triage: Worklist = {
  id: 'triage',
  title: { en: 'Triage', es: 'Triaje' },
  kinds: [],
  queues: [],
  startsWith: 'everything',
};
