/** Checks everything that needs no test run: one line per check, its output only when it fails. */
import { runCommand } from './command.ts';
import { closingLine } from './counts.ts';

const checks: readonly (readonly [name: string, command: readonly string[]])[] = [
  ['format', ['oxfmt', '--check']],
  ['lint', ['oxlint', '--deny-warnings']],
  ['types', ['tsc', '--noEmit']],
  ['unused', ['knip']],
  ['architecture', ['node', 'scripts/architecture.ts']],
  ['content', ['node', 'src/app/validate-content.ts']],
  ['generated files', ['node', 'scripts/codegen.ts', '--verify']],
];

async function check([name, command]: (typeof checks)[number]): Promise<boolean> {
  const { succeeded, output, seconds } = await runCommand(command, { show: false });
  console.log(`${succeeded ? '✓' : '✗'} ${name} (${seconds.toFixed(1)} s)`);
  if (!succeeded) console.log(`${output.trimEnd()}\n  to repeat: npx ${command.join(' ')}\n`);
  return succeeded;
}

const results = await Promise.all(checks.map(check));
const passed = results.filter(Boolean).length;
console.log(closingLine({ passed, failed: results.length - passed, skipped: 0 }));
process.exitCode = passed === results.length ? 0 : 1;
