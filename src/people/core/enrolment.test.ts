import { expect, test } from 'vitest';

import { readTruthTable } from '../../platform/server/truth-table.ts';
import type { Consent } from './contact-point.ts';
import { findEnrolmentFault, type EnrolmentState, type EnrolmentStatus } from './enrolment.ts';

const rows = readTruthTable('programs/enrolment-states.csv', [
  ...(['before', 'status', 'consent', 'started', 'ended', 'reason', 'fault'] as const),
]);

test('has 17 rows', () => {
  expect(rows).toHaveLength(17);
});

test.each(
  rows.map((row, index) => ({ row, title: `${index + 1}: ${row.before} to ${row.status}` })),
)('decides row $title', ({ row }) => {
  const next: EnrolmentState = {
    status: row.status as EnrolmentStatus,
    consent: row.consent as Consent,
    startedOn: row.started || null,
    endedOn: row.ended || null,
    endReason: row.reason || null,
  };
  const before = row.before ? { ...next, status: row.before as EnrolmentStatus } : undefined;
  expect(findEnrolmentFault(next, before)).toBe(row.fault || null);
});
