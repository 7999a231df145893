import { parseArgs } from 'node:util';

import { verifyAudit, type AuditVerification } from '../../access/server/service/audit-chain.ts';
import { verifyIngest } from '../../ingest/server/service/verify.ts';
import type { Context } from '../../platform/server/context.ts';
import { listOrganizationIds } from '../../platform/server/database.ts';
import { verifyMonitoring } from '../../monitoring/server/service/verify.ts';
import { verifyWork } from '../../work/server/service/verify.ts';
import type { Runtime } from '../runtime.ts';
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
];

/** What was found in one organization; whoever notes the head of the chain elsewhere can prove its end. */
interface Verified {
  readonly organizationId: string;
  readonly broken: readonly Broken[];
  readonly audit: AuditVerification;
}

export const verifyCommand: Command = {
  name: 'verify',
  usage: 'verify [--json]',
  summary: 'Check the stored data against every invariant; prints the head of the audit chain.',
  run: async (args) => {
    const { values } = parseArgs({ args, options: { json: { type: 'boolean' } } });
    return withRuntime(async (runtime) => {
      const verified: Verified[] = [];
      for (const organizationId of await listOrganizationIds(runtime.database)) {
        verified.push(await verifyOrganization(runtime, organizationId));
      }
      console.log(values.json ? JSON.stringify(asJson(verified)) : describe(verified));
      return verified.every(({ broken }) => broken.length === 0) ? 0 : 1;
    });
  },
};

async function verifyOrganization(runtime: Runtime, organizationId: string): Promise<Verified> {
  const broken: Broken[] = [];
  for (const verification of verifications) {
    broken.push(...(await asSystem(runtime, organizationId, verification)));
  }
  const audit = await asSystem(runtime, organizationId, (context) => verifyAudit(context));
  const breaks = audit.breaks.map(({ code, sequence }): Broken => {
    return { check: `audit.${code}`, id: String(sequence ?? '') };
  });
  return { organizationId, broken: [...broken, ...breaks], audit };
}

function asJson(verified: readonly Verified[]) {
  return {
    organizations: verified.length,
    broken: verified.flatMap(({ organizationId, broken }) =>
      broken.map((one) => ({ organizationId, ...one })),
    ),
    audit: verified.map(({ organizationId, audit: { breaks: _breaks, ...chain } }) => ({
      organizationId,
      ...chain,
    })),
  };
}

function describe(verified: readonly Verified[]): string {
  const lines = verified.flatMap(({ organizationId, broken, audit }) => [
    ...broken.map(({ check, id }) => `${check}  ${id}  (${organizationId})`),
    `Audit chain of ${organizationId}: ${describeChain(audit)}`,
  ]);
  const holds = verified.every(({ broken }) => broken.length === 0);
  if (holds) lines.push(`Everything holds (${verified.length} organizations).`);
  return lines.join('\n');
}

function describeChain({ head, sealedEvents, unsealedEvents }: AuditVerification): string {
  const waiting = `${unsealedEvents} events not sealed yet`;
  if (head === null) return `nothing sealed, ${waiting}.`;
  return `${sealedEvents} events in ${head.sequence} links, ${waiting}.\n  Head ${head.sequence} ${head.hash}`;
}
