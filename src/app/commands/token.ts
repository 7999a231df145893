import { parseArgs } from 'node:util';

import { createToken } from '../../access/server/service/tokens.ts';
import { resolvePatientReferences } from '../../people/server/service.ts';
import type { Context } from '../../platform/server/context.ts';
import { asSystem, chooseOrganization, UsageError, withRuntime, type Command } from './command.ts';

const options = {
  scope: { type: 'string', multiple: true },
  label: { type: 'string' },
  source: { type: 'string' },
  practice: { type: 'string' },
  patient: { type: 'string' },
  nightscout: { type: 'boolean' },
  organization: { type: 'string' },
  json: { type: 'boolean' },
} as const;

export const tokenCommand: Command = {
  name: 'token',
  usage:
    "token create --scope 'system/*.cruds' [--practice ID] [--patient REF] [--nightscout] [--label TEXT] [--json]",
  summary: 'Make a token for a machine; the secret is printed once.',
  run: async (args) => {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    if (positionals[0] !== 'create' || positionals.length > 1)
      throw new UsageError('Say "token create".');
    const scopes = values.scope ?? (values.nightscout ? ['system/Observation.c'] : []);
    if (scopes.length === 0) throw new UsageError('Say with --scope what the token may do.');
    if (values.nightscout && !values.patient) {
      throw new UsageError('A Nightscout token is bound to one patient: add --patient.');
    }
    return withRuntime(async (runtime) => {
      const organizationId = await chooseOrganization(runtime, values.organization);
      const made = await asSystem(runtime, organizationId, async (context) =>
        createToken(context, {
          label: values.label ?? 'command line',
          ...(values.source ? { source: values.source } : {}),
          scopes,
          practiceId: values.practice ?? null,
          patientId: values.patient ? await patientIdOf(context, values.patient) : null,
          nightscout: values.nightscout ?? false,
        }),
      );
      if (values.json) console.log(JSON.stringify(made));
      else console.log(`Token ${made.id}. Its secret is shown only now:\n${made.token}`);
      return 0;
    });
  },
};

/** The id of a patient given by id or identifier. */
export async function patientIdOf(context: Context, reference: string): Promise<string> {
  const resolved = await resolvePatientReferences(context.tx, [reference]);
  const patient = resolved.get(reference);
  if (!patient || typeof patient === 'string') {
    throw new UsageError(
      `The patient reference is ${patient ?? 'unknown'}; give an id or "system|value".`,
    );
  }
  return patient.id;
}
