import { parseArgs } from 'node:util';

import { verifyAudit } from '../../access/server/service/audit-chain.ts';
import { verifyIngest } from '../../ingest/server/service/verify.ts';
import type { Context } from '../../platform/server/context.ts';
import { listOrganizationIds } from '../../platform/server/database.ts';
import { verifyMonitoring } from '../../monitoring/server/service/alerts.ts';
import { verifyWork } from '../../work/server/service/verify.ts';
import { asSystem, withRuntime, type Command } from './command.ts';

/** One thing that is stored and must not be; `id` names the row, never a person. */
interface Broken {
  readonly check: string;
  readonly id: string;
}

const verifications: readonly ((context: Context) => Promise<readonly Broken[]>)[] = [
  verifyWork,
  verifyIngest,
  verifyMonitoring,
  async (context) => {
    const { breaks } = await verifyAudit(context);
    return breaks.map(({ code, sequence }) => ({
      check: `audit.${code}`,
      id: String(sequence ?? ''),
    }));
  },
];

export const verifyCommand: Command = {
  name: 'verify',
  usage: 'verify [--json]',
  summary: 'Check the stored data against every invariant.',
  run: async (args) => {
    const { values } = parseArgs({ args, options: { json: { type: 'boolean' } } });
    return withRuntime(async (runtime) => {
      const broken: (Broken & { organizationId: string })[] = [];
      const organizations = await listOrganizationIds(runtime.database);
      for (const organizationId of organizations) {
        for (const verification of verifications) {
          const found = await asSystem(runtime, organizationId, verification);
          broken.push(...found.map((one) => ({ organizationId, ...one })));
        }
      }
      if (values.json) console.log(JSON.stringify({ organizations: organizations.length, broken }));
      else
        for (const { check, id, organizationId } of broken)
          console.log(`${check}  ${id}  (${organizationId})`);
      if (!values.json && broken.length === 0)
        console.log(`Everything holds (${organizations.length} organizations).`);
      return broken.length === 0 ? 0 : 1;
    });
  },
};
