import { parseArgs } from 'node:util';

import { createDemonstration } from '../demo/create.ts';
import { UsageError, withIngest, withRuntime, type Command } from './command.ts';

export const demoCommand: Command = {
  name: 'demo',
  usage: 'demo [--patients N] [--days N] [--seed N]',
  summary: 'Add a demonstration organization with synthetic people and readings.',
  run: async (args) => {
    const { values } = parseArgs({
      args,
      options: { patients: { type: 'string' }, days: { type: 'string' }, seed: { type: 'string' } },
    });
    const organizationId = await withRuntime((runtime) =>
      withIngest(runtime, (ingest) =>
        createDemonstration(runtime, ingest, {
          say: (message) => console.error(message),
          ...number('patients', values.patients),
          ...number('days', values.days),
          ...number('seed', values.seed),
        }),
      ),
    );
    console.log(organizationId);
    return 0;
  },
};

function number(name: string, text: string | undefined): Record<string, number> {
  if (text === undefined) return {};
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new UsageError(`--${name} is a whole number above 0.`);
  return { [name]: value };
}
