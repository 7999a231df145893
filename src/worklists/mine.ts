import type { Worklist } from './core/worklist.ts';

/** What I own, wherever it came from, follow-ups included. */
export const mine: Worklist = {
  id: 'mine',
  title: { en: 'My work', es: 'Mi trabajo' },
  kinds: [],
  queues: [],
  startsWith: 'mine',
};
