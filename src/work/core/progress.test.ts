import { expect, test } from 'vitest';

import { Problem } from '../../platform/core/problem.ts';
import { stageOf, type WorkItem } from './item.ts';
import { assignWork, releaseWork, takeWork } from './ownership.ts';
import {
  answerSteps,
  contactWork,
  noteWork,
  resolveWork,
  resumeWork,
  snoozeWork,
  waitForWork,
} from './progress.ts';
import { finding, opened, settingAt, spanishNurse } from './testing.ts';
import { rerouteWork, tickWork } from './tick.ts';

const at = (time: string) => settingAt(`2026-11-18T${time}-05:00`);
const instant = (time: string) => new Date(`2026-11-18T${time}-05:00`);
const nurse = spanishNurse.userId;
const urgent = (time = '10:00') => opened([finding({ priority: 2 })], at(time));
const critical = (time = '10:00') => opened([finding({ priority: 1 })], at(time));

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
  return 'accepted';
}

test('goes from new over acknowledged, attempted and contacted to resolved, one clock after the other', () => {
  const stages: [string, string | null][] = [];
  const see = (item: WorkItem) =>
    stages.push([stageOf(item), item.state === 'closed' ? null : item.clock.name]);
  const open = urgent();
  see(open);
  const taken = takeWork(open, nurse, at('10:05')).item;
  see(taken);
  const attempt = { outcome: 'attempted', channel: 'phone', note: 'no answer' } as const;
  const tried = contactWork(taken, nurse, attempt, at('10:10')).item;
  see(tried);
  const spoken = contactWork(tried, nurse, { ...attempt, outcome: 'reached' }, at('10:20')).item;
  see(spoken);
  const request = {
    version: spoken.version,
    disposition: 'recheck-normal',
    note: '',
    followUp: 'none',
  } as const;
  see(resolveWork(spoken, nurse, request, at('10:30')).item);
  expect(stages).toEqual([
    ['new', 'acknowledge'],
    ['acknowledged', 'contact'],
    ['attempted', 'contact'],
    ['contacted', 'resolve'],
    ['resolved', null],
  ]);
});

test('a note moves no clock and closes nothing', () => {
  const open = urgent();
  const { item, events } = noteWork(open, 'left a message with the daughter');
  expect(item).toEqual({ ...open, touched: true, version: open.version + 1, eventCount: 2 });
  expect(events).toEqual([{ type: 'noted', note: 'left a message with the daughter' }]);
});

test('an attempt does not stop the contact clock', () => {
  const attempt = { outcome: 'attempted', channel: 'phone', note: '' } as const;
  const { item } = contactWork(urgent(), nurse, attempt, at('10:05'));
  expect(item).toMatchObject({
    contactAttempts: 1,
    clock: { name: 'contact', at: instant('11:00') },
  });
});

test('only its owner acts on it; who acts on what nobody owns takes it', () => {
  const taken = takeWork(urgent(), nurse, at('10:05')).item;
  const steps = ['symptom:dizziness', 'symptom:weakness'].map((step) => ({ step, answer: 'no' }));
  const answers = { requestId: 'one', steps };
  expect(codeOf(() => answerSteps(taken, 'other', answers, at('10:06')))).toBe(
    'work.already-taken',
  );
  const { item, events } = answerSteps(urgent(), nurse, answers, at('10:06'));
  expect(item.ownerId).toBe(nurse);
  expect(events.map((event) => event.type)).toEqual(['taken', 'step', 'step']);
});

test('a decision that rests on an older version is refused', () => {
  const open = urgent();
  const request = { until: instant('10:30'), reason: 'x', version: open.version - 1 };
  expect(codeOf(() => snoozeWork(open, nurse, request, at('10:05')))).toBe('work.evidence-changed');
});

