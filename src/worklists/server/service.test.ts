import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Caller, Context } from '../../platform/server/context.ts';
import { newId } from '../../platform/server/ids.ts';
import { raise } from '../../work/server/service.ts';
import { finding } from '../../work/core/testing.ts';
import { createWorkTest, signalFor, type WorkTest } from '../../work/server/testing.ts';
import { ageBuckets } from '../core/age-bucket.ts';
import { questionOf, readBoardCounts, readPage } from './service.ts';

const now = new Date('2026-11-18T15:00:00Z');
const minute = 60_000;
const total = 120;

let work: WorkTest;
let supervisor: Caller;
let nurse: Caller;
let otherPractice: string;
let ids: readonly string[];

beforeAll(async () => {
  work = await createWorkTest();
  supervisor = await work.addPerson({ roles: ['supervisor'] });
  nurse = await work.addPerson({ roles: ['care-provider'], languages: ['en'] });
  otherPractice = await addPractice();
  ids = await addItems();
});
afterAll(() => work.db.close());

async function addPractice(): Promise<string> {
  const { organizationId } = work.db;
  const id = newId();
  await work.db.run(({ tx }) =>
    tx
      .insertInto('practice')
      .values({ organizationId, id, name: 'Other practice', zone: 'America/New_York' })
      .execute(),
  );
  return id;
}

/** Item number n, of its own patient, with what the filters look at. */
async function addItems(): Promise<string[]> {
  const added: string[] = [];
  for (let n = 0; n < total; n += 1) {
    const patientId = await work.addPatient({ language: n % 3 === 0 ? 'en' : 'es' });
    const signal = signalFor(patientId, [finding({ priority: 3 })], {
      language: n % 3 === 0 ? 'en' : 'es',
      practiceId: n % 5 === 0 ? otherPractice : work.practiceId,
    });
    const [raised] = await work.at(now, (context) => raise(context, [signal]));
    added.push(String(raised?.itemId));
  }
  await work.db.run(async ({ tx }) => {
    for (const [n, id] of added.entries()) await shape(tx, n, id);
    const elsewhere = tx
      .selectFrom('workItem')
      .select('patientId')
      .where('practiceId', '=', otherPractice);
    await tx
      .updateTable('patient')
      .set({ practiceId: otherPractice })
      .where('id', 'in', elsewhere)
      .execute();
  });
  return added;
}

const priorityOf = (n: number) => 1 + (n % 4);
// Ten at the same moment: pages must not lose the others of a moment at their end.
const raisedOf = (n: number) => new Date(now.getTime() - Math.floor(n / 10) * 30 * minute);
const isOwned = (n: number) => n % 6 === 1;
const isSnoozed = (n: number) => n % 7 === 2;
const isOverdue = (n: number) => n % 8 === 3;
const isGap = (n: number) => n % 9 === 4;
const kindOf = (n: number) => (n % 10 === 5 ? 'follow-up' : 'triage');
const queueOf = (n: number) => (n % 11 === 6 ? 'level-2' : 'level-1-es');

async function shape(tx: Context['tx'], n: number, id: string): Promise<void> {
  const due = new Date(now.getTime() + (isOverdue(n) ? -1 : 1) * 60 * minute);
  await tx
    .updateTable('workItem')
    .set({
      ...{ priority: priorityOf(n), worstPriority: 1, raisedAt: raisedOf(n), queue: queueOf(n) },
      ...{ ownerId: isOwned(n) ? nurse.id : null, languageGap: isGap(n), kind: kindOf(n) },
      ...{ acknowledgedAt: null, contactedAt: null, acknowledgeDueAt: due, contactDueAt: due },
      ...(isSnoozed(n)
        ? {
            ...{ state: 'snoozed', nextClock: 'wake', nextClockAt: due },
            hold: JSON.stringify({ type: 'snooze', until: due.toISOString(), reason: 'asleep' }),
          }
        : {}),
    })
    .where('id', '=', id)
    .execute();
}

type Query = Parameters<typeof questionOf>[2];

