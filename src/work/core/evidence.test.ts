import { expect, test } from 'vitest';

import { openWork, raiseWork, settleWork } from './evidence.ts';
import { stageOf, type LiveWork } from './item.ts';
import { takeWork } from './ownership.ts';
import { contactWork, noteWork, snoozeWork } from './progress.ts';
import { finding, opened, settingAt, signal, spanishNurse } from './testing.ts';
import { tickWork } from './tick.ts';

const at = (time: string) => settingAt(`2026-11-18T${time}-05:00`);
const instant = (time: string) => new Date(`2026-11-18T${time}-05:00`);
const nurse = spanishNurse.userId;

const reached = { outcome: 'reached', channel: 'phone', note: '' } as const;

test('opens with the priority of the worst finding, never less urgent than its signal', () => {
  const worst = [finding({ priority: 3 }), finding({ ruleId: 'pressure/severe', priority: 1 })];
  expect(openWork('i', signal(worst), at('10:00')).item.priority).toBe(1);
  expect(openWork('i', signal([], { priority: 2 }), at('10:00')).item.priority).toBe(2);
});

test('opening tells at once that nobody on duty speaks the language', () => {
  const setting = settingAt('2026-11-18T10:00-05:00', { onDuty: [] });
  const { item, events } = openWork('i', signal([finding({ priority: 1 })]), setting);
  expect(item).toMatchObject({ queue: 'supervisor', languageGap: true });
  expect(events.map((event) => event.type)).toEqual(['opened', 'language-gap']);
});

test('a better reading updates the headline and touches neither clock, priority nor version', () => {
  const item = opened([finding({ magnitude: 300, priority: 2 })], at('10:00'));
  const {
    item: after,
    events,
    change,
  } = raiseWork(item, signal([finding({ magnitude: 280, priority: 3 })]), at('10:10'));
  expect(change).toBe('updated');
  expect(events).toEqual([]);
  expect(after.headline.findings[0]?.magnitude).toBe(280);
  expect({ ...after, headline: null }).toEqual({ ...item, headline: null });
});

test('a value that falls and rises again below its worst is no news', () => {
  const first = opened([finding({ magnitude: 300 })], at('10:00'));
  const lower = raiseWork(first, signal([finding({ magnitude: 270 })]), at('10:05')).item;
  expect(raiseWork(lower, signal([finding({ magnitude: 299 })]), at('10:10')).change).toBe(
    'updated',
  );
  expect(raiseWork(lower, signal([finding({ magnitude: 301 })]), at('10:10')).change).toBe(
    'raised',
  );
});

test('what cleared and fires again is news', () => {
  const other = finding({ ruleId: 'pressure/severe' });
  const first = opened([finding(), other], at('10:00'));
  const cleared = settleWork(first, [other], at('10:05')).item as LiveWork;
  expect(cleared.headline.cleared.map((one) => one.ruleId)).toEqual(['glucose/high']);
  const again = raiseWork(cleared, signal([finding(), other]), at('10:10'));
  expect(again.change).toBe('raised');
  expect(again.item.headline.cleared).toEqual([]);
});

test('a more urgent finding starts the clocks of its priority', () => {
  const item = opened([finding({ priority: 3 })], at('10:00'));
  const { item: raised, events } = raiseWork(item, signal([finding({ priority: 1 })]), at('10:30'));
  expect(raised).toMatchObject({
    priority: 1,
    worstPriority: 1,
    raisedAt: instant('10:30'),
    acknowledgeDueAt: instant('10:35'),
    contactDueAt: instant('10:45'),
    clock: { name: 'acknowledge', at: instant('10:35'), step: 0 },
    version: item.version + 1,
  });
  expect(events).toMatchObject([{ type: 'raised', from: 3, priority: 1, brokeHold: false }]);
});

test('a stream of worse readings cannot put off a clock that nobody has answered', () => {
  let item: LiveWork = opened([finding({ priority: 1, magnitude: 400 })], at('10:00'));
  for (let minute = 1; minute <= 4; minute += 1) {
    const worse = [finding({ priority: 1, magnitude: 400 + minute })];
    item = raiseWork(item, signal(worse), at(`10:0${minute}`)).item;
  }
  expect(item.clock).toEqual({ name: 'acknowledge', at: instant('10:05'), step: 0 });
  expect(item.contactDueAt).toEqual(instant('10:15'));
});

test('whoever is trying to reach the patient is left alone while the same thing gets worse by degrees', () => {
  const taken = takeWork(opened([finding({ priority: 1 })], at('10:00')), nurse, at('10:02')).item;
  const worse = raiseWork(taken, signal([finding({ priority: 1, magnitude: 270 })]), at('10:05'));
  expect(worse.change).toBe('raised');
  expect(worse.item).toMatchObject({
    acknowledgedAt: instant('10:02'),
    clock: { name: 'contact', at: instant('10:15'), step: 0 },
  });
});

