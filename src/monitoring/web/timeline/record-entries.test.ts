import { expect, test } from 'vitest';

import type { AlertView } from '../../contract.ts';
import { monitoringWordsIn } from '../chart-words.ts';
import { entriesOfAlert } from './record-entries.ts';

function both(text: string) {
  return { en: text, es: text };
}

const alert: AlertView = {
  ...{ id: 'alert', patientId: 'patient', kind: 'blood-pressure', ruleId: 'blood-pressure/severe' },
  ...{ protocolVersion: 1, state: 'cleared', priority: 2, direction: 'high', unconfirmed: false },
  ...{ needsPerson: false, recheckDueAt: null, occurrences: 2, clearReason: 'newer-reading' },
  openedAt: '2026-11-20T12:00:00Z',
  lastReadingAt: '2026-11-20T12:40:00Z',
  clearedAt: '2026-11-20T12:40:00Z',
  first: both('192/114'),
  worst: both('188/112 confirmed'),
  worstAt: '2026-11-20T12:03:00Z',
  latest: both('188/112 confirmed'),
};

function told(given: AlertView) {
  const entries = entriesOfAlert(given, 'en', monitoringWordsIn('en'));
  return entries.map(({ at, text }) => [new Date(at).toISOString().slice(11, 16), text]);
}

test('tells an alert as it began, when it was at its worst, and when it ended', () => {
  expect(told(alert)).toEqual([
    ['12:00', 'Alert: 192/114'],
    ['12:03', 'Alert got worse: 188/112 confirmed'],
    ['12:40', 'Alert ended: 188/112 confirmed'],
  ]);
});

test('tells an alert that never got worse in one line', () => {
  const never = { ...alert, worst: alert.first, worstAt: alert.openedAt, clearedAt: null };
  expect(told(never)).toEqual([['12:00', 'Alert: 192/114']]);
});
