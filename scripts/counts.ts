/** True counts of tests from the runners' own JSON reports. */
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const vitestReport = Type.Object({
  numPassedTests: Type.Number(),
  numFailedTests: Type.Number(),
  numPendingTests: Type.Number(),
  numTodoTests: Type.Number(),
  testResults: Type.Array(
    Type.Object({ status: Type.String(), assertionResults: Type.Array(Type.Unknown()) }),
  ),
});

const playwrightReport = Type.Object({
  stats: Type.Object({
    expected: Type.Number(),
    unexpected: Type.Number(),
    flaky: Type.Number(),
    skipped: Type.Number(),
  }),
  errors: Type.Array(Type.Unknown()),
});

/** Counts of a Vitest report; a test file that could not even be loaded counts as one failure. */
export function countVitest(report: unknown): Counts {
  const parsed: Static<typeof vitestReport> = Value.Parse(vitestReport, report);
  const unloaded = parsed.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  return {
    passed: parsed.numPassedTests,
    failed: parsed.numFailedTests + unloaded.length,
    skipped: parsed.numPendingTests + parsed.numTodoTests,
  };
}

/** Counts of a Playwright report; an error outside any test counts as one failure. */
export function countPlaywright(report: unknown): Counts {
  const { stats, errors } = Value.Parse(playwrightReport, report);
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  };
}

/** The counts of one run: a runner that failed without naming a failure, or ran nothing, failed once. */
export function countRun(counts: Counts, succeeded: boolean): Counts {
  const ran = counts.passed + counts.failed > 0;
  const silentFailure = counts.failed === 0 && (!succeeded || !ran);
  return silentFailure ? { ...counts, failed: 1 } : counts;
}

export function sumCounts(all: readonly Counts[]): Counts {
  return all.reduce(
    (sum, each) => ({
      passed: sum.passed + each.passed,
      failed: sum.failed + each.failed,
      skipped: sum.skipped + each.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/** The last line of every run: `N passed, N failed`, with skips only when there are any. */
export function closingLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
