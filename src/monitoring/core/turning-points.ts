import { comparedBy, dangerousSide, type LevelRule } from './compared.ts';
import type { CompiledRule } from './compile.ts';
import type { EvidenceReading } from './evidence-reading.ts';
import { judge } from './judge.ts';
import { passes, thresholdFor } from './limits.ts';
import { measureOf, toldValue } from './measure.ts';
import { denoise } from './numbers.ts';
import type { Limit, Measure, Protocol } from './protocol.ts';
import { situationOf, type Situation } from './situation.ts';
import type { Verdict, VerdictState } from './verdict.ts';

/** A bound that one value of the reading would have to meet, in the unit of the reading. */
export interface TurningPoint {
  readonly of: string;
  readonly comparison: 'above' | 'at-least' | 'at-most' | 'below';
  readonly value: number;
  readonly unit: string;
}

/** What would have changed a verdict: `all` of the bounds together, or `any` one of them. */
export interface TurningPoints {
  readonly becomes: 'fires' | 'does-not-fire';
  readonly mode: 'all' | 'any';
  readonly points: readonly TurningPoint[];
}

/** Where a limit stands on the scale of the reading itself, and whether that very value is beyond it. */
interface Boundary {
  readonly value: number;
  readonly inclusive: boolean;
}

/** One measure of the reading with the limits of the rule on it. */
interface Dial {
  readonly measure: Measure;
  readonly unit: string;
  readonly value: number;
  readonly boundaries: readonly Boundary[];
}

/**
 * The values at which a verdict would have been another, with everything else as it was. Found by
 * moving each value to the limits of the rule, nearest first, and judging again, so what it says is
 * what the rule does. Undefined where no value of the reading decides (an answer, a silence, the clock).
 */
export function turningPoints(rule: CompiledRule, verdict: Verdict): TurningPoints | undefined {
  const situation = situationOf(verdict.evidence);
  const { reading } = situation;
  if (reading === undefined || rule.rule.operator === 'reported') return undefined;
  if (verdict.state === 'not-applicable') return undefined;
  const side = rule.rule.direction === 'low' ? 'low' : 'high';
  const dials = dialsOf(rule, rule.rule, situation, reading);
  return verdict.state === 'fires'
    ? downwards(rule, situation, reading, dials, side)
    : upwards(rule, situation, reading, dials, side);
}

/** Takes every value that is beyond a limit back over its limits, all together, until the rule is silent. */
function downwards(
  rule: CompiledRule,
  situation: Situation,
  reading: EvidenceReading,
  dials: readonly Dial[],
  side: 'high' | 'low',
): TurningPoints | undefined {
  const beyond = dials
    .map((dial) => ({
      dial,
      passed: nearestFirst(dial).filter((one) => isPassed(dial, one, side)),
    }))
    .filter(({ passed }) => passed.length > 0);
  const steps = Math.max(0, ...beyond.map(({ passed }) => passed.length));
  for (let step = 0; step < steps; step += 1) {
    const targets = beyond.flatMap(({ dial, passed }) => {
      const boundary = passed[Math.min(step, passed.length - 1)];
      return boundary === undefined ? [] : [{ dial, boundary }];
    });
    const moved = targets.reduce(
      (now, { dial, boundary }) => withValue(now, dial, beside(boundary, side, -1)),
      reading,
    );
    if (stateOf(rule, situation, moved) === 'fires') continue;
    const points = targets.map(({ dial, boundary }) => pointAt(dial, boundary, side, false));
    return { becomes: 'does-not-fire', mode: 'all', points };
  }
  return undefined;
}

/** Takes each value alone over its limits, until the rule fires. */
function upwards(
  rule: CompiledRule,
  situation: Situation,
  reading: EvidenceReading,
  dials: readonly Dial[],
  side: 'high' | 'low',
): TurningPoints | undefined {
  const points = dials.flatMap((dial) => {
    const ahead = nearestFirst(dial).filter((one) => !isPassed(dial, one, side));
    const found = ahead.find((boundary) => {
      const moved = withValue(reading, dial, beside(boundary, side, 1));
      return stateOf(rule, situation, moved) === 'fires';
    });
    return found === undefined ? [] : [pointAt(dial, found, side, true)];
  });
  return points.length === 0 ? undefined : { becomes: 'fires', mode: 'any', points };
}

function stateOf(
  rule: CompiledRule,
  situation: Situation,
  reading: EvidenceReading,
): VerdictState | undefined {
  return judge(rule, { ...situation, reading })?.state;
}

function isPassed({ value }: Dial, boundary: Boundary, side: 'high' | 'low'): boolean {
  return passes(value, boundary.value, side, boundary.inclusive);
}

