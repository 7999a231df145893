import { expect, test } from 'vitest';

import { contentOn, loadWorkContent } from './content.ts';

const all = loadWorkContent();
const day = '2026-11-21';

test('the content that ships fits together', () => {
  const { escalation, kinds, queues } = contentOn(all, day);
  expect([...kinds.keys()].toSorted()).toEqual([
    'correction-notice',
    'data-check',
    'device-battery',
    'follow-up',
    'missing-readings',
    'patient-message',
    'source-outage',
    'triage',
  ]);
  expect(queues.map((queue) => queue.id).toSorted()).toEqual([
    ...['level-1-en', 'level-1-es', 'level-2', 'operations', 'supervisor'],
  ]);
  expect(escalation.priorities.map((one) => one.priority)).toEqual([1, 2, 3, 4]);
});

test('a disposition with a follow-up proposes a day for it', () => {
  const dispositions = all.kinds.flatMap((one) => one.definition.dispositions);
  const silent = dispositions.filter(
    (one) => one.followUp !== 'none' && one.followUpDays === undefined,
  );
  expect(silent.map((one) => one.code)).toEqual([]);
});

test('what refers to nothing is refused before it is used', () => {
  const without = (queue: string) => ({
    ...all,
    queues: all.queues.filter((one) => one.definition.id !== queue),
  });
  expect(() => contentOn(without('level-2'), day)).toThrow(/names the queue level-2/);
  expect(() => contentOn(without('operations'), day)).not.toThrow();
  const kinds = all.kinds.filter((one) => one.definition.id !== 'triage');
  expect(() => contentOn({ ...all, kinds }, day)).toThrow(/takes triage/);
  const queues = all.queues.filter((one) => !one.definition.kinds.includes('data-check'));
  expect(() => contentOn({ ...all, queues }, day)).toThrow();
});

test('before anything is in force there is no content to work by', () => {
  expect(() => contentOn(all, '2020-01-01')).toThrow(/2020-01-01/);
});
