import { describe, expect, test } from 'vitest';
import { readTruthTable } from '../../platform/server/truth-table.ts';
import { loadVitals } from '../server/definitions.ts';
import { assessPlausibility, plausibilityHistory } from './plausibility.ts';
import type { Reading, ReadingContext, VitalKind } from './reading.ts';
import { vitalOf } from './vitals.ts';

const vitals = loadVitals('2026-11-20');
const now = Date.parse('2026-11-20T13:00:00Z');

const columns = [
  'values',
  'unit',
  'context',
  'history',
  'best',
  'outcome',
  'placement',
  'reasons',
  'critical',
] as const;

const rowCounts: Readonly<Record<VitalKind, number>> = {
  'blood-pressure': 55,
  glucose: 38,
  weight: 41,
  spo2: 18,
  'heart-rate': 16,
  temperature: 29,
  'respiratory-rate': 13,
  'peak-flow': 9,
};

function reading(kind: VitalKind, text: string, unit: string, at: number): Reading {
  const common = { kind, at, unit, standing: 'accepted', trust: 'device-synchronised' } as const;
  const source = { origin: 'device', sourceId: `test/${at}` } as const;
  if (text === 'HI' || text === 'LO') return { ...common, ...source, values: {}, beyond: text };
  const { components } = vitalOf(vitals, kind);
  const values = text.split('/').map((value, index) => [components[index]?.id, Number(value)]);
  return { ...common, ...source, values: Object.fromEntries(values) };
}

/** "weight -24h 80 kg" */
function earlier(text: string): Reading {
  const [, kind, sign, amount, per, values = '', unit = ''] =
    /^(\S+) ([+-])(\d+)([hm]) (\S+) (\S+)$/.exec(text.trim()) ?? [];
  if (kind === undefined) throw new Error(`Not readable: ${text}`);
  const distance = Number(amount) * (per === 'h' ? 3_600_000 : 60_000);
  return reading(kind as VitalKind, values, unit, now + (sign === '-' ? -distance : distance));
}

describe.each(Object.entries(rowCounts))('plausibility of %s', (name, count) => {
  const kind = name as VitalKind;
  const rows = readTruthTable(`vitals/${kind}.csv`, columns);

  test('has every row of its truth table', () => {
    expect(rows.length).toBe(count);
  });

  test.each(rows)('$values $unit $context $history $best: $outcome $reasons', (row) => {
    const context: ReadingContext = row.context === '' ? {} : { [row.context]: true };
    const taken = { ...reading(kind, row.values, row.unit, now), context };
    const history = row.history === '' ? [] : row.history.split(';').map(earlier);
    const facts = row.best === '' ? {} : { personalBestPeakFlow: Number(row.best) };
    const { outcome, placement, reasons, critical } = assessPlausibility(
      vitals,
      taken,
      history,
      facts,
    );
    const shown = reasons.map(({ code, component, unit }) =>
      [code, component, ...(code === 'unit-suspect' ? [unit] : [])]
        .filter((part) => part !== undefined)
        .join(' '),
    );
    expect({ outcome, placement, reasons: shown, critical }).toEqual({
      outcome: row.outcome,
      placement: row.placement,
      reasons: row.reasons === '' ? [] : row.reasons.split(';'),
      critical: row.critical === 'yes',
    });
  });
});

describe('a device whose clock is ahead', () => {
  const taken = { ...reading('blood-pressure', '210/125', 'mm[Hg]', now) };

  test('keeps a severe pressure where it alerts, unconfirmed', () => {
    expect(assessPlausibility(vitals, { ...taken, trust: 'clock-suspect' }, [])).toEqual({
      outcome: 'confirm',
      placement: 'unconfirmed',
      reasons: [{ code: 'clock-suspect' }],
      critical: true,
    });
  });

  test('does not save an impossible value from being held', () => {
    const impossible = { ...taken, values: { systolic: 400, diastolic: 100 } };
    const { outcome, placement } = assessPlausibility(
      vitals,
      { ...impossible, trust: 'clock-suspect' },
      [],
    );
    expect({ outcome, placement }).toEqual({ outcome: 'reject', placement: 'quarantined' });
  });
});

test('tells limits and units with its reasons, never the value', () => {
  const taken = reading('weight', '97', 'kg', now);
  const { reasons } = assessPlausibility(vitals, taken, [earlier('weight -24h 80 kg')]);
  expect(reasons).toEqual([
    { code: 'change-too-fast', limit: 4.5, unit: 'kg' },
    { code: 'far-from-median', limit: 10, unit: '%' },
  ]);
  const pressure = reading('blood-pressure', '301/100', 'mm[Hg]', now);
  expect(assessPlausibility(vitals, pressure, []).reasons).toEqual([
    { code: 'above-possible', component: 'systolic', limit: 300, unit: 'mm[Hg]' },
    { code: 'wide-difference', limit: 140, unit: 'mm[Hg]' },
  ]);
});

test('asks only for the history that its checks use', () => {
  expect(plausibilityHistory(vitals, 'weight')).toEqual([
    { kind: 'weight', hoursBefore: 168, hoursAfter: 0 },
  ]);
  const fiveMinutes = { hoursBefore: 5 / 60, hoursAfter: 5 / 60 };
  expect(plausibilityHistory(vitals, 'blood-pressure')).toEqual([
    { kind: 'heart-rate', ...fiveMinutes },
    { kind: 'spo2', ...fiveMinutes },
  ]);
  expect(plausibilityHistory(vitals, 'glucose')).toEqual([]);
});
