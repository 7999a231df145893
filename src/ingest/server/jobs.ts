import { sweepRechecks, sweepSilence } from '../../monitoring/server/service/sweeps.ts';
import type { Job } from '../../platform/server/jobs.ts';
import { holdReadings } from './store/lanes.ts';

/** What the clock says about readings is judged under the same lock as new readings are. */
export const jobs: readonly Job[] = [
  {
    name: 'readings-recheck',
    cron: '* * * * *',
    run: async (context) => {
      await holdReadings(context.tx, context.caller.organizationId);
      await sweepRechecks(context);
    },
  },
  {
    name: 'readings-silence',
    cron: '*/15 * * * *',
    run: async (context) => {
      await holdReadings(context.tx, context.caller.organizationId);
      await sweepSilence(context);
    },
  },
];
