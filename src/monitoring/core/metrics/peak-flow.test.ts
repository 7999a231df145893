import { expect, test } from 'vitest';
import { readTruthTable } from '../../../platform/server/truth-table.ts';
import { peakFlowZone } from './peak-flow.ts';

const columns = [
  ...(['value', 'best', 'greenFrom', 'yellowFrom', 'zone', 'percent', 'proposes'] as const),
] as const;
const rows = readTruthTable('metrics/peak-flow.csv', columns);

test('has 11 rows', () => {
  expect(rows).toHaveLength(11);
});

test.each(rows.map((row, index) => [index + 1, row] as const))('row %i: %o', (_, row) => {
  const best = row.best === '' ? undefined : Number(row.best);
  const edges = { greenFrom: Number(row.greenFrom), yellowFrom: Number(row.yellowFrom) };
  const { zone, percent, proposedBest } = peakFlowZone(Number(row.value), best, edges);
  expect([zone, String(percent ?? ''), String(proposedBest ?? '')]).toEqual([
    ...[row.zone, row.percent, row.proposes],
  ]);
});
