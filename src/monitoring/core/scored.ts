import { oxygenByFlags, oxygenTold } from './circumstances.ts';
import type { EvidenceReading } from './evidence-reading.ts';
import { measuredQuantity } from './measure.ts';
import { minuteMs } from './numbers.ts';
import { passes } from './limits.ts';
import type { Level, Protocol, RuleOf, ScoreBands, ScoreParameter } from './protocol.ts';
import type { Situation } from './situation.ts';

/** Alert, new confusion, responds to voice, to pain, unresponsive. */
export const consciousnessCodes = ['A', 'C', 'V', 'P', 'U'] as const;

/** One part of a score. `told` is a figure in the parameter's unit, `air` or `oxygen`, or a code of consciousness. */
export interface ParameterFound {
  readonly parameter: ScoreParameter;
  /** Undefined when it is missing: not told, or too long ago. */
  readonly points: number | undefined;
  readonly told: number | string | undefined;
  /** Also when it is too old to count. */
  readonly reading: EvidenceReading | undefined;
  /** Whether other bands than the ordinary ones were used. */
  readonly scaled: boolean;
}

export interface ScoreFound {
  readonly parameters: readonly ParameterFound[];
  /** Undefined when a parameter is missing. */
  readonly total: number | undefined;
  /** Most points of one parameter. */
  readonly highest: number | undefined;
  /** The sum of what is there: the score is at least this. */
  readonly atLeast: number;
  /** Earlier readings that count. */
  readonly used: readonly EvidenceReading[];
}

/** Where the values of a score come from. */
export type ScoreSource = Pick<Situation, 'earlier' | 'earlierCount' | 'flags'>;

/** Tells whether somebody looked at the patient when the reading was taken. */
export function isObserved({ context }: EvidenceReading): boolean {
  return context?.consciousness !== undefined;
}

/** The flags whose scales a score may use. */
export function scaleFlags({ parameters }: RuleOf<'score'>): readonly string[] {
  return parameters.flatMap((one) =>
    one.from === 'measure' && one.scale !== undefined ? [one.scale.flag] : [],
  );
}

/** The score of an observation: its own values and, within their windows, the newest of those before it. */
export function scoreFound(
  rule: RuleOf<'score'>,
  protocol: Protocol,
  situation: ScoreSource,
  reading: EvidenceReading,
): ScoreFound {
  const earlier = situation.earlier.slice(0, situation.earlierCount);
  const found = scoreAt(rule, protocol, situation.flags, [...earlier, reading], reading.at);
  return { ...found, used: found.used.filter((one) => one !== reading) };
}

/**
 * Adds the points of the newest values up to an instant (`readings` oldest first). A value whose clock
 * is doubted does not count; one that waits for a repeat does, so that a danger is not hidden. The
 * total is undefined as long as one parameter is missing.
 */
export function scoreAt(
  rule: RuleOf<'score'>,
  protocol: Protocol,
  flags: ReadonlySet<string>,
  readings: readonly EvidenceReading[],
  at: number,
): ScoreFound {
  const known = readings.filter((one) => one.trust !== 'clock-suspect' && one.at <= at);
  const oxygen = rule.parameters.find((one) => one.from === 'oxygen');
  const onOxygen =
    oxygen === undefined ? undefined : oxygenFound(oxygen, flags, known, at).told === 'oxygen';
  const parameters = rule.parameters.map((parameter): ParameterFound => {
    switch (parameter.from) {
      case 'measure':
        return measureFound(parameter, protocol, { flags, onOxygen }, known, at);
      case 'oxygen':
        return oxygenFound(parameter, flags, known, at);
      case 'consciousness':
        return consciousnessFound(parameter, known, at);
    }
  });
  const points = parameters.flatMap((one) => one.points ?? []);
  const atLeast = points.reduce((sum, one) => sum + one, 0);
  const isComplete = points.length === parameters.length;
  const counted = parameters.flatMap((one) =>
    one.points === undefined || one.reading === undefined ? [] : [one.reading],
  );
  return {
    parameters,
    total: isComplete ? atLeast : undefined,
    highest: isComplete ? Math.max(...points) : undefined,
    atLeast,
    used: known.filter((one) => counted.includes(one)),
  };
}

type Of<From extends ScoreParameter['from']> = Extract<ScoreParameter, { from: From }>;

function measureFound(
  parameter: Of<'measure'>,
  protocol: Protocol,
  breathing: { readonly flags: ReadonlySet<string>; readonly onOxygen: boolean | undefined },
  readings: readonly EvidenceReading[],
  at: number,
): ParameterFound {
  const valueOf = (one: EvidenceReading) => {
    const quantity = measuredQuantity(protocol, parameter.of, one);
    return typeof quantity === 'string' ? undefined : quantity.inUnit(parameter.unit);
  };
  const reading = readings.findLast((one) => valueOf(one) !== undefined);
  const told = reading === undefined ? undefined : valueOf(reading);
  const { scale } = parameter;
  const scaled = scale !== undefined && breathing.flags.has(scale.flag);
  const bands = !scaled ? parameter.bands : breathing.onOxygen ? scale.onOxygen : scale.onAir;
  const points =
    isFresh(parameter, reading, at) && told !== undefined ? pointsIn(bands, told) : undefined;
  return { parameter, points, told, reading, scaled };
}

function oxygenFound(
  parameter: Of<'oxygen'>,
  flags: ReadonlySet<string>,
  readings: readonly EvidenceReading[],
  at: number,
): ParameterFound {
  const reading = readings.findLast((one) => one.context?.oxygen !== undefined);
  const fresh = isFresh(parameter, reading, at);
  const said = fresh ? reading?.context?.oxygen : undefined;
  const truth = said === undefined ? oxygenByFlags(flags) : oxygenTold(said);
  const told = truth === 'unknown' ? undefined : truth === 'yes' ? 'oxygen' : 'air';
  const points = told === undefined ? undefined : parameter[told];
  return {
    parameter,
    points,
    told,
    reading: said === undefined ? undefined : reading,
    scaled: false,
  };
}

function consciousnessFound(
  parameter: Of<'consciousness'>,
  readings: readonly EvidenceReading[],
  at: number,
): ParameterFound {
  const reading = readings.findLast(isObserved);
  const told = consciousnessCodes.find((code) => code === reading?.context?.consciousness);
  const fresh = isFresh(parameter, reading, at) && told !== undefined;
  return {
    parameter,
    points: fresh ? parameter.points[told] : undefined,
    told,
    reading,
    scaled: false,
  };
}

function isFresh(
  { withinMinutes }: ScoreParameter,
  reading: EvidenceReading | undefined,
  at: number,
): boolean {
  return reading !== undefined && at - reading.at <= withinMinutes * minuteMs;
}

function pointsIn(bands: ScoreBands, value: number): number | undefined {
  return bands.find(({ upTo }) => upTo === undefined || value <= upTo)?.points;
}

/** The worst level of the rule that a complete score reaches; undefined when it reaches none. */
export function scoreLevel(rule: RuleOf<'score'>, found: ScoreFound): Level | undefined {
  const { total, highest } = found;
  if (total === undefined || highest === undefined) return undefined;
  return rule.levels.find(({ limits }) =>
    limits.some(({ of, inclusive, thresholds: [threshold] }) => {
      const figure = of === 'highest' ? highest : total;
      return threshold !== undefined && passes(figure, threshold.value, 'high', inclusive);
    }),
  );
}
