import { expect, test } from 'vitest';

import type { WorkItem } from '../core/item.ts';
import { takeWork } from '../core/ownership.ts';
import { resolveWork, snoozeWork } from '../core/progress.ts';
import { finding, opened, settingAt, spanishNurse } from '../core/testing.ts';
import { toTask } from './fhir.ts';

const now = settingAt('2026-11-18T10:00-05:00');
const open = opened([finding({ priority: 2 })], now);
const { userId } = spanishNurse;

test('reads as a Task with patient, owner, priority, status and reason, without free text', () => {
  expect(toTask(open)).toEqual({
    resourceType: 'Task',
    id: 'item-1',
    meta: { versionId: '1' },
    status: 'requested',
    intent: 'order',
    priority: 'asap',
    code: { coding: [{ system: 'urn:enlace:work-kind', code: 'triage' }] },
    for: { reference: 'Patient/patient-1' },
    owner: {
      type: 'Organization',
      identifier: { system: 'urn:enlace:queue', value: 'level-1-es' },
    },
    authoredOn: '2026-11-18T15:00:00.000Z',
    restriction: { period: { end: '2026-11-18T19:00:00.000Z' } },
    reasonCode: {
      text: 'High glucose: 260 mg/dL',
      coding: [{ system: 'urn:enlace:rule', code: 'glucose/high' }],
    },
    reasonReference: {
      type: 'DetectedIssue',
      identifier: { system: 'urn:enlace:rule', value: 'glucose/high' },
    },
  });
});

test.each(['requested', 'in-progress', 'received', 'on-hold', 'completed'] as const)(
  'tells the status %s',
  (status) => {
    const taken = takeWork(open, userId, now).item;
    const until = new Date('2026-11-18T15:30:00Z');
    const closing = {
      version: 1,
      disposition: 'recheck-normal',
      note: 'secret',
      followUp: 'none',
    } as const;
    const items: Readonly<Record<typeof status, WorkItem>> = {
      requested: open,
      'in-progress': taken,
      received: { ...taken, acknowledgedAt: null },
      'on-hold': snoozeWork(open, userId, { until, reason: 'secret', version: 1 }, now).item,
      completed: resolveWork(open, userId, closing, now).item,
    };
    const task = toTask(items[status]);
    expect(task.status).toBe(status);
    expect(JSON.stringify(task)).not.toContain('secret');
  },
);

test('work without a patient or findings has neither', () => {
  const bare = opened([], now);
  const task = toTask({ ...bare, patientId: null, followUpOf: 'item-0' });
  expect(task).not.toHaveProperty('for');
  expect(task).not.toHaveProperty('reasonReference');
  expect(task.partOf).toEqual([{ reference: 'Task/item-0' }]);
});
