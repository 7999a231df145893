import { expect, test } from 'vitest';

import { crashRun } from './crash.ts';

// A short run belongs to every test run; ENLACE_CRASH_KILLS=100 makes the long one.
const kills = Number(process.env['ENLACE_CRASH_KILLS'] ?? 5);

test('nothing acknowledged is lost or doubled when server and database are killed in mid-stream', async () => {
  const report = await crashRun(kills, Number(process.env['ENLACE_CRASH_SEED'] ?? 20_261_121));
  expect(report.averageBetween).toBeGreaterThan(5);
  expect(report.activeAlerts).toBeGreaterThan(5);
  expect(report.lost).toEqual([]);
  expect(report.doubled).toEqual([]);
  expect(report.unclear).toEqual([]);
  expect(report.disagreeing).toEqual([]);
  console.log(JSON.stringify(report));
}, 3_600_000);
