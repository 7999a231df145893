/** `npm run bench [-- name …] [--json]`: figures, each beside its baseline from the same run. */
import { parseArgs } from 'node:util';

import { chartBench } from './chart.ts';
import { footprintBench } from './footprint.ts';
import { ingestBench } from './ingest.ts';
import { liveBench } from './live.ts';
import { screensBench } from './screens.ts';
import { soakBench } from './soak.ts';
import type { Bench, Figure } from './support.ts';
import { webBench } from './web.ts';
import { worklistBench } from './worklist.ts';

const benches: readonly Bench[] = [
  ingestBench,
  worklistBench,
  chartBench,
  liveBench,
  webBench,
  screensBench,
  footprintBench,
  soakBench,
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false } },
});
const unknown = positionals.filter((name) => !benches.some((bench) => bench.name === name));
if (unknown.length > 0) {
  const known = benches.map((bench) => bench.name).join(', ');
  console.error(`There is no bench ${unknown.join(', ')}. There are: ${known}.`);
  process.exit(2);
}

const all: Figure[] = [];
for (const bench of benches) {
  const isAsked = positionals.length === 0 ? !bench.isLong : positionals.includes(bench.name);
  if (!isAsked) continue;
  const say = (line: string) => {
    if (!values.json) console.log(`  ${line}`);
  };
  if (!values.json) console.log(bench.name);
  const figures = await bench.run(say);
  all.push(...figures);
  if (!values.json) for (const figure of figures) console.log(describe(figure));
}
if (values.json) console.log(JSON.stringify(all, null, 2));
process.exit(all.some((figure) => !isWithin(figure)) ? 1 : 0);

function describe(figure: Figure): string {
  const { name, value, unit, baseline, ratio, budget, note } = figure;
  const parts = [`${name}: ${format(value)} ${unit}`];
  if (baseline !== undefined) parts.push(`${baseline.name}: ${format(baseline.value)}`);
  if (ratio !== undefined) parts.push(`ratio ${ratio.toFixed(2)}`);
  if (budget?.atLeast !== undefined) parts.push(`budget ≥ ${budget.atLeast}`);
  if (budget?.atMost !== undefined) parts.push(`budget ≤ ${budget.atMost}`);
  if (note !== undefined) parts.push(note);
  return `${isWithin(figure) ? '✓' : '✗'} ${parts.join(' | ')}`;
}

function isWithin({ value, ratio, budget }: Figure): boolean {
  const measured = ratio ?? value;
  return measured >= (budget?.atLeast ?? -Infinity) && measured <= (budget?.atMost ?? Infinity);
}

function format(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(1);
}
