import { afterAll, beforeAll, expect, test } from 'vitest';

import { judgeOverdueRechecks } from '../ingest/server/service/sweeps.ts';
import { createIngestTest, type IngestTest } from '../ingest/server/testing.ts';
import { createRandom, type Random } from './demo/random.ts';
import { alertOf } from '../monitoring/server/alert-rows.ts';
import { protocolsInUse } from '../monitoring/server/content.ts';
import { setFact } from '../monitoring/server/service/facts.ts';
import { setLimit } from '../monitoring/server/service/limits.ts';
import { kindsOf, loadPasts } from '../monitoring/server/service/what-if-past.ts';
import { selectAlertsAfter } from '../monitoring/server/store/alerts.ts';
import type { PatientLimit } from '../monitoring/core/profile.ts';
import { inForceThroughout, withLimit } from '../monitoring/core/what-if-change.ts';
import { simulate, type Episode } from '../monitoring/core/what-if.ts';
import { openPatient } from '../people/server/service.ts';
import { systemCaller } from '../platform/server/context.ts';
import { newId } from '../platform/server/ids.ts';

const minute = 60_000;
const day = 86_400_000;
const days = 90;
/** After the shipped protocols took effect. */
const begin = Date.parse('2026-11-03T00:00:00Z');
const end = begin + days * day;

type SetLimit = Pick<PatientLimit, 'ruleId' | 'name' | 'value' | 'unit'>;

const limits: readonly SetLimit[] = [
  { ruleId: 'blood-pressure/severe', name: 'systolic', value: 168, unit: 'mm[Hg]' },
  { ruleId: 'blood-pressure/stage-2', name: 'systolic', value: 152, unit: 'mm[Hg]' },
  { ruleId: 'glucose/low', name: 'level-1', value: 82, unit: 'mg/dL' },
  { ruleId: 'heart-failure-weight/gain-1-day', name: 'gain-24h', value: 2.6, unit: '[lb_av]' },
  { ruleId: 'heart-failure-weight/loss-7-days', name: 'loss-7d', value: 4, unit: '[lb_av]' },
];

const protocolIds = ['blood-pressure', 'glucose', 'heart-failure-weight'];

let t: IngestTest;
beforeAll(async () => {
  t = await createIngestTest();
});
afterAll(() => t.close());

interface Sent {
  readonly at: number;
  readonly items: readonly Record<string, unknown>[];
}

test.each([1, 2, 3])(
  'foretells of 90 days what the front door stores of them, alert for alert (history %i)',
  async (seed) => {
    const plain = await patientWith([]);
    const limited = await patientWith(limits);
    await live(historyOf(createRandom(seed)), [plain.id, limited.id]);
    const foretold = await foretell(plain.id, limited.own);
    expect(await stored(plain.id)).toEqual(foretold.asIs);
    expect(await stored(limited.id)).toEqual(foretold.changed);
    const rules = new Set(foretold.asIs.map(({ alert }) => alert.ruleId.split('/')[0]));
    expect(rules).toEqual(new Set(protocolIds));
    expect(foretold.changed).not.toEqual(foretold.asIs);
    expect(foretold.changed.length).toBeGreaterThan(20);
  },
);

async function patientWith(own: readonly SetLimit[]) {
  const id = await t.addPatient();
  const author = newId();
  const caller = { ...systemCaller(t.db.organizationId, 'clinician'), id: author };
  return t.db.run(
    async (context) => {
      await setFact(context, id, { fact: 'heart-failure', value: null, reason: 'Known for years' });
      const views = [];
      for (const limit of own)
        views.push(await setLimit(context, id, { ...limit, reason: 'Usual' }));
      // The same to the letter, only that the other patient does not have it.
      const limitsOf = views.map((view): PatientLimit => {
        const { ruleId, name, value, unit, reason } = view;
        return { id: view.id, author, ruleId, name, value, unit, reason, effectiveFrom: end };
      });
      return { id, own: limitsOf };
    },
    { caller, now: new Date(begin - day) },
  );
}

