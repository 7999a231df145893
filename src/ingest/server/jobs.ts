import type { Job } from '../../platform/server/jobs.ts';
import { judgeOverdueRechecks, judgeSilence } from './service/sweeps.ts';

/** What the clock alone says about readings. */
export const jobs: readonly Job[] = [
  { name: 'readings-recheck', cron: '* * * * *', run: judgeOverdueRechecks },
  { name: 'readings-silence', cron: '*/15 * * * *', run: judgeSilence },
];
