import type { Measure, Limit, Protocol, Rule } from './protocol.ts';
import type { EvidenceReading } from './evidence-reading.ts';

/** Open interval of one measure in one unit within which no rule of the protocol can say anything but clear. */
interface Band {
  readonly unit: string;
  low: number;
  high: number;
}

interface QuietMeasure {
  readonly component: string;
  readonly inContext: boolean;
  /** Unit of the component where it is not that of the reading. */
  readonly unit: string | undefined;
  readonly required: boolean;
  readonly bands: readonly Band[];
}

/** For one protocol and kind; undefined when its rules always need history or facts. */
export type QuietBands = readonly QuietMeasure[] | undefined;

/**
 * Precomputes the quiet band of each measure: between the mildest limits of all rules that compare
 * the value itself. Both ends are excluded, and where the value is rounded before it is judged they
 * are drawn in by one step, so a value inside is clear whatever else is known; the property test
 * in assess.test.ts holds this against the full judgement.
 */
export function quietBands(protocol: Protocol, measures: readonly Measure[]): QuietBands {
  if (protocol.rules.some((rule) => !comparesValueOnly(rule))) return undefined;
  const limits = protocol.rules.flatMap(valueLimits);
  const compared = measures.filter(({ name }) => limits.some((limit) => limit.of === name));
  return compared.map((measure) => ({
    component: measure.component,
    inContext: measure.in === 'context',
    unit: measure.unit,
    required: measure.required,
    bands: bandsOf(protocol, measure),
  }));
}

function comparesValueOnly(rule: Rule): boolean {
  switch (rule.operator) {
    case 'above':
    case 'below':
    case 'reported':
    case 'missing-for':
    case 'score':
      // Only an observation of the patient is scored, and `isQuiet` lets none through.
      return true;
    case 'rise-within':
    case 'fall-within':
    case 'percent-of-best':
      return false;
  }
}

function bandsOf(protocol: Protocol, measure: Measure): readonly Band[] {
  const bands = new Map<string, Band>();
  const margin = measure.judgedDecimals === undefined ? 0 : 10 ** -measure.judgedDecimals;
  const ofMeasure = (limit: Limit) => limit.of === measure.name;
  for (const rule of protocol.rules) {
    for (const limit of valueLimits(rule).filter(ofMeasure)) {
      for (const { value, unit } of limit.thresholds) {
        const band = bands.get(unit) ?? { unit, low: -Infinity, high: Infinity };
        if (rule.direction === 'low') band.low = Math.max(band.low, value + margin);
        else band.high = Math.min(band.high, value - margin);
        bands.set(unit, band);
      }
    }
  }
  return sharedByAllLimits(protocol, measure, [...bands.values()]);
}

/** A unit in which one of the limits is not published cannot be judged without a conversion. */
function sharedByAllLimits(
  protocol: Protocol,
  measure: Measure,
  bands: readonly Band[],
): readonly Band[] {
  const limits = protocol.rules.flatMap(valueLimits).filter((limit) => limit.of === measure.name);
  return bands.filter(({ unit }) =>
    limits.every((limit) => limit.thresholds.some((threshold) => threshold.unit === unit)),
  );
}

/** The limits of a rule that compare a measured value as it is. */
export function valueLimits(rule: Rule): readonly Limit[] {
  switch (rule.operator) {
    case 'above':
    case 'below':
      return rule.levels.flatMap((level) => level.limits);
    case 'reported':
    case 'score':
    case 'missing-for':
    case 'rise-within':
    case 'fall-within':
    case 'percent-of-best':
      return [];
  }
}

/** Tells whether the reading lies inside the quiet band of every measure. Allocates nothing. */
export function isQuiet(quiet: QuietBands, reading: EvidenceReading): boolean {
  if (quiet === undefined || reading.beyond !== undefined) return false;
  const context = reading.context;
  if (context !== undefined) {
    if (context.symptoms !== undefined || context.consciousness !== undefined) return false;
  }
  for (const measure of quiet) {
    if (measure.inContext) {
      if (context !== undefined && context[measure.component] !== undefined) return false;
      continue;
    }
    const value = reading.values[measure.component];
    if (value === undefined) {
      if (measure.required) return false;
      continue;
    }
    if (!insideBand(measure.bands, measure.unit ?? reading.unit, value)) return false;
  }
  return true;
}

function insideBand(bands: readonly Band[], unit: string, value: number): boolean {
  for (const band of bands) {
    if (band.unit === unit) return band.low < value && value < band.high;
  }
  return false;
}