/** Pressures twice a day and again after high ones, glucose four times, a weight each morning. */
function historyOf(random: Random): readonly Sent[] {
  const sent: Sent[] = [];
  let weight = 176;
  let count = 0;
  const between = (low: number, high: number) => low + random.next() * (high - low);
  const add = (at: number, kind: string, unit: string, values: object, more: object = {}) => {
    count += 1;
    sent.push({ at, items: [{ id: `m-${count}`, kind, unit, values, ...more }] });
  };
  for (let morning = begin + 7 * 60 * minute; morning < end - day; morning += day) {
    weight += between(-2.2, 2.4);
    if (weight > 186) weight = 176;
    add(morning, 'weight', 'lb', { value: Math.round(weight * 10) / 10 });
    for (const hour of [1, 12]) {
      const at = morning + hour * 60 * minute + Math.floor(between(0, 40)) * 1_000;
      const systolic = Math.round(between(92, 188));
      const told = random.chance(0.15) ? { context: { symptoms: 'chest-pain' } } : {};
      const values = { systolic, diastolic: Math.round(systolic * 0.55) };
      add(at, 'blood-pressure', 'mmHg', values, told);
      if (systolic < 165 || random.chance(0.4)) continue;
      const lower = systolic - Math.round(between(-6, 40));
      const again = { systolic: lower, diastolic: Math.round(lower * 0.55) };
      add(at + Math.round(between(2, 25)) * minute, 'blood-pressure', 'mmHg', again);
    }
    for (const hour of [2, 6, 11, 15]) {
      const at = morning + hour * 60 * minute + Math.floor(between(0, 3_000)) * 1_000;
      const inMmol = random.chance(0.2);
      const value = between(58, 290);
      if (inMmol) add(at, 'glucose', 'mmol/L', { value: Math.round(value / 1.8) / 10 });
      else add(at, 'glucose', 'mg/dL', { value: Math.round(value) });
    }
  }
  return sent.toSorted((one, other) => one.at - other.at);
}

/** Sends everything at its time, with the job looking at the clock each minute in between. */
async function live(history: readonly Sent[], patients: readonly string[]): Promise<void> {
  for (const { at, items } of history) {
    await letTimePass(patients, at);
    const all = patients.flatMap((patient) =>
      items.map((item) => ({ ...item, patient, at: new Date(at).toISOString() })),
    );
    const receivedAt = new Date(at);
    t.now = receivedAt;
    await t.send(all, { receivedAt });
  }
  await letTimePass(patients, end);
}

async function letTimePass(patients: readonly string[], until: number): Promise<void> {
  for (;;) {
    const { due } = await t.db.run(({ tx }) =>
      tx
        .selectFrom('alert')
        .select(({ fn }) => fn.min('recheckDueAt').as('due'))
        .where('patientId', 'in', patients)
        .where('state', '=', 'active')
        .executeTakeFirstOrThrow(),
    );
    const at = Math.ceil((due?.getTime() ?? Infinity) / minute) * minute;
    if (at >= until) return;
    await t.db.run(judgeOverdueRechecks, { now: new Date(at) });
  }
}

async function stored(patientId: string): Promise<readonly Episode[]> {
  const rows = await t.db.run(async (context) => {
    const first = '00000000-0000-0000-0000-000000000000';
    return selectAlertsAfter(context.tx, t.db.organizationId, first, 10_000);
  });
  return inOrder(
    rows
      .filter((row) => row.patientId === patientId)
      .map((row) => ({ alert: alertOf(row), raisedAt: row.raisedAt })),
  );
}

async function foretell(patientId: string, own: readonly PatientLimit[]) {
  return t.db.run(
    async (context) => {
      const patient = await openPatient(context, patientId);
      const asIs: Episode[] = [];
      const changed: Episode[] = [];
      for (const id of protocolIds) {
        const protocols = inForceThroughout(protocolsInUse().contents, id, end);
        const kinds = kindsOf(protocols.contents[0]!.definition);
        const pasts = await loadPasts(context, [patient], kinds, { from: begin, to: end - 1 });
        const past = pasts.get(patientId)!;
        asIs.push(...simulate(past, protocols));
        changed.push(...simulate(own.reduce(withLimit, past), protocols));
      }
      return { asIs: inOrder(asIs), changed: inOrder(changed) };
    },
    { now: new Date(end) },
  );
}

/** As JSON keeps them, rule by rule. */
function inOrder(episodes: readonly Episode[]): readonly Episode[] {
  const sorted = episodes.toSorted(({ alert: one }, { alert: other }) =>
    one.ruleId === other.ruleId
      ? one.openedAt - other.openedAt
      : one.ruleId < other.ruleId
        ? -1
        : 1,
  );
  return JSON.parse(JSON.stringify(sorted)) as Episode[];
}