const sharedBy = (caller: Caller, tx: Context['tx'], at: Date) => {
  const { organizationId } = caller;
  return { tx, organizationId, now: at, readers: [caller], audited: 0 };
};
const pageAt = (at: Date, query: Query, caller = supervisor, list = 'triage') =>
  work.at(at, ({ tx }) => readPage(sharedBy(caller, tx, at), questionOf(caller, list, query)));
const board = () => work.at(now, ({ tx }) => readBoardCounts(sharedBy(supervisor, tx, now)));
const page = (query: Query, caller = supervisor, list = 'triage') =>
  pageAt(now, query, caller, list);

/** The numbers of the items of a page, in its order. */
async function numbers(query: Query, caller = supervisor, list = 'triage'): Promise<number[]> {
  const { items } = await page({ limit: 200, ...query }, caller, list);
  return items.map((item) => ids.indexOf(item.id));
}

const those = (wanted: (n: number) => boolean) => ids.map((_, n) => n).filter(wanted);
const sorted = (list: readonly number[]) => list.toSorted((a, b) => a - b);

describe('a worklist', () => {
  test('has the most urgent first, and of these the oldest', async () => {
    const { items } = await page({ limit: 200 });
    expect(items).toHaveLength(total);
    const keys = items.map(({ priority, raisedAt, id }) => `${priority} ${raisedAt} ${id}`);
    expect(keys).toEqual(keys.toSorted());
    expect([items[0]?.priority, items.at(-1)?.priority]).toEqual([1, 4]);
  });

  test.each([1, 7, 50, 119, 120])('pages by %i without gap or double', async (limit) => {
    const whole = await numbers({});
    const seen: number[] = [];
    let after: string | null | undefined;
    let pages = 0;
    do {
      const { items, next } = await page({ limit, ...(after ? { after } : {}) });
      seen.push(...items.map((item) => ids.indexOf(item.id)));
      after = next;
      pages += 1;
    } while (after);
    expect(seen).toEqual(whole);
    expect(pages).toBe(Math.ceil(total / limit));
  });

  test('stays where it is while other items leave the list', async () => {
    const whole = await numbers({ language: 'en' });
    const first = await page({ language: 'en', limit: 10 });
    const gone = [whole[2], whole[12]].map((n) => String(ids[n ?? 0]));
    const set = (values: object) =>
      work.db.run(({ tx }) =>
        tx.updateTable('workItem').set(values).where('id', 'in', gone).execute(),
      );
    await set({ language: 'fr' });
    const rest = await numbers({ language: 'en', after: String(first.next) });
    await set({ language: 'en' });
    expect(rest).toEqual(whole.slice(10).filter((n) => n !== whole[12]));
  });

  const cases: readonly (readonly [string, Query, (n: number) => boolean])[] = [
    ['priority', { priority: '1,3' }, (n) => [1, 3].includes(priorityOf(n))],
    ['language', { language: 'en' }, (n) => n % 3 === 0],
    ['queue', { queue: 'level-2' }, (n) => queueOf(n) === 'level-2'],
    ['no owner', { owner: 'none' }, (n) => !isOwned(n)],
    ['state', { state: 'snoozed' }, isSnoozed],
    ['kind', { kind: 'follow-up' }, (n) => kindOf(n) === 'follow-up'],
    ['overdue', { overdue: true }, isOverdue],
    ['language gap', { gap: true }, isGap],
    ['age', { age: 'under-1-hour' }, (n) => n >= 10 && n < 20],
    ['several at once', { language: 'es', priority: '2' }, (n) => n % 3 !== 0 && n % 4 === 1],
  ];
  test.each(cases)('filters by %s', async (_, query, wanted) => {
    expect(those(wanted).length).toBeGreaterThan(0);
    expect(sorted(await numbers(query))).toEqual(those(wanted));
  });

  test('of every age together has every item once, as the board counts them', async () => {
    const { ages } = await board();
    const found: number[] = [];
    for (const age of ageBuckets) {
      const ofAge = await numbers({ age });
      const counted = ages
        .filter((row) => row.bucket === age)
        .reduce((sum, row) => sum + row.open, 0);
      expect(ofAge).toHaveLength(counted);
      found.push(...ofAge);
    }
    expect(sorted(found)).toEqual(those(() => true));
  });

  test('filters by practice, by owner, and by both and nobody', async () => {
    const owner = String(nurse.id);
    expect(sorted(await numbers({ practice: otherPractice }))).toEqual(those((n) => n % 5 === 0));
    expect(sorted(await numbers({ owner }))).toEqual(those(isOwned));
    expect(await numbers({ owner: `${owner},none` })).toHaveLength(total);
    expect(await numbers({ owner: String(supervisor.id) })).toEqual([]);
  });

  test('of one person has what that person owns', async () => {
    expect(sorted(await numbers({}, nurse, 'mine'))).toEqual(those(isOwned));
    expect(await numbers({}, supervisor, 'mine')).toEqual([]);
  });

  test('of follow-ups has nothing else', async () => {
    const followUps = those((n) => kindOf(n) === 'follow-up');
    expect(sorted(await numbers({}, supervisor, 'follow-ups'))).toEqual(followUps);
  });

  test('shows somebody bound to a practice its work only, whatever is asked', async () => {
    const bound = { ...nurse, practiceId: otherPractice };
    const own = those((n) => n % 5 === 0);
    expect(sorted(await numbers({}, bound))).toEqual(own);
    expect(sorted(await numbers({ practice: work.practiceId }, bound))).toEqual(own);
  });

  test('leaves an audit event that names every patient it showed', async () => {
    const { items } = await page({ limit: 7, language: 'en' });
    const events = await work.db.run(({ tx }) =>
      tx
        .selectFrom('auditEvent')
        .select(['patientIds', 'actorId', 'subject'])
        .where('action', '=', 'worklist.read')
        .orderBy('id', 'desc')
        .limit(1)
        .execute(),
    );
    const patientIds = items.map((item) => String(item.patient?.id));
    expect(patientIds).toHaveLength(7);
    expect(events).toEqual([
      { patientIds: patientIds.toSorted(), actorId: supervisor.id, subject: 'triage' },
    ]);
  });

  test('refuses a list that does not exist and a place that is none', async () => {
    await expect(page({}, supervisor, 'everything')).rejects.toMatchObject({
      code: 'record.not-found',
    });
    await expect(page({ after: 'x' })).rejects.toMatchObject({ code: 'request.invalid' });
  });
});