test.each([
  ['past', 2, '09:59', 'work.until-not-allowed'],
  ['now', 2, '10:05', 'work.until-not-allowed'],
  ['within the hour', 2, '11:05', 'accepted'],
  ['beyond the hour', 2, '11:06', 'work.until-not-allowed'],
  ['critical', 1, '10:06', 'work.critical-not-snoozed'],
])('a snooze until %s (P%i, %s): %s', (_, priority, until, expected) => {
  const open = priority === 1 ? critical() : urgent();
  const request = { until: instant(until), reason: 'x', version: open.version };
  expect(codeOf(() => snoozeWork(open, nurse, request, at('10:05')))).toBe(expected);
});

test('a time that is no time is refused', () => {
  const request = { until: new Date(Number.NaN), reason: 'x', version: 1 };
  expect(codeOf(() => snoozeWork(urgent(), nurse, request, at('10:05')))).toBe(
    'work.until-not-allowed',
  );
});

test('critical work waits only once the patient was reached or called', () => {
  const open = critical();
  const request = (version: number) => ({ until: instant('12:00'), reason: 'ambulance', version });
  expect(codeOf(() => waitForWork(open, nurse, request(open.version), at('10:05')))).toBe(
    'work.contact-first',
  );
  const attempt = { outcome: 'attempted', channel: 'phone', note: '' } as const;
  const called = contactWork(open, nurse, attempt, at('10:06')).item;
  const { item } = waitForWork(called, nurse, request(called.version), at('10:07'));
  expect(item).toMatchObject({ state: 'waiting', clock: { name: 'wake', at: instant('12:00') } });
});

test('comes back at its time with a new acknowledgement, and what was done still counts', () => {
  const spoken = contactWork(
    urgent(),
    nurse,
    { outcome: 'reached', channel: 'phone', note: '' },
    at('10:05'),
  ).item;
  const request = { until: instant('12:00'), reason: 'lab result', version: spoken.version };
  const waiting = waitForWork(spoken, nurse, request, at('10:10')).item;
  expect(tickWork(waiting, false, at('11:59')).events).toEqual([]);
  const { item, events } = tickWork(waiting, false, at('12:00'));
  expect(events).toEqual([{ type: 'woken', hold: 'wait' }]);
  expect(item).toMatchObject({
    state: 'open',
    ownerId: nurse,
    acknowledgedAt: null,
    contactedAt: instant('10:05'),
    clock: { name: 'acknowledge', at: instant('12:15'), step: 0 },
  });
});

test('resuming is only for what is put aside', () => {
  expect(codeOf(() => resumeWork(urgent(), nurse, at('10:05')))).toBe('work.not-held');
});

test('releasing wins no time: the new acknowledgement is due no later than the running deadline', () => {
  const taken = takeWork(urgent(), nurse, at('10:05')).item;
  const early = releaseWork(taken, nurse, 'lunch', at('10:20')).item;
  expect(early).toMatchObject({
    ownerId: null,
    queue: 'level-1-es',
    clock: { name: 'acknowledge', at: instant('10:35') },
  });
  const late = releaseWork(taken, nurse, 'lunch', at('10:55')).item;
  expect(late.clock.at).toEqual(instant('11:00'));
  expect(codeOf(() => releaseWork(early, nurse, 'again', at('10:56')))).toBe('work.not-owned');
});

test('whoever is given an item must take it before the clock runs out', () => {
  const taken = takeWork(urgent(), nurse, at('10:05')).item;
  const given = assignWork(taken, 'colleague', at('10:20')).item;
  expect(given).toMatchObject({
    ownerId: 'colleague',
    acknowledgedAt: null,
    clock: { name: 'acknowledge', at: instant('10:35') },
  });
  expect(takeWork(given, 'colleague', at('10:22')).item.clock.name).toBe('contact');
});

