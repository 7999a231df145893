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

export interface JobRunner {
  stop(): Promise<void>;
}

/** Runs one job now for every organization; an organization that fails does not stop the others. */
export async function runJob(
  database: Database,
  job: Job,
  clock: () => Date,
  log: Log,
): Promise<void> {
  let failure: Error | undefined;
  for (const organizationId of await listOrganizationIds(database)) {
    try {
      await inOrganization(database, organizationId, (tx) =>
        job.run({ tx, caller: systemCaller(organizationId, job.name), now: clock(), audited: 0 }),
      );
    } catch (error) {
      failure = error instanceof Error ? error : new Error('A job failed.', { cause: error });
      log.error({ err: error, job: job.name, organizationId }, 'job failed');
    }
  }
  if (failure) throw failure;
}

/** Schedules the jobs in PostgreSQL: however many servers run, each occurrence runs once. */
export async function startJobs(
  connectionString: string,
  database: Database,
  jobs: readonly Job[],
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
