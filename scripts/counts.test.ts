import { describe, expect, test } from 'vitest';

import { closingLine, countPlaywright, countRun, countVitest, sumCounts } from './counts.ts';

const nothing = { passed: 0, failed: 0, skipped: 0 };

describe('counting a run of Vitest', () => {
  test('takes the numbers of the report', () => {
    const report = {
      numPassedTests: 7,
      numFailedTests: 2,
      numPendingTests: 1,
      numTodoTests: 3,
      testResults: [{ status: 'failed', assertionResults: [{}, {}] }],
    };
    expect(countVitest(report)).toEqual({ passed: 7, failed: 2, skipped: 4 });
  });

  test('counts a file that could not be loaded as a failure', () => {
    const report = {
      numPassedTests: 7,
      numFailedTests: 0,
      numPendingTests: 0,
      numTodoTests: 0,
      testResults: [{ status: 'failed', assertionResults: [] }],
    };
    expect(countVitest(report)).toEqual({ passed: 7, failed: 1, skipped: 0 });
  });

  test('refuses a report of another form', () => {
    expect(() => countVitest({ tests: 7 })).toThrow();
  });
});

describe('counting a run of Playwright', () => {
  test('counts a test that passed at the second try as passed, an error outside tests as failed', () => {
    const stats = { expected: 4, unexpected: 1, flaky: 2, skipped: 3 };
    expect(countPlaywright({ stats, errors: [{ message: 'no browser' }] })).toEqual({
      passed: 6,
      failed: 2,
      skipped: 3,
    });
  });
});

describe('judging a run', () => {
  test('a runner that ran nothing has failed', () => {
    expect(countRun(nothing, true)).toEqual({ ...nothing, failed: 1 });
  });

  test('a runner that ended badly without a failed test has failed', () => {
    expect(countRun({ ...nothing, passed: 3 }, false)).toEqual({
      passed: 3,
      failed: 1,
      skipped: 0,
    });
  });

  test('failed tests are counted once', () => {
    const counts = { passed: 3, failed: 2, skipped: 0 };
    expect(countRun(counts, false)).toEqual(counts);
  });
});

test('the closing line adds up all runs and names skips only when there are any', () => {
  const sum = sumCounts([
    { passed: 3, failed: 0, skipped: 0 },
    { passed: 4, failed: 1, skipped: 0 },
  ]);
  expect(closingLine(sum)).toBe('7 passed, 1 failed');
  expect(closingLine({ ...sum, skipped: 2 })).toBe('7 passed, 1 failed, 2 skipped');
});
