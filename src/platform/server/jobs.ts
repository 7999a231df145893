import { PgBoss } from 'pg-boss';

import { listOrganizationIds, inOrganization, type Database } from './database.ts';
import { systemCaller, type Context } from './context.ts';
import type { Log } from './log.ts';

/** A recurring duty of a slice, done per organization, each in its own transaction; must be idempotent. */
export interface Job {
  readonly name: string;
  /** Five-field cron expression, UTC. */
  readonly cron: string;
  readonly run: (context: Context) => Promise<void>;
}

/** A duty that waits for others over the network: it opens transactions of its own, none of them meanwhile. */
export interface RemoteJob {
  readonly name: string;
  readonly cron: string;
  readonly runFor: (organizationId: string) => Promise<void>;
}

export interface JobRunner {
  stop(): Promise<void>;
}

/** Runs one job now for every organization; an organization that fails does not stop the others. */
export async function runJob(
  database: Database,
  job: Job | RemoteJob,
  clock: () => Date,
  log: Log,
): Promise<void> {
  let failure: Error | undefined;
  for (const organizationId of await listOrganizationIds(database)) {
    try {
      if ('runFor' in job) await job.runFor(organizationId);
      else await runInOrganization(database, job, organizationId, clock);
    } catch (error) {
      failure = error instanceof Error ? error : new Error('A job failed.', { cause: error });
      log.error({ err: error, job: job.name, organizationId }, 'job failed');
    }
  }
  if (failure) throw failure;
}

function runInOrganization(
  database: Database,
  job: Job,
  organizationId: string,
  clock: () => Date,
): Promise<void> {
  const caller = systemCaller(organizationId, job.name);
  return inOrganization(database, organizationId, (tx) =>
    job.run({ tx, caller, now: clock(), audited: 0 }),
  );
}

/** Schedules the jobs in PostgreSQL: however many servers run, each occurrence runs once. */
export async function startJobs(
  connectionString: string,
  database: Database,
  jobs: readonly (Job | RemoteJob)[],
  clock: () => Date,
  log: Log,
): Promise<JobRunner> {
  const boss = new PgBoss({ connectionString, application_name: 'enlace-jobs', max: 4 });
  boss.on('error', (error) => log.warn({ err: error }, 'job queue'));
  await boss.start();
  for (const job of jobs) {
    await boss.createQueue(job.name, { policy: 'singleton', retryLimit: 2 });
    await boss.schedule(job.name, job.cron);
    await boss.work(job.name, { pollingIntervalSeconds: 2 }, () =>
      runJob(database, job, clock, log),
    );
  }
  return { stop: () => boss.stop({ graceful: true, timeout: 5_000 }) };
}
