import type { VitalKind } from '../../../vitals/core/reading.ts';
import type { Vitals } from '../../../vitals/core/vitals.ts';
import { objectsOf, fieldsOf, textOf } from '../narrow.ts';

const loincSystem = 'http://loinc.org';
const mdcSystem = 'urn:iso:std:iso:11073:10101';

/**
 * ISO/IEEE 11073-10101 codes as personal health devices send them, where FHIR asks for no LOINC code
 * beside (HL7 PHD implementation guide, Observation profiles), by the LOINC code that we know.
 */
const loincByMdc: Readonly<Record<string, string>> = {
  '150020': '85354-9', // MDC_PRESS_BLD_NONINV
  '150021': '8480-6', // MDC_PRESS_BLD_NONINV_SYS
  '150022': '8462-4', // MDC_PRESS_BLD_NONINV_DIA
  '149546': '8867-4', // MDC_PULS_RATE_NON_INV
  '149530': '8867-4', // MDC_PULS_OXIM_PULS_RATE
  '147842': '8867-4', // MDC_ECG_HEART_RATE
  '150456': '59408-5', // MDC_PULS_OXIM_SAT_O2
  '150364': '8310-5', // MDC_TEMP_BODY
  '188736': '29463-7', // MDC_MASS_BODY_ACTUAL
  '160184': '32016-8', // MDC_CONC_GLU_CAPILLARY_WHOLEBLOOD
  '160188': '2339-0', // MDC_CONC_GLU_CAPILLARY_PLASMA
  '160192': '2339-0', // MDC_CONC_GLU_VENOUS_WHOLEBLOOD
  '160196': '2345-7', // MDC_CONC_GLU_VENOUS_PLASMA
  '160208': '2339-0', // MDC_CONC_GLU_CONTROL
  '160212': '99504-3', // MDC_CONC_GLU_ISF
  '160364': '2339-0', // MDC_CONC_GLU_UNDETERMINED_WHOLEBLOOD
  '160368': '2345-7', // MDC_CONC_GLU_UNDETERMINED_PLASMA
};

/** Glucose between the cells: a sensor under the skin, every few minutes. */
const sensorCodes: ReadonlySet<string> = new Set(['99504-3', '105272-9']);

const controlSolutionCode = '160208';

/** The codings of a CodeableConcept that can be compared, LOINC as it is and MDC by its own number. */
export interface ConceptCodes {
  readonly loinc: readonly string[];
  readonly mdc: readonly string[];
}

/** Reads the LOINC and MDC codings of a CodeableConcept; codings of other systems say nothing here. */
export function codesOf(concept: unknown): ConceptCodes {
  const loinc: string[] = [];
  const mdc: string[] = [];
  for (const { system, code } of objectsOf(fieldsOf(concept)?.coding)) {
    const written = textOf(code);
    if (written === undefined) continue;
    if (system === loincSystem) loinc.push(written);
    else if (system === mdcSystem) mdc.push(written);
  }
  for (const code of mdc) {
    const known = loincByMdc[code];
    if (known !== undefined && !loinc.includes(known)) loinc.push(known);
  }
  return { loinc, mdc };
}

/** The vital sign that all codes agree on; `unclear` when they name two. */
export function kindOf(vitals: Vitals, codes: ConceptCodes): VitalKind | 'unclear' | undefined {
  let found: VitalKind | undefined;
  for (const code of codes.loinc) {
    const kind = vitals.kindByLoinc.get(code);
    if (kind === undefined) continue;
    if (found !== undefined && found !== kind) return 'unclear';
    found = kind;
  }
  return found;
}

/** The vital sign of which these codes name only a part, as 8480-6 names the systolic pressure. */
export function wholeOf(vitals: Vitals, codes: ConceptCodes): VitalKind | undefined {
  for (const vital of vitals.byKind.values()) {
    if (codes.loinc.some((code) => vital.componentByLoinc.has(code))) return vital.kind;
  }
  return undefined;
}

type ContextEntries = Record<string, string | number | boolean>;

/** What the code itself tells of how it was measured. */
export function contextOfCode(codes: ConceptCodes): ContextEntries {
  return {
    ...(codes.loinc.some((code) => sensorCodes.has(code)) ? { sensor: true } : undefined),
    ...(codes.mdc.includes(controlSolutionCode) ? { controlSolution: true } : undefined),
  };
}

const mealCode = '8417864'; // MDC_CTXT_GLU_MEAL
const mealByMdc: Readonly<Record<string, string>> = {
  '8417868': 'before-meal',
  '8417872': 'after-meal',
  '8417876': 'fasting',
  '8417880': 'casual',
  '8417908': 'bedtime',
};

const oxygenFlowCode = '3151-8';
const oxygenConcentrationCode = '3150-6';
const roomAirPercent = 21;

/** What a component tells about the circumstances: the meal, the oxygen given. Others tell nothing. */
export function contextOfComponent(codes: ConceptCodes, component: unknown): ContextEntries {
  const fields = fieldsOf(component);
  if (codes.mdc.includes(mealCode)) {
    const meal = codesOf(fields?.valueCodeableConcept).mdc.map((code) => mealByMdc[code])[0];
    return meal === undefined ? {} : { meal };
  }
  const amount = fieldsOf(fields?.valueQuantity)?.value;
  if (typeof amount !== 'number') return {};
  // US Core pulse oximetry profile: litres a minute, or the share of oxygen in what is breathed.
  if (codes.loinc.includes(oxygenFlowCode)) return { oxygen: amount };
  if (codes.loinc.includes(oxygenConcentrationCode)) {
    return { oxygen: amount > roomAirPercent ? true : 'air' };
  }
  return {};
}
