import type { Job } from '../../platform/server/jobs.ts';
import { tickClocks } from './service/clocks.ts';

export const jobs: readonly Job[] = [
  {
    name: 'work-clocks',
    cron: '* * * * *',
    run: async (context) => {
      await tickClocks(context);
    },
  },
];
