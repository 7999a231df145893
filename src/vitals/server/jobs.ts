import type { Job } from '../../platform/server/jobs.ts';
import { noteDevicesInUse } from './service/devices-told.ts';
import { ensurePartitionsWithin, monthsAhead } from './service/partitions.ts';

export const jobs: readonly Job[] = [
  {
    // A month ahead is enough; daily, so that a server that was off catches up at once.
    name: 'vitals.partitions',
    cron: '20 3 * * *',
    run: (context) => ensurePartitionsWithin(context.tx, monthsAhead(context.now)),
  },
  { name: 'vitals.devices-in-use', cron: '*/10 * * * *', run: noteDevicesInUse },
];
