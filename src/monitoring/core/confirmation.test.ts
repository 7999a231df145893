import { expect, test } from 'vitest';
import { readTruthTable } from '../../platform/server/truth-table.ts';
import type { Reading } from '../../vitals/core/reading.ts';
import type { Alert } from './alert.ts';
import { assess } from './assess.ts';
import type { Assessment } from './assessment.ts';
import { minuteMs } from './numbers.ts';
import { isSymptom, type SymptomReport } from './symptom.ts';
import { changeNote, input, noon, profileOf, reading } from './testing-notation.ts';

const columns = ['case', 'rule', 'reading', 'flags', 'steps', 'changes', 'end'] as const;
const rows = readTruthTable('protocols/confirm.csv', columns);

test('has a row for each way a critical value can go', () => {
  expect(rows).toHaveLength(70);
});

/** Plays one step; the state before is the readings, alerts and answers of the steps before. */
interface Course {
  readonly row: (typeof rows)[number];
  readonly alerts: Map<string, Alert>;
  readonly told: SymptomReport[];
  readonly past: Reading[];
}

test.each(rows.map((row) => [row.case, row] as const))('%s', (_, row) => {
  const course: Course = { row, alerts: new Map(), told: [], past: [] };
  const notes = row.steps.split(' | ').map((step) => {
    const own = play(course, step).changes.filter(({ alert }) => alert.ruleId === row.rule);
    return own.map((change) => changeNote(change).replace(`${row.rule}:`, '')).join(', ') || '-';
  });
  const alert = course.alerts.get(row.rule);
  const end = alert?.clearedAt === undefined ? 'active' : `cleared ${alert.clearedCategory}`;
  expect({ changes: notes.join(' | '), end }).toEqual({ changes: row.changes, end: row.end });
});

function play({ row, alerts, told, past }: Course, step: string): Assessment {
  const [minutes = '', what = '', symptoms = ''] = step.split(' ');
  const now = noon + Number(minutes) * minuteMs;
  const newReadings = Number.isNaN(Number.parseFloat(what))
    ? []
    : [taken(row, what, now, symptoms)];
  const answer = { at: now, present: symptoms.split(',').filter(isSymptom), sourceId: step };
  const newSymptoms = what === 'told' ? [answer] : [];
  const assessment = assess(
    input({
      profile: profileOf(`flags=${row.flags}`),
      ...{ now, newReadings, newSymptoms, recentSymptoms: told, history: past },
      activeAlerts: [...alerts.values()],
      newestJudgedAt: Object.fromEntries(past.map(({ kind, at }) => [kind, at])),
    }),
  );
  for (const { alert } of assessment.changes) alerts.set(alert.ruleId, alert);
  told.push(...newSymptoms);
  past.push(...newReadings);
  return assessment;
}

function taken({ reading: kindAndUnit }: Course['row'], figures: string, at: number, told: string) {
  const more = told === '' ? {} : { context: { symptoms: told } };
  return reading(kindAndUnit.replace(' ', ` ${figures} `), at, more);
}

test('waits 15 minutes for the recheck from when the value was known, and counts treatment from the first value', () => {
  const first = reading('blood-pressure 170/112 mm[Hg]', noon - 40 * minuteMs);
  const profile = profileOf('flags=pregnant-or-postpartum');
  const { changes } = assess(input({ profile, newReadings: [first] }));
  expect(changes[0]?.alert.recheck).toMatchObject({
    stage: 'awaiting-recheck',
    recheckDueAt: noon + 15 * minuteMs,
    treatDueAt: noon + 20 * minuteMs,
  });
});

test('keeps both readings and the worst value when a recheck downgrades', () => {
  const severe = reading('blood-pressure 190/110 mm[Hg]', noon - 5 * minuteMs);
  const recheck = reading('blood-pressure 150/95 mm[Hg]', noon);
  const { changes } = assess(input({ newReadings: [recheck, severe] }));
  expect(changes.map(({ change }) => change)).toEqual(['open', 'clear']);
  const alert = changes[1]?.alert;
  expect(alert?.recheck?.first.values).toEqual({ systolic: 190, diastolic: 110 });
  expect(alert?.recheck?.recheck?.values).toEqual({ systolic: 150, diastolic: 95 });
  expect(alert?.worst.finding.values).toEqual([190, 110]);
  expect(alert).toMatchObject({ clearedAt: noon, clearedCategory: 'stage-2' });
});

test('says that symptoms were not asked, whatever the stage', () => {
  const severe = reading('blood-pressure 190/110 mm[Hg]');
  const { verdicts } = assess(input({ newReadings: [severe] }));
  expect(verdicts.find(({ ruleId }) => ruleId === 'blood-pressure/severe')?.missing).toEqual([
    'symptoms',
  ]);
});
