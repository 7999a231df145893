import { parseArgs } from 'node:util';

import { describeConfig, readConfig } from '../../platform/server/config.ts';
import type { Command } from './command.ts';

export const configCommand: Command = {
  name: 'config',
  usage: 'config [--json]',
  summary: 'Each setting, its value and where it came from.',
  run: async (args) => {
    const { values } = parseArgs({ args, options: { json: { type: 'boolean' } } });
    const settings = describeConfig(readConfig());
    if (values.json) {
      console.log(JSON.stringify(settings, null, 2));
      return 0;
    }
    for (const setting of settings) {
      console.log(`${setting.variable.padEnd(22)} ${setting.value || '(not set)'}  [${setting.from}]`);
      console.log(`${' '.repeat(22)} ${setting.description}`);
    }
    return 0;
  },
};
