import { createIngest, type Ingest } from '../../ingest/server/service.ts';
import { readConfig } from '../../platform/server/config.ts';
import type { Context } from '../../platform/server/context.ts';
import { systemCaller } from '../../platform/server/context.ts';
import { inOrganization, listOrganizationIds } from '../../platform/server/database.ts';
import { openRuntime, type Runtime } from '../runtime.ts';

/** One word after `enlace`; `run` answers the exit code. */
export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  readonly run: (args: string[]) => Promise<number>;
}

/** Bad use of the command line: printed with the usage, exit code 2. */
export class UsageError extends Error {}

/** Opens the installation (starting or joining its database), does the work and closes it again. */
export async function withRuntime<T>(work: (runtime: Runtime) => Promise<T>): Promise<T> {
  const runtime = await openRuntime(readConfig(), { say: (message) => console.error(message) });
  try {
    return await work(runtime);
  } finally {
    await runtime.close();
  }
}

/** The organization a command works in: the one named, or the only one there is. */
export async function chooseOrganization(runtime: Runtime, named?: string): Promise<string> {
  const ids = await listOrganizationIds(runtime.database);
  if (named) {
    if (!ids.includes(named)) throw new UsageError(`There is no organization ${named}.`);
    return named;
  }
  const [only] = ids;
  if (only === undefined) {
    throw new UsageError(
      'There is no organization yet. Start Enlace once (npm start), or run "enlace demo".',
    );
  }
  if (ids.length > 1) {
    throw new UsageError(
      `There are several organizations; add --organization with one of: ${ids.join(', ')}.`,
    );
  }
  return only;
}

/** Runs work in one organization as the command line. */
export function asSystem<T>(
  runtime: Pick<Runtime, 'database' | 'clock'>,
  organizationId: string,
  work: (context: Context) => Promise<T>,
): Promise<T> {
  return inOrganization(runtime.database, organizationId, (tx) =>
    work({
      tx,
      caller: systemCaller(organizationId, 'command-line'),
      now: runtime.clock(),
      audited: 0,
    }),
  );
}

/** Opens the one way in for readings beside a running server, or without one, and closes it after the work. */
export async function withIngest<T>(
  runtime: Runtime,
  work: (ingest: Ingest) => Promise<T>,
): Promise<T> {
  const { connectionString, clock, log } = runtime;
  const ingest = createIngest({ connectionString, clock, log });
  try {
    return await work(ingest);
  } finally {
    await ingest.close();
  }
}
