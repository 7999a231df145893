/** Runs every test, browser included; the last line is `N passed, N failed` from the runners' reports. */
import { readFileSync, rmSync } from 'node:fs';

import { runCommand } from './command.ts';
import {
  closingLine,
  countPlaywright,
  countRun,
  type Counts,
  countVitest,
  sumCounts,
} from './counts.ts';

interface Runner {
  readonly command: readonly string[];
  readonly report: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly count: (report: unknown) => Counts;
}

const unitReport = 'test-results/unit.json';
const journeysReport = 'test-results/journeys.json';

const runners: readonly Runner[] = [
  {
    command: [
      ...['vitest', 'run', '--reporter=default', '--reporter=json'],
      `--outputFile.json=${unitReport}`,
    ],
    report: unitReport,
    count: countVitest,
  },
  {
    command: ['playwright', 'test', '--reporter=list,json'],
    report: journeysReport,
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: journeysReport },
    count: countPlaywright,
  },
];

async function run({ command, report, env = {}, count }: Runner): Promise<Counts> {
  rmSync(report, { force: true });
  const { succeeded } = await runCommand(command, { show: true, env });
  return countRun(readCounts(report, count), succeeded);
}

function readCounts(report: string, count: Runner['count']): Counts {
  try {
    return count(JSON.parse(readFileSync(report, 'utf8')));
  } catch (error) {
    console.error(`${report} cannot be counted: ${String(error)}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/** Built once before the servers of the tests start side by side: each of them would build it. */
async function build(): Promise<Counts[]> {
  const { succeeded } = await runCommand(['node', 'scripts/build.ts'], { show: true });
  return succeeded ? [] : [{ passed: 0, failed: 1, skipped: 0 }];
}

const counts = await build();
for (const runner of runners) counts.push(await run(runner));
const total = sumCounts(counts);
console.log(closingLine(total));
process.exitCode = total.failed === 0 ? 0 : 1;
