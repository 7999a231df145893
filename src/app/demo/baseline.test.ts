import { expect, test } from 'vitest';

import { baselineOf, type Baseline } from '../../monitoring/core/metrics/baseline.ts';
import { metricInForce } from '../../monitoring/server/metric-content.ts';
import type { Reading } from '../../vitals/core/reading.ts';
import { generateDemonstration, type DemoPatient } from './population.ts';
import { stories } from './stories.ts';

const now = Date.UTC(2026, 10, 21, 15, 0, 0);
const dayMs = 86_400_000;
const judgedDays = 7;

function readingsOf({ readings }: DemoPatient): readonly Reading[] {
  return readings.map(({ id, ...reading }) => ({
    ...reading,
    ...{ standing: 'accepted', trust: 'device-synchronised', origin: 'device', sourceId: id },
  }));
}

/** Kind and time of the readings that the patient's story put in place. */
function plantedOf({ story, readings }: DemoPatient): ReadonlySet<string> {
  const found = stories.find(({ key }) => key === story);
  const plain = new Set(found?.tell([], now).map(({ kind, at }) => `${kind} ${at}`));
  const kept = readings.map(({ kind, at }) => `${kind} ${at}`);
  return new Set(kept.filter((one) => plain.has(one)));
}

interface Counts {
  /** Readings of a story that are called unusual, and that are not. */
  found: number;
  missed: number;
  /** Ordinary readings that are called unusual, and that are not. */
  false: number;
  quiet: number;
  stories: Set<string>;
}

/** Judges each reading of the last days against what came before it, as it would have been live. */
function judge(definition: Baseline, patient: DemoPatient, counts: Counts): void {
  const readings = readingsOf(patient);
  const planted = plantedOf(patient);
  for (const reading of readings) {
    if (reading.at < now - judgedDays * dayMs || reading.context?.sensor === true) continue;
    const before = readings.filter(({ kind, at }) => kind === reading.kind && at <= reading.at);
    const standings = definition.measures
      .filter(({ kind }) => kind === reading.kind)
      .map(
        (measure) =>
          baselineOf(definition, measure, before, { zone: 'America/New_York', until: reading.at })
            .newest?.standing,
      );
    if (standings.every((one) => one === undefined)) continue;
    const unusual = standings.includes('unusual');
    if (planted.has(`${reading.kind} ${reading.at}`)) {
      counts[unusual ? 'found' : 'missed'] += 1;
      if (unusual && patient.story !== null) counts.stories.add(patient.story);
    } else counts[unusual ? 'false' : 'quiet'] += 1;
  }
}

test('the baseline finds the planted stories and leaves ordinary readings alone', () => {
  const { definition } = metricInForce('baseline', '2026-11-21');
  const counts: Counts = { found: 0, missed: 0, false: 0, quiet: 0, stories: new Set() };
  for (const patient of generateDemonstration(20_261_121, now).patients) {
    judge(definition, patient, counts);
  }
  const sensitivity = counts.found / (counts.found + counts.missed);
  const precision = counts.found / (counts.found + counts.false);
  const specificity = counts.quiet / (counts.quiet + counts.false);
  process.stdout.write(
    `baseline: sensitivity ${sensitivity.toFixed(3)}, precision ${precision.toFixed(3)}, ` +
      `specificity ${specificity.toFixed(4)}; ${counts.found} found, ${counts.missed} missed, ` +
      `${counts.false} false of ${counts.quiet + counts.false}; stories ${[...counts.stories].toSorted().join(', ')}\n`,
  );
  expect(counts.found + counts.missed).toBeGreaterThan(12);
  expect(sensitivity).toBeGreaterThan(0.5);
  expect(specificity).toBeGreaterThan(0.99);
}, 60_000);
