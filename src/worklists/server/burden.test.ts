import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Caller } from '../../platform/server/context.ts';
import { raise } from '../../work/server/service.ts';
import { finding } from '../../work/core/testing.ts';
import { recordContact, take } from '../../work/server/service/actions.ts';
import { tickClocks } from '../../work/server/service/clocks.ts';
import { createWorkTest, signalFor, type WorkTest } from '../../work/server/testing.ts';
import { readBurdenOf } from './burden.ts';

const opened = new Date('2026-11-18T15:00:00Z');
const minute = 60_000;

let work: WorkTest;
let nurse: Caller;
let supervisor: Caller;
beforeAll(async () => {
  work = await createWorkTest();
  nurse = await work.addPerson({ roles: ['care-provider'] });
  supervisor = await work.addPerson({ roles: ['supervisor'] });
  // Twelve Spanish-speaking patients, whose cards are taken after 1, 2 … 12 minutes; four English ones.
  for (let n = 1; n <= 12; n += 1) await addCard('es', n);
  for (let n = 1; n <= 4; n += 1) await addCard('en', n);
});
afterAll(() => work.db.close());

async function addCard(language: string, takenAfter: number): Promise<void> {
  const patientId = await work.addPatient({ language });
  const signal = signalFor(patientId, [finding({ priority: 2 })], { language });
  const [card] = await work.at(opened, (context) => raise(context, [signal]));
  const at = new Date(opened.getTime() + takenAfter * minute);
  // The sixth and twelfth wait until their time is over.
  const late = takenAfter % 6 === 0;
  const then = late ? new Date(opened.getTime() + 20 * minute) : at;
  if (late) await work.at(new Date(opened.getTime() + 16 * minute), tickClocks);
  const id = String(card?.itemId);
  await work.at(then, (context) => take(context, id), nurse);
  const contact = { outcome: 'reached', channel: 'phone', note: '' } as const;
  await work.at(then, (context) => recordContact(context, id, contact), nurse);
}

function burden(window: 'week' | 'month', now = new Date('2026-11-19T15:00:00Z')) {
  return work.at(now, (context) => readBurdenOf(context, { window }), supervisor);
}

test('tells times and the share acted upon in time by language, and nothing of too few', async () => {
  const { byLanguage } = await burden('week');
  const [en, es] = byLanguage;
  expect(en).toMatchObject({ key: 'en', acted: null, alerts: null, contact: { median: null } });
  expect(es).toMatchObject({
    key: 'es',
    acted: { value: 10 / 12, n: 12 },
    acknowledge: { median: { value: 7, n: 12 }, p90: { value: 20 } },
    contact: { median: { value: 7 } },
    daysWithData: { value: 0, n: 12 },
  });
  expect(es?.acted?.low).toBeLessThan(10 / 12);
});

test('counts all together, and by practice under its name', async () => {
  const { total, byPractice } = await burden('month');
  expect(total.acted).toMatchObject({ n: 16 });
  expect(byPractice).toMatchObject([{ name: { en: 'Test practice' }, acted: { n: 16 } }]);
});

test('looks no further back than the period', async () => {
  const { total } = await burden('week', new Date('2026-11-27T15:00:00Z'));
  expect(total).toMatchObject({ acted: null, alerts: { value: 0, n: 16 } });
});