test('another rule asks its owner to acknowledge again', () => {
  const taken = takeWork(opened([finding({ priority: 2 })], at('10:00')), nurse, at('10:02')).item;
  const both = [finding({ priority: 2 }), finding({ ruleId: 'spo2/low', priority: 2 })];
  const { item } = raiseWork(taken, signal(both), at('10:05'));
  expect(item).toMatchObject({
    ownerId: nurse,
    acknowledgedAt: null,
    clock: { name: 'acknowledge', at: instant('10:20') },
    contactDueAt: instant('11:00'),
  });
});

test('its owner who looks at what is new has seen it, and does not take it a second time', () => {
  const taken = takeWork(opened([finding({ priority: 2 })], at('10:00')), nurse, at('10:02'));
  const both = [finding({ priority: 2 }), finding({ ruleId: 'spo2/low', priority: 2 })];
  const { item } = raiseWork(taken.item, signal(both), at('10:05'));
  const seen = takeWork(item, nurse, at('10:06'));
  expect([...taken.events, ...seen.events].map(({ type }) => type)).toEqual(['taken', 'seen']);
  expect(seen.item.acknowledgedAt).toEqual(instant('10:06'));
});

test('worse after the patient was reached asks for a new contact', () => {
  const open = opened([finding({ priority: 2 })], at('10:00'));
  const done = contactWork(open, nurse, reached, at('10:10')).item;
  expect(stageOf(done)).toBe('contacted');
  const { item } = raiseWork(done, signal([finding({ priority: 2, magnitude: 290 })]), at('10:40'));
  expect(stageOf(item)).toBe('new');
  expect(item).toMatchObject({ contactedAt: null, contactDueAt: instant('11:40'), ownerId: nurse });
});

test('the opposite direction breaks a snooze and the card rises', () => {
  const open = opened([finding({ priority: 2, magnitude: 300 })], at('10:00'));
  const until = instant('11:00');
  const request = { until, reason: 'ate just now', version: open.version };
  const snoozed = snoozeWork(open, nurse, request, at('10:05')).item;
  const low = finding({ ruleId: 'glucose/low', direction: 'low', priority: 1, magnitude: -45 });
  const { item, events, change } = raiseWork(snoozed, signal([low]), at('10:25'));
  expect(change).toBe('raised');
  expect(item).toMatchObject({
    state: 'open',
    priority: 1,
    clock: { name: 'acknowledge', at: instant('10:30'), step: 0 },
  });
  expect(item).not.toHaveProperty('hold');
  expect(events).toMatchObject([{ type: 'raised', brokeHold: true }, { type: 'cleared' }]);
});

test('the same reading again leaves a snooze alone', () => {
  const open = opened([finding()], at('10:00'));
  const request = { until: instant('11:00'), reason: 'x', version: open.version };
  const snoozed = snoozeWork(open, nurse, request, at('10:05')).item;
  expect(raiseWork(snoozed, signal([finding()]), at('10:25')).change).toBe('unchanged');
  expect(raiseWork(snoozed, signal([finding({ magnitude: 250 })]), at('10:25')).item.state).toBe(
    'snoozed',
  );
});

test('closes by itself only what never was urgent and nobody had to do with', () => {
  const mild = opened([finding({ priority: 3 })], at('10:00'));
  expect(settleWork(mild, [], at('10:20'))).toMatchObject({
    change: 'closed',
    item: { state: 'closed', disposition: 'cleared-by-newer-reading', closedBy: null },
  });
  const urgent = opened([finding({ priority: 2 })], at('10:00'));
  expect(settleWork(urgent, [], at('10:20'))).toMatchObject({
    change: 'downgraded',
    item: { state: 'open', priority: 3, worstPriority: 2, headline: { findings: [] } },
  });
  const noted = noteWork(mild, 'called the pharmacy').item;
  expect(settleWork(noted, [], at('10:20')).item.state).toBe('open');
  const taken = takeWork(mild, nurse, at('10:10')).item;
  expect(settleWork(taken, [], at('10:20')).item.state).toBe('open');
  const request = { until: instant('11:00'), reason: 'x', version: mild.version };
  const snoozed = snoozeWork(mild, nurse, request, at('10:05')).item;
  expect(settleWork(snoozed, [], at('10:20')).item.state).toBe('snoozed');
});

test('a downgrade counts from when it was raised and makes no deadline earlier', () => {
  const open = opened(
    [finding({ priority: 1 }), finding({ ruleId: 'x', priority: 3 })],
    at('10:00'),
  );
  const escalated = tickWork(open, false, at('10:05')).item;
  const { item, events } = settleWork(
    escalated,
    [finding({ ruleId: 'x', priority: 3 })],
    at('10:06'),
  );
  expect(item).toMatchObject({
    priority: 3,
    acknowledgeDueAt: instant('12:00'),
    clock: { name: 'acknowledge', at: instant('12:00'), step: 0 },
    queue: 'level-2',
  });
  expect(events.map((event) => event.type)).toEqual(['cleared', 'downgraded']);
});

test('settling twice changes nothing the second time', () => {
  const open = opened([finding({ priority: 2 })], at('10:00'));
  const once = settleWork(open, [], at('10:20')).item as LiveWork;
  expect(settleWork(once, [], at('10:30'))).toEqual({
    item: once,
    events: [],
    change: 'unchanged',
  });
});
