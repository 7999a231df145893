import { parseArgs } from 'node:util';

import { describeConfig, readConfig } from '../../platform/server/config.ts';
import { withRuntime, type Command } from './command.ts';

export const configCommand: Command = {
  name: 'config',
  usage: 'config [--json | --connection]',
  summary: 'Each setting, its value and where it came from.',
  run: async (args) => {
    const { values } = parseArgs({
      args,
      options: { json: { type: 'boolean' }, connection: { type: 'boolean' } },
    });
    if (values.connection) {
      // For psql, pg_dump and backups: the address of the database, embedded or not.
      await withRuntime(async (runtime) => console.log(runtime.connectionString));
      return 0;
    }
    const settings = describeConfig(readConfig());
    if (values.json) {
      console.log(JSON.stringify(settings, null, 2));
      return 0;
    }
    for (const setting of settings) {
      console.log(
        `${setting.variable.padEnd(22)} ${setting.value || '(not set)'}  [${setting.from}]`,
      );
      console.log(`${' '.repeat(22)} ${setting.description}`);
    }
    return 0;
  },
};
