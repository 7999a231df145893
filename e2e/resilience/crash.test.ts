import { expect, test } from 'vitest';

import { crashRun } from './crash.ts';

// A short run belongs to every test run; ENLACE_CRASH_KILLS=100 makes the long one.
const kills = Number(process.env['ENLACE_CRASH_KILLS'] ?? 2);

test('nothing acknowledged is lost or doubled when server and database are killed in mid-stream', async () => {
  const report = await crashRun(kills, Number(process.env['ENLACE_CRASH_SEED'] ?? 20_261_121));
  expect(report.acknowledged).toBeGreaterThan(20);
  expect(report.lost).toEqual([]);
  expect(report.doubled).toEqual([]);
  console.log(JSON.stringify({ ...report, verify: undefined }));
}, 1_800_000);