/** HI and LO as a figure further away than any limit. */
const farAway = 1e9;

function nearestFirst({ value, boundaries }: Dial): readonly Boundary[] {
  const from = Math.min(farAway, Math.max(-farAway, value));
  return boundaries.toSorted((a, b) => Math.abs(a.value - from) - Math.abs(b.value - from));
}

/** A value a hair beyond (1) or short of (−1) a boundary. */
function beside({ value }: Boundary, side: 'high' | 'low', toDanger: 1 | -1): number {
  const hair = Math.max(1e-4, Math.abs(value) * 1e-6);
  return value + (side === 'high' ? toDanger : -toDanger) * hair;
}

function pointAt(
  { measure, unit }: Dial,
  { value, inclusive }: Boundary,
  side: 'high' | 'low',
  fires: boolean,
): TurningPoint {
  const upper = fires === (side === 'high');
  const included = fires ? inclusive : !inclusive;
  const comparison = upper ? (included ? 'at-least' : 'above') : included ? 'at-most' : 'below';
  return { of: measure.name, comparison, value, unit };
}

function withValue(reading: EvidenceReading, { measure }: Dial, value: number): EvidenceReading {
  const { beyond: _beyond, ...rest } = reading;
  return measure.in === 'values'
    ? { ...rest, values: { ...rest.values, [measure.component]: value } }
    : { ...rest, context: { ...rest.context, [measure.component]: value } };
}

function dialsOf(
  compiled: CompiledRule,
  rule: LevelRule,
  situation: Situation,
  reading: EvidenceReading,
): readonly Dial[] {
  const limits = rule.levels.flatMap((one) => one.limits);
  const dials = new Map<Measure, { unit: string; value: number; boundaries: Boundary[] }>();
  for (const limit of limits) {
    const measure = measureOf(compiled.protocol, 'of' in rule ? rule.of : limit.of, reading);
    const value = measure === undefined ? undefined : toldValue(measure, reading);
    if (measure === undefined || value === undefined) continue;
    const dial = dials.get(measure) ?? {
      unit: measure.unit ?? reading.unit,
      value,
      boundaries: [],
    };
    const boundary = boundaryOf(compiled.protocol, rule, limit, measure, situation, reading);
    if (boundary !== undefined) dial.boundaries.push(boundary);
    dials.set(measure, dial);
  }
  return [...dials].map(([measure, dial]) => ({ measure, ...dial }));
}

/** Wide apart, so that what `denoise` takes away of the two figures does not matter. */
const probeSpan = 1_000_000;

/**
 * Solves "figure = limit" for the value of the reading: the figures compared (the value in another
 * unit, its change, its share) are straight lines in it, so two of them give the line.
 */
function boundaryOf(
  protocol: Protocol,
  rule: LevelRule,
  limit: Limit,
  measure: Measure,
  situation: Situation,
  reading: EvidenceReading,
): Boundary | undefined {
  const unit = measure.unit ?? reading.unit;
  const threshold = thresholdFor(limit, situation.limits, unit);
  const unrounded = {
    ...protocol,
    measures: protocol.measures.map(({ judgedDecimals: _judgedDecimals, ...rest }) => rest),
  };
  const figureAt = (value: number) => {
    const moved = withValue(reading, { measure, unit, value, boundaries: [] }, value);
    const quantity = comparedBy(rule, unrounded, { ...situation, reading: moved })?.of(limit.of);
    return typeof quantity === 'object' ? quantity.inUnit(threshold.unit) : undefined;
  };
  const [start, end] = [figureAt(0), figureAt(probeSpan)];
  if (start === undefined || end === undefined || start === end) return undefined;
  const edge = edgeOf(
    threshold.value,
    limit.inclusive,
    dangerousSide(rule),
    measure.judgedDecimals,
  );
  const value = ((edge.value - start) * probeSpan) / (end - start);
  return { value: denoise(value), inclusive: edge.inclusive };
}

/**
 * Where a limit begins to be passed by figures that are rounded before they are judged: 38.1 judged
 * to one decimal begins at 38.05, and a patient's own 35.19 at 35.15, where 35.2 begins.
 */
function edgeOf(
  limit: number,
  inclusive: boolean,
  side: 'high' | 'low',
  decimals: number | undefined,
): Boundary {
  if (decimals === undefined) return { value: limit, inclusive };
  const scale = 10 ** decimals;
  const steps = denoise(limit * scale);
  if (side === 'high') {
    const first = inclusive ? Math.ceil(steps) : Math.floor(steps) + 1;
    return { value: (first - 0.5) / scale, inclusive: true };
  }
  const last = inclusive ? Math.floor(steps) : Math.ceil(steps) - 1;
  return { value: (last + 0.5) / scale, inclusive: false };
}
