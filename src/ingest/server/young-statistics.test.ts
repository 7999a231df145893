import { expect, test } from 'vitest';

import { createIngestTest } from './testing.ts';

test('statistics come with the first readings, before autovacuum has looked at the tables', async () => {
  const t = await createIngestTest();
  const tuples = async () => {
    const [row] = await t.rows<{ tuples: number }>(
      "select reltuples::int as tuples from pg_class where oid = 'reading_days'::regclass",
    );
    return row?.tuples;
  };
  const patients = await Promise.all(Array.from({ length: 40 }, () => t.addPatient()));
  expect(await tuples()).toBe(-1);
  await t.send(
    patients.flatMap((patient, place) =>
      Array.from({ length: 30 }, (_, month) => ({
        ...{ id: `young-${place}-${month}`, patient, kind: 'weight', unit: 'kg' },
        ...{ at: new Date(t.now.getTime() - month * 31 * 86_400_000).toISOString() },
        values: { value: 70 },
      })),
    ),
    { live: false },
  );
  await expect.poll(tuples, { timeout: 10_000 }).toBeGreaterThan(100);
  await t.close();
});
