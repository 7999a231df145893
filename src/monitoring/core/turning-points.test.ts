import { expect, test } from 'vitest';
import { assess } from './assess.ts';
import type { EvidenceReading } from './evidence-reading.ts';
import { judge } from './judge.ts';
import { situationOf } from './situation.ts';
import { randomCalls } from './testing-course.ts';
import {
  contextOf,
  input,
  profileOf,
  reading,
  readingsBefore,
  shipped,
} from './testing-notation.ts';
import { turningPoints, type TurningPoint, type TurningPoints } from './turning-points.ts';
import type { Verdict } from './verdict.ts';

/** Points as "any systolic at-least 140 mm[Hg]" or "all systolic below 180 mm[Hg] & diastolic …". */
function note(found: TurningPoints | undefined): string {
  if (found === undefined) return 'nothing';
  const points = found.points.map(
    ({ of, comparison, value, unit }) => `${of} ${comparison} ${value} ${unit}`,
  );
  return `${found.becomes}: ${points.join(found.mode === 'all' ? ' & ' : ' or ')}`;
}

test.each([
  [
    'blood-pressure/severe',
    'blood-pressure 186/125 mm[Hg]',
    '',
    '',
    '',
    'does-not-fire: systolic below 180 mm[Hg] & diastolic below 120 mm[Hg]',
  ],
  [
    'blood-pressure/severe',
    'blood-pressure 186/100 mm[Hg]',
    '',
    '',
    '',
    'does-not-fire: systolic below 180 mm[Hg]',
  ],
  [
    'blood-pressure/severe',
    'blood-pressure 150/95 mm[Hg]',
    '',
    '',
    '',
    'fires: systolic at-least 180 mm[Hg] or diastolic at-least 120 mm[Hg]',
  ],
  [
    'blood-pressure/severe',
    'blood-pressure 25.0/14.0 kPa',
    '',
    '',
    '',
    'does-not-fire: systolic below 23.99803 kPa',
  ],
  [
    'blood-pressure/severe',
    'blood-pressure 172/95 mm[Hg]',
    '',
    'limit=blood-pressure/severe:systolic:170:mm[Hg]',
    '',
    'does-not-fire: systolic below 170 mm[Hg]',
  ],
  ['glucose/low', 'glucose 3.5 mmol/L', '', '', '', 'does-not-fire: glucose at-least 3.9 mmol/L'],
  ['glucose/low', 'glucose 65 mg/dL', '', '', '', 'does-not-fire: glucose at-least 70 mg/dL'],
  ['glucose/low', 'glucose LO mg/dL', '', '', '', 'does-not-fire: glucose at-least 70 mg/dL'],
  ['glucose/low', 'glucose 90 mg/dL', '', '', '', 'fires: glucose below 70 mg/dL'],
  [
    'glucose/high',
    'glucose 320 mg/dL',
    'symptoms=none; ketones=0',
    '',
    '',
    'does-not-fire: glucose at-most 300 mg/dL',
  ],
  [
    'glucose/high',
    'glucose 320 mg/dL',
    'symptoms=none; ketones=0',
    '',
    '-2h glucose 280 mg/dL',
    'does-not-fire: glucose at-most 300 mg/dL',
  ],
  [
    'glucose/high',
    'glucose 280 mg/dL',
    'symptoms=none; ketones=0',
    '',
    '-2h glucose 280 mg/dL',
    'does-not-fire: glucose at-most 250 mg/dL',
  ],
  [
    'glucose/high',
    'glucose 260 mg/dL',
    'symptoms=none; ketones=0',
    '',
    '',
    'fires: glucose above 300 mg/dL',
  ],
  [
    'glucose/high',
    'glucose HI mg/dL',
    'symptoms=none; ketones=0',
    '',
    '',
    'does-not-fire: glucose at-most 300 mg/dL',
  ],
  [
    'ketones/high',
    'glucose 140 mg/dL',
    'ketones=1.6',
    '',
    '',
    'does-not-fire: ketones below 0.6 mmol/L',
  ],
  [
    'heart-failure-weight/gain-1-day',
    'weight 83.1 kg',
    '',
    'flags=heart-failure',
    '-24h weight 81.6466266 kg',
    'does-not-fire: weight below 83.007404 kg',
  ],
  [
    'heart-failure-weight/gain-1-day',
    'weight 182 [lb_av]',
    '',
    'flags=heart-failure',
    '-24h weight 180 [lb_av]',
    'fires: weight at-least 183 [lb_av]',
  ],
  [
    'heart-failure-weight/loss-7-days',
    'weight 174 [lb_av]',
    '',
    'flags=heart-failure',
    '-24h weight 180 [lb_av]',
    'does-not-fire: weight above 175 [lb_av]',
  ],
  [
    'heart-failure-weight/gain-1-day',
    'weight 182 [lb_av]',
    '',
    'flags=heart-failure',
    '',
    'nothing',
  ],
  ['spo2/low', 'spo2 91 %', 'symptoms=none', '', '', 'does-not-fire: spo2 at-least 95 %'],
  [
    'temperature/high',
    'temperature 38.4 Cel',
    '',
    '',
    '',
    'does-not-fire: temperature below 38.05 Cel',
  ],
  [
    'temperature/high',
    'temperature 101 [degF]',
    '',
    '',
    '',
    'does-not-fire: temperature below 100.49 [degF]',
  ],
  [
    'temperature/low',
    'temperature 35.5 Cel',
    '',
    '',
    '',
    'does-not-fire: temperature at-least 36.05 Cel',
  ],
  [
    'peak-flow/low',
    'peak-flow 319 L/min',
    '',
    'personalBestPeakFlow=400',
    '',
    'does-not-fire: peak-flow at-least 320 L/min',
  ],
  [
    'peak-flow/low',
    'peak-flow 350 L/min',
    '',
    'personalBestPeakFlow=400',
    '',
    'fires: peak-flow below 320 L/min',
  ],
  [
    'heart-rate/high',
    'blood-pressure 120/70/135 mm[Hg]',
    '',
    '',
    '',
    'does-not-fire: heart-rate at-most 90 /min',
  ],
  ['glucose/assistance', 'glucose 110 mg/dL', 'symptoms=needed-assistance', '', '', 'nothing'],
])('%s on %s %s %s %s: %s', (ruleId, text, told, patient, before, expected) => {
  const { verdicts } = assess(
    input({
      newReadings: [reading(text, undefined, { context: contextOf(told) })],
      profile: profileOf(patient),
      history: readingsBefore(before),
      detail: 'all',
    }),
  );
  const verdict = verdicts.find((one) => one.ruleId === ruleId);
  const rule = shipped.find(ruleId, 1);
  if (verdict === undefined || rule === undefined) throw new Error(`${ruleId} said nothing.`);
  expect(note(turningPoints(rule, verdict))).toBe(expected);
});

