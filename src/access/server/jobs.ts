import type { Job } from '../../platform/server/jobs.ts';
import { endStaleAccess } from './service.ts';
import { sealAudit } from './service/audit-chain.ts';

export const jobs: Job[] = [
  {
    name: 'access.seal-audit',
    cron: '* * * * *',
    run: async (context) => {
      await sealAudit(context);
    },
  },
  { name: 'access.end-stale', cron: '* * * * *', run: endStaleAccess },
];
