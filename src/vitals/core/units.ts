import type { VitalKind } from './reading.ts';

/** Glucose, g/mol ÷ 10: one constant everywhere; products that carry two (18.02, 18.0182) flip limits. */
const mgPerDlInMmolPerL = 18.0156;

const gramsInPound = 453.59237;
const kilopascalsInMmHg = 0.133322387415;

const pressure = { 'mm[Hg]': kilopascalsInMmHg, kPa: 1 };
const rate = { '/min': 1 };

/** Size of each UCUM unit in the base unit of its quantity. Temperature has no single factor. */
const factors: Readonly<Record<VitalKind, Readonly<Record<string, number>>>> = {
  'blood-pressure': { ...pressure, ...rate },
  glucose: { 'mg/dL': 1, 'mmol/L': mgPerDlInMmolPerL },
  weight: { kg: 1000, g: 1, '[lb_av]': gramsInPound },
  spo2: { '%': 1, ...rate },
  'heart-rate': rate,
  temperature: { Cel: 1, '[degF]': 1 },
  'respiratory-rate': rate,
  'peak-flow': { 'L/min': 1 },
};

/** The UCUM units that can be converted for a kind, for the check of its content file. */
export function knownUnits(kind: VitalKind): readonly string[] {
  return Object.keys(factors[kind]);
}

/**
 * Converts a value of one kind between two UCUM units, unrounded. Factors are exact
 * (clinical-rules 1.8): 180 [lb_av] → 81.6466266 kg; 54 mg/dL → 2.9974 mmol/L; 38 Cel → 100.4 [degF].
 * For showing and for plausibility only: a threshold is judged in the unit it was published in,
 * because 3.9 mmol/L converts to 70.26 mg/dL. Throws RangeError for a unit the kind does not have.
 */
export function convert(value: number, kind: VitalKind, from: string, to: string): number {
  if (from === to) return value;
  const fromFactor = factors[kind][from];
  const toFactor = factors[kind][to];
  if (fromFactor === undefined || toFactor === undefined) {
    throw new RangeError(`${kind} is not measured in ${fromFactor === undefined ? from : to}`);
  }
  if (kind === 'temperature')
    return to === '[degF]' ? (value * 9) / 5 + 32 : ((value - 32) * 5) / 9;
  return (value * fromFactor) / toFactor;
}
