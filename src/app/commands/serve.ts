import { parseArgs } from 'node:util';

import { readConfig } from '../../platform/server/config.ts';
import { listOrganizationIds } from '../../platform/server/database.ts';
import { demoEmail, demoPassword, demoStaff } from '../demo/people.ts';
import { createDemonstration, isDemonstration } from '../demo/create.ts';
import { createFirstOrganization } from '../first-organization.ts';
import { openRuntime, type Runtime } from '../runtime.ts';
import { createServer } from '../server.ts';
import { ensureWebBuild } from '../web-assets.ts';
import type { Command } from './command.ts';

export const serveCommand: Command = {
  name: 'serve',
  usage: 'serve [--empty]',
  summary: 'Start the server; at first with a demonstration organization, or empty.',
  run: async (args) => {
    const { values } = parseArgs({ args, options: { empty: { type: 'boolean' } } });
    const say = (message: string) => console.log(message);
    const runtime = await openRuntime(readConfig(), { say, owner: true });
    await ensureWebBuild(say);
    if ((await listOrganizationIds(runtime.database)).length === 0) {
      if (values.empty) await createFirstOrganization(runtime, say);
      else await createDemonstration(runtime, { say });
    }
    const server = await createServer(runtime);
    const { host, port } = runtime.config;
    await server.http.listen({ host, port: Number(port) });
    await greet(runtime, say);
    await untilStopped();
    say('Stopping …');
    await server.close();
    await runtime.close();
    return 0;
  },
};

async function greet(runtime: Runtime, say: (message: string) => void): Promise<void> {
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
