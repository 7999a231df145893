/** Checks the house rules that neither the compiler nor the linter knows; prints file:line, rule, remedy. */
import { checkCycles } from './architecture/cycles.ts';
import { checkDirections } from './architecture/directions.ts';
import { checkSize } from './architecture/size.ts';
import { readSourceFiles, type Violation } from './architecture/source-file.ts';
import { checkStatements } from './architecture/statements.ts';

const folders = ['src', 'scripts', 'bench', 'e2e'];

/** Every violation below the root, ordered by file and line. */
export function checkArchitecture(root: string): Violation[] {
  const files = readSourceFiles(root, folders);
  const violations = [checkDirections, checkStatements, checkCycles, checkSize].flatMap((check) =>
    check(files),
  );
  return violations.sort((a, b) => a.path.localeCompare(b.path) || a.line - b.line);
}

if (import.meta.main) {
  const violations = checkArchitecture(process.cwd());
  for (const { path, line, rule, message } of violations) {
    console.log(`${path}:${line} [${rule}] ${message}`);
  }
  process.exitCode = violations.length === 0 ? 0 : 1;
}