test('the board counts what the list shows', async () => {
  const { counts, ages } = await board();
  const sum = (of: (row: (typeof counts)[number]) => number) =>
    counts.reduce((before, row) => before + of(row), 0);
  expect(sum((row) => row.open)).toBe(total);
  expect(sum((row) => row.overdue)).toBe(those(isOverdue).length);
  expect(sum((row) => row.languageGap)).toBe(those(isGap).length);
  expect(ages.reduce((before, row) => before + row.open, 0)).toBe(total);
});

describe('a flood of alerts', () => {
  test('folds what can wait and says so, and never what is critical or urgent', async () => {
    const shown = await page({ state: 'open', fold: true, limit: 200 });
    expect(shown.flood).toMatchObject({ opened: 108, minutes: 15 });
    expect(shown.flood?.folded).toBeGreaterThan(0);
    expect(shown.items.every((item) => item.priority <= 2)).toBe(true);
    const all = await page({ state: 'open', limit: 200 });
    const urgent = all.items.filter((item) => item.priority <= 2);
    expect(shown.items.map((item) => item.id)).toEqual(urgent.map((item) => item.id));
    expect(all.items.length).toBeGreaterThan(urgent.length);
  });

  test('is over when nothing more comes, and folds nothing for who asks for a priority', async () => {
    const later = new Date(now.getTime() + 16 * minute);
    const query = { state: 'open', fold: true, limit: 200 } as const;
    const over = await pageAt(later, query);
    expect([over.flood, over.items.some((item) => item.priority >= 3)]).toEqual([null, true]);
    const asked = await page({ ...query, priority: '3' });
    expect([asked.flood, asked.items.length > 0]).toEqual([null, true]);
  });
});
