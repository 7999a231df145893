import { expect, test } from 'vitest';

import { readTruthTable } from '../../platform/server/truth-table.ts';
import {
  findCircleFault,
  standingOf,
  type CircleKind,
  type Membership,
  type Relation,
} from './care-circle.ts';
import type { Consent } from './contact-point.ts';

const rows = readTruthTable('people/care-circle-standing.csv', [
  ...([
    'kind',
    'relation',
    'consent',
    'starts',
    'ends',
    'patient_birth',
    'day',
    'standing',
  ] as const),
]);

function membership(
  row: Record<'kind' | 'relation' | 'consent' | 'starts' | 'ends', string>,
): Membership {
  return {
    kind: row.kind as CircleKind,
    relation: row.relation as Relation,
    consent: row.consent as Consent,
    startsOn: row.starts || null,
    endsOn: row.ends || null,
  };
}

test('has 22 rows', () => {
  expect(rows).toHaveLength(22);
});

test.each(rows.map((row, index) => ({ row, title: `${index + 1}: ${row.kind} ${row.relation}` })))(
  'decides row $title',
  ({ row }) => {
    expect(standingOf(membership(row), row.patient_birth || null, row.day)).toBe(row.standing);
  },
);

const proxy = {
  kind: 'proxy',
  relation: 'health-care-agent',
  consent: 'granted',
  starts: '',
  ends: '',
};

test('refuses a proxy without scope or end, and dates out of order', () => {
  const agent = membership(proxy);
  const faults = [
    findCircleFault({ ...agent, scope: ['decide'] }, null),
    findCircleFault({ ...agent, endsOn: '2027-01-01', scope: [] }, null),
    findCircleFault({ ...agent, endsOn: '2027-01-01', scope: ['decide'] }, null),
    findCircleFault(
      { ...agent, startsOn: '2027-01-02', endsOn: '2027-01-01', scope: ['decide'] },
      null,
    ),
  ];
  expect(faults).toEqual(['proxy-without-end', 'proxy-without-end', null, 'dates']);
});

test("lets a minor's parent be a proxy without a given end, but not while the birth date is unknown", () => {
  const parent = { ...membership(proxy), relation: 'parent', scope: ['decide'] } as const;
  expect(findCircleFault(parent, '2015-05-05')).toBeNull();
  expect(findCircleFault(parent, null)).toBe('proxy-without-end');
});
