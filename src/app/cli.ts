import process from 'node:process';

import { auditCommand } from './commands/audit.ts';
import { configCommand } from './commands/config.ts';
import { demoCommand } from './commands/demo.ts';
import { doctorCommand } from './commands/doctor.ts';
import { explainCommand } from './commands/explain.ts';
import { fakeDeviceCommand } from './commands/fake-device.ts';
import { importCommand } from './commands/import.ts';
import { ingestCommand } from './commands/ingest.ts';
import { migrateCommand } from './commands/migrate.ts';
import { serveCommand } from './commands/serve.ts';
import { tokenCommand } from './commands/token.ts';
import { UsageError, type Command } from './commands/command.ts';
import { verifyCommand } from './commands/verify.ts';

const commands: readonly Command[] = [
  serveCommand,
  migrateCommand,
  demoCommand,
  importCommand,
  ingestCommand,
  tokenCommand,
  explainCommand,
  verifyCommand,
  configCommand,
  doctorCommand,
  fakeDeviceCommand,
  auditCommand,
];

function printHelp(): void {
  const width = Math.max(...commands.map((command) => command.usage.length));
  const lines = commands.map((command) => `  ${command.usage.padEnd(width)}  ${command.summary}`);
  console.log(['Enlace', '', 'Usage: npx enlace COMMAND', '', ...lines].join('\n'));
}

/** Exit codes: 0 done, 1 problems were found, 2 bad use. */
async function main(): Promise<number> {
  const [name, ...rest] = process.argv.slice(2);
  if (!name || name === 'help' || name === '--help') {
    printHelp();
    return name ? 0 : 2;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) {
    console.error(`Unknown command "${name}". "npx enlace help" lists the commands.`);
    return 2;
  }
  try {
    return await command.run(rest);
  } catch (error) {
    if (
      error instanceof UsageError ||
      (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS')
    ) {
      console.error(`${(error as Error).message}\nUsage: npx enlace ${command.usage}`);
      return 2;
    }
    throw error;
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}
