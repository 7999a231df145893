import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { parseArgs } from 'node:util';

import { exportAudit } from '../../access/server/service/audit-export.ts';
import { systemCaller } from '../../platform/server/context.ts';
import type { Runtime } from '../runtime.ts';
import { asSystem, chooseOrganization, UsageError, withRuntime, type Command } from './command.ts';
import { patientIdOf } from './token.ts';

const options = {
  from: { type: 'string' },
  to: { type: 'string' },
  patient: { type: 'string' },
  output: { type: 'string' },
  organization: { type: 'string' },
} as const;

export const auditCommand: Command = {
  name: 'audit',
  usage: 'audit export [--from DATE] [--to DATE] [--patient REF] [--output FILE]',
  summary: 'The audit log with its hash chain, one JSON object per line.',
  run: async (args) => {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    if (positionals[0] !== 'export') throw new UsageError('Say "audit export".');
    const from = readDate(values.from, '--from', '1970-01-01');
    const to = readDate(values.to, '--to', '9999-01-01');
    return withRuntime(async (runtime) => {
      const organizationId = await chooseOrganization(runtime, values.organization);
      const target = values.output
        ? createWriteStream(values.output, { mode: 0o600 })
        : process.stdout;
      const patientId = values.patient
        ? await patientIn(runtime, organizationId, values.patient)
        : undefined;
      const range = { from, to, ...(patientId ? { patientId } : {}) };
      for await (const line of exportAudit(
        runtime,
        systemCaller(organizationId, 'command-line'),
        range,
      )) {
        if (!target.write(`${line}\n`)) await once(target, 'drain');
      }
      if (target !== process.stdout) await new Promise<void>((done) => target.end(done));
      return 0;
    });
  },
};

function patientIn(runtime: Runtime, organizationId: string, reference: string): Promise<string> {
  return asSystem(runtime, organizationId, (context) => patientIdOf(context, reference));
}

function readDate(text: string | undefined, name: string, fallback: string): Date {
  const date = new Date(text ?? fallback);
  if (Number.isNaN(date.getTime()))
    throw new UsageError(`${name} is not a date: use 2026-11-21 or an ISO instant.`);
  return date;
}