test.each([
  ['recheck-normal', '', 'none', 'accepted'],
  ['advice-given', '', 'none', 'work.note-needed'],
  ['advice-given', '  ', 'none', 'work.note-needed'],
  ['advice-given', 'less salt', 'none', 'accepted'],
  ['sent-to-emergency', 'by ambulance', 'none', 'work.follow-up-needed'],
  ['sent-to-emergency', 'by ambulance', 'new', 'accepted'],
  ['sent-to-emergency', 'by ambulance', 'kept', 'accepted'],
  ['monitoring-ended', 'moved away', 'new', 'work.follow-up-not-possible'],
  ['cleared-by-newer-reading', 'x', 'none', 'work.disposition-unknown'],
  ['done', 'x', 'none', 'work.disposition-unknown'],
  ['', 'x', 'none', 'work.disposition-unknown'],
] as const)(
  'closing as "%s" with note "%s" and follow-up %s: %s',
  (disposition, note, followUp, expected) => {
    const open = urgent();
    const request = { version: open.version, disposition, note, followUp };
    expect(codeOf(() => resolveWork(open, nurse, request, at('10:30')))).toBe(expected);
  },
);

test('what is closed stays closed', () => {
  const open = urgent();
  const request = {
    version: open.version,
    disposition: 'recheck-normal',
    note: '',
    followUp: 'none',
  } as const;
  const closed = resolveWork(open, nurse, request, at('10:30')).item;
  const acts = [
    () => takeWork(closed, nurse, at('10:31')),
    () => noteWork(closed, 'late'),
    () => resolveWork(closed, nurse, { ...request, version: closed.version }, at('10:31')),
  ];
  expect(acts.map(codeOf)).toEqual(['work.closed', 'work.closed', 'work.closed']);
});

test('climbs the ladder rung by rung, the last one again and again, and never without a next clock', () => {
  let item = critical() as ReturnType<typeof tickWork>['item'];
  const climbed: string[] = [];
  for (const time of ['10:05', '10:10', '10:15', '10:25', '10:35']) {
    expect(tickWork(item, false, at(time)).item.clock.at.getTime()).toBeGreaterThan(
      instant(time).getTime(),
    );
    const { item: next, events } = tickWork(item, false, at(time));
    climbed.push(
      ...events.flatMap((event) =>
        event.type === 'escalated' ? `${event.step} ${event.queue}` : [],
      ),
    );
    expect(tickWork(next, false, at(time))).toEqual({ item: next, events: [] });
    item = next;
  }
  expect(climbed).toEqual([
    'on-call-nurse level-2',
    'supervisor supervisor',
    'clinician supervisor',
    'clinician supervisor',
    'clinician supervisor',
  ]);
});

test('what its absent owner does not acknowledge is freed when it escalates, unless a hand-off is offered', () => {
  const taken = takeWork(critical(), 'gone', at('10:02')).item;
  const freed = tickWork(taken, false, at('10:15'));
  expect(freed.events.map((event) => event.type)).toEqual(['escalated', 'owner-off-duty']);
  expect(freed.item).toMatchObject({
    ownerId: null,
    queue: 'level-2',
    clock: { name: 'acknowledge', at: instant('10:20'), step: 0 },
  });
  expect(tickWork(taken, true, at('10:15')).item.ownerId).toBe('gone');
  const present = takeWork(critical(), nurse, at('10:02')).item;
  expect(tickWork(present, false, at('10:15')).item.ownerId).toBe(nurse);
});

test('a speaker who comes on duty ends the gap; one who leaves opens it', () => {
  const nobody = settingAt('2026-11-18T10:01-05:00', { onDuty: [] });
  const open = urgent();
  const gap = rerouteWork(open, nobody);
  expect(gap.item).toMatchObject({ queue: 'supervisor', languageGap: true, clock: open.clock });
  expect(gap.events).toEqual([{ type: 'language-gap', language: 'es', queue: 'supervisor' }]);
  const back = rerouteWork(gap.item, at('10:05'));
  expect(back.item).toMatchObject({ queue: 'level-1-es', languageGap: false, clock: open.clock });
  expect(rerouteWork(back.item, at('10:06')).events).toEqual([]);
});

test('what was escalated stays where it is when people come on duty', () => {
  const escalated = tickWork(urgent(), false, at('10:15')).item;
  expect(escalated.state === 'open' && rerouteWork(escalated, at('10:16')).item.queue).toBe(
    'supervisor',
  );
});
