import { expect, test } from 'vitest';

import { vitalSigns } from '../../../vitals/server/service.ts';
import type { CorrectionView } from '../../contract/corrections.ts';
import { monitoringWordsIn } from '../chart-words.ts';
import { entriesOfCorrections } from './correction-entries.ts';

const correction: CorrectionView = {
  ...{ id: 'c-1', kind: 'blood-pressure' },
  ...{ measuredAt: '2026-11-19T17:40:00Z', at: '2026-11-20T15:00:00Z' },
  before: { values: { systolic: 192, diastolic: 114 }, unit: 'mm[Hg]', beyond: null },
  after: { values: { systolic: 142, diastolic: 88 }, unit: 'mm[Hg]', beyond: null },
  ...{ reason: 'Typing error', author: 'Ana Ríos' },
};

function told(corrections: readonly CorrectionView[], language: 'en' | 'es' = 'en') {
  const wording = {
    ...{ vitals: vitalSigns(), zone: 'America/Chicago', language },
    ...{ now: Date.parse('2026-11-20T18:00:00Z'), t: monitoringWordsIn(language) },
  };
  return entriesOfCorrections(corrections, (at) => new Date(at).toISOString().slice(0, 10), wording)
    .map(({ at, text }) => `${new Date(at).toISOString().slice(11, 16)} ${text}`)
    .map((line) => line.replaceAll(/[\u00a0\u202f]/g, ' '));
}

test('tells who corrected a reading, when, from what to what, and why', () => {
  expect(told([correction])).toEqual([
    '15:00 Blood pressure (Nov 19, 11:40 AM) corrected: 192/114 mmHg → 142/88 mmHg · Typing error (by Ana Ríos)',
  ]);
  expect(told([{ ...correction, after: null }])).toEqual([
    '15:00 Blood pressure (Nov 19, 11:40 AM) taken back: 192/114 mmHg · Typing error (by Ana Ríos)',
  ]);
});

test('tells it in Spanish, also what a source did', () => {
  const bySource = { ...correction, author: null, reason: 'revised-by-source' };
  const [line = ''] = told([bySource], 'es');
  expect(line).toMatch(/corregida: 192\/114 mmHg → 142\/88 mmHg · la fuente la revisó$/);
  const withdrawn = { ...bySource, after: null, reason: 'entered-in-error' };
  expect(told([withdrawn], 'es')[0]).toMatch(/retirada: 192\/114 mmHg · la fuente la retiró$/);
});

test('tells many values that a source smoothed on one day as one line, and a person’s on its own', () => {
  const glucose = (n: number): CorrectionView => ({
    ...correction,
    ...{ id: `g-${n}`, kind: 'glucose', author: null, reason: 'revised-by-source' },
    at: `2026-11-20T15:0${n}:00Z`,
    before: { values: { value: 100 + n }, unit: 'mg/dL', beyond: null },
    after: { values: { value: 101 + n }, unit: 'mg/dL', beyond: null },
  });
  expect(told([correction, ...[1, 2, 3, 4].map(glucose)])).toEqual([
    expect.stringContaining('by Ana Ríos'),
    '15:04 Glucose: the source revised 4 values',
  ]);
  expect(told([1, 2, 3].map(glucose))).toHaveLength(3);
});