/** A value that meets a bound by a hair, or misses it by one. */
function near({ comparison, value }: TurningPoint, meets: boolean): number {
  const upper = comparison === 'above' || comparison === 'at-least';
  const hair = Math.max(2e-4, Math.abs(value) * 2e-6);
  return value + (upper === meets ? hair : -hair);
}

function stateWith(verdict: Verdict, points: readonly TurningPoint[], meets: boolean): boolean {
  const rule = shipped.find(verdict.ruleId, verdict.protocolVersion);
  const situation = situationOf(verdict.evidence);
  if (rule === undefined || situation.reading === undefined)
    throw new Error('Nothing to judge again.');
  let moved: EvidenceReading = situation.reading;
  for (const point of points) {
    const measure = rule.protocol.measures.find(
      ({ name, kind }) => name === point.of && kind === moved.kind,
    );
    if (measure === undefined) throw new Error(`${point.of} is not a measure.`);
    const { beyond: _beyond, ...rest } = moved;
    const to = { [measure.component]: near(point, meets) };
    moved =
      measure.in === 'values'
        ? { ...rest, values: { ...rest.values, ...to } }
        : { ...rest, context: { ...rest.context, ...to } };
  }
  return judge(rule, { ...situation, reading: moved })?.state === 'fires';
}

test('is right for every verdict: the rule turns at the value told, and not before', () => {
  const wrong: string[] = [];
  let pointCount = 0;
  for (const { before } of randomCalls(250, 5)) {
    for (const verdict of assess({ ...before, detail: 'all' }).verdicts) {
      const rule = shipped.find(verdict.ruleId, 1);
      const found = rule === undefined ? undefined : turningPoints(rule, verdict);
      if (found === undefined) continue;
      pointCount += 1;
      const fires = found.becomes === 'fires';
      const groups = found.mode === 'all' ? [found.points] : found.points.map((point) => [point]);
      for (const points of groups) {
        if (stateWith(verdict, points, true) !== fires) wrong.push(`${verdict.ruleId} met`);
        if (stateWith(verdict, points, false) === fires) wrong.push(`${verdict.ruleId} missed`);
      }
    }
  }
  expect(wrong).toEqual([]);
  expect(pointCount).toBeGreaterThan(2_000);
});
