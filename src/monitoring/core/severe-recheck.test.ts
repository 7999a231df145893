import { expect, test } from 'vitest';
import { readTruthTable } from '../../platform/server/truth-table.ts';
import type { Alert } from './alert.ts';
import { assess } from './assess.ts';
import type { Assessment } from './assessment.ts';
import { minuteMs } from './numbers.ts';
import { isSymptom, type SymptomReport } from './symptom.ts';
import { changeNote, input, noon, profileOf, reading } from './testing-notation.ts';

const columns = ['case', 'flags', 'steps', 'changes', 'end'] as const;
const rows = readTruthTable('protocols/severe-recheck.csv', columns);

test('has a row for each way a severe value can go', () => {
  expect(rows).toHaveLength(35);
});

/** Plays one step; the state before is the alerts and answers of the steps before. */
interface Course {
  readonly alerts: Map<string, Alert>;
  readonly told: SymptomReport[];
  newest: number | undefined;
}

test.each(rows.map((row) => [row.case, row] as const))('%s', (_, row) => {
  const course: Course = { alerts: new Map(), told: [], newest: undefined };
  const rule = row.flags === '' ? 'blood-pressure/severe' : 'blood-pressure-pregnancy/severe';
  const notes = row.steps.split(' | ').map((step) => {
    const { changes } = play(course, step, row.flags);
    const own = changes.filter(({ alert }) => alert.ruleId === rule);
    return own.map((change) => changeNote(change).replace(`${rule}:`, '')).join(', ') || '-';
  });
  const alert = course.alerts.get(rule);
  const end = alert?.clearedAt === undefined ? 'active' : `cleared ${alert.clearedCategory}`;
  expect({ changes: notes.join(' | '), end }).toEqual({ changes: row.changes, end: row.end });
});

function play(course: Course, step: string, flags: string): Assessment {
  const [minutes = '', what = '', told = ''] = step.split(' ');
  const now = noon + Number(minutes) * minuteMs;
  const newReadings = what.includes('/') ? [pressure(what, now, told)] : [];
  const answer = { at: now, present: told.split(',').filter(isSymptom), sourceId: `call/${step}` };
  const newSymptoms = what === 'told' ? [answer] : [];
  const assessment = assess(
    input({
      profile: profileOf(`flags=${flags}`),
      now,
      newReadings,
      newSymptoms,
      recentSymptoms: course.told,
      activeAlerts: [...course.alerts.values()],
      newestJudgedAt: course.newest === undefined ? {} : { 'blood-pressure': course.newest },
    }),
  );
  for (const { alert } of assessment.changes) course.alerts.set(alert.ruleId, alert);
  course.told.push(...newSymptoms);
  if (newReadings.length > 0) course.newest = now;
  return assessment;
}

function pressure(figures: string, at: number, told: string) {
  const more = told === '' ? {} : { context: { symptoms: told } };
  return reading(`blood-pressure ${figures} mm[Hg]`, at, more);
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
