import { parseArgs } from 'node:util';

import { readConfig } from '../../platform/server/config.ts';
import { listOrganizationIds } from '../../platform/server/database.ts';
import { giveBackMemory } from '../../platform/server/memory.ts';
import { demoEmail, demoPassword, demoStaff } from '../demo/people.ts';
import { createDemonstration, isDemonstration } from '../demo/create.ts';
import { createFirstOrganization } from '../first-organization.ts';
import { openRuntime, type Runtime } from '../runtime.ts';
import { createServer } from '../server.ts';
import { ensureWebBuild } from '../web-assets.ts';
import { withIngest, type Command } from './command.ts';

const serveOptions = { empty: { type: 'boolean' }, 'api-only': { type: 'boolean' } } as const;

export const serveCommand: Command = {
  name: 'serve',
  usage: 'serve [--empty] [--api-only]',
  summary: 'Start the server; at first with a demonstration organization, or empty.',
  run: async (args) => {
    const { values } = parseArgs({ args, options: serveOptions });
    const runtime = await openRuntime(readConfig(), { say, owner: true });
    try {
      if (!values['api-only']) await ensureWebBuild(say);
      await prepare(runtime, values.empty === true);
      await serve(runtime, !values['api-only']);
    } finally {
      await runtime.close();
    }
    return 0;
  },
};

const say = (message: string) => console.log(message);

/** The first start makes the organization. */
async function prepare(runtime: Runtime, isEmpty: boolean): Promise<void> {
  if ((await listOrganizationIds(runtime.database)).length > 0) return;
  if (isEmpty) await createFirstOrganization(runtime, say);
  else await withIngest(runtime, (ingest) => createDemonstration(runtime, ingest, { say }));
}

async function serve(runtime: Runtime, withWeb: boolean): Promise<void> {
  const server = await createServer(runtime, { withWeb });
  try {
    const { host, port } = runtime.config;
    await server.http.listen({ host, port: Number(port) });
    await greet(runtime);
    giveBackMemory();
    await untilStopped();
    say('Stopping …');
  } finally {
    await server.close();
  }
}

async function greet(runtime: Runtime): Promise<void> {
  say(`Enlace: http://localhost:${runtime.config.port}`);
  if (!(await isDemonstration(runtime))) return;
  say(`Demonstration data. Sign in with the password ${demoPassword} as:`);
  for (const person of demoStaff) {
    say(`  ${demoEmail(person.key).padEnd(34)} ${person.displayName}, ${person.roles.join(', ')}`);
  }
}

/** Waits for SIGTERM or SIGINT; a second one ends at once. */
function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(1));
        resolve();
      });
    }
  });
}
