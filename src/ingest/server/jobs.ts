import type { Job, RemoteJob } from '../../platform/server/jobs.ts';
import type { VendorSetting } from './service/sources/deliver.ts';
import { fetchDue } from './service/sources/fetch.ts';
import { createSeal } from './service/sources/seal.ts';
import { judgeOverdueRechecks, judgeSilence } from './service/sweeps.ts';

/** What the clock alone says about readings. */
export const jobs: readonly Job[] = [
  { name: 'readings-recheck', cron: '* * * * *', run: judgeOverdueRechecks },
  { name: 'readings-silence', cron: '*/15 * * * *', run: judgeSilence },
];

/** Fetches from vendors that do not push everything; `secret` is that of the installation. */
export function vendorJobs(
  setting: Omit<VendorSetting, 'seal'>,
  secret: string,
): readonly RemoteJob[] {
  const seal = createSeal(secret);
  const runFor = (organizationId: string) => fetchDue({ ...setting, seal }, organizationId);
  return [{ name: 'vendors-fetch', cron: '*/5 * * * *', runFor }];
}
