import { convert } from '../../../vitals/core/units.ts';
import { unitCode, type Vital, type VitalComponent } from '../../../vitals/core/vitals.ts';
import type { RejectionCode } from '../item-codes.ts';
import { fieldsOf, objectsOf, textOf, type Fields } from '../narrow.ts';

/** A value with its unit as sent, or why there is none. */
export type FhirValue =
  | { readonly value: unknown; readonly unit: unknown }
  | { readonly code: RejectionCode }
  | 'absent';

/**
 * Reads value[x] of an Observation or of one of its components: a quantity, a bare number, "HI" or
 * "LO" as words, or the reason for which there is none. What is not one of these is refused.
 */
export function readValue(vital: Vital, component: VitalComponent, node: Fields): FhirValue {
  const key = valueKey(node);
  switch (key) {
    case undefined:
      return readAbsence(vital, component, node);
    case 'valueQuantity':
      return readQuantity(vital, component, fieldsOf(node.valueQuantity));
    case 'valueInteger':
      return { value: node.valueInteger, unit: undefined };
    case 'valueString':
      return readWord(vital, component, node.valueString);
    case 'valueCodeableConcept': {
      const concept = fieldsOf(node.valueCodeableConcept);
      const [coding] = objectsOf(concept?.coding);
      return readWord(vital, component, concept?.text ?? coding?.code);
    }
    default:
      return { code: 'values-invalid' };
  }
}

function valueKey(node: Fields): string | undefined {
  // Nearly every value is a quantity; the rest is found by looking at all keys.
  if (node.valueQuantity !== undefined) return 'valueQuantity';
  return Object.keys(node).find((key) => /^value[A-Z]/.test(key) && node[key] !== undefined);
}

/** A word may stand for a number that the meter cannot show; other words are no value. */
function readWord(vital: Vital, component: VitalComponent, word: unknown): FhirValue {
  const beyond = typeof word === 'string' ? /^\s*(hi|lo)(gh|w)?\s*$/i.exec(word) : null;
  if (beyond === null || vital.definition.beyond === undefined) {
    return { value: word ?? null, unit: undefined };
  }
  return beyondRange(component, beyond[1]?.toLowerCase() === 'hi' ? 'HI' : 'LO');
}

/** There is no number that a unit could belong to, so that of the limits stands in for it. */
function beyondRange(component: VitalComponent, word: 'HI' | 'LO', unit?: unknown): FhirValue {
  return { value: word, unit: textOf(unit) ?? component.unit.code };
}

function readAbsence(vital: Vital, component: VitalComponent, node: Fields): FhirValue {
  if (vital.definition.beyond === undefined) return 'absent';
  for (const { code } of objectsOf(fieldsOf(node.dataAbsentReason)?.coding)) {
    // http://terminology.hl7.org/CodeSystem/data-absent-reason
    if (code === 'positive-infinity') return beyondRange(component, 'HI');
    if (code === 'negative-infinity') return beyondRange(component, 'LO');
  }
  return 'absent';
}

const ucum = 'http://unitsofmeasure.org';

function readQuantity(
  vital: Vital,
  component: VitalComponent,
  given: Fields | undefined,
): FhirValue {
  if (given === undefined) return { code: 'values-invalid' };
  const coded =
    given.system === undefined || given.system === ucum ? textOf(given.code) : undefined;
  const shown = textOf(given.unit);
  // "kg" to the machine and "lb" to the reader: nobody can tell which one was meant.
  if (coded !== undefined && shown !== undefined && coded !== shown) {
    const one = unitCode(component, coded);
    const other = unitCode(component, shown);
    if (one !== undefined && other !== undefined && one !== other) return { code: 'units-differ' };
  }
  const unit = coded ?? shown;
  if (given.comparator !== undefined) return readBound(vital, component, given, unit);
  return given.value === undefined ? 'absent' : { value: given.value, unit };
}

/** Above 600 or below 20 is a meter at its end; above 120 could be anything. */
function readBound(
  vital: Vital,
  component: VitalComponent,
  { comparator, value }: Fields,
  unit: string | undefined,
): FhirValue {
  const refused: FhirValue = { code: 'values-invalid' };
  const code = unit === undefined ? undefined : unitCode(component, unit);
  if (typeof value !== 'number' || code === undefined || vital.definition.beyond === undefined) {
    return refused;
  }
  const bound = convert(value, vital.kind, code, component.unit.code);
  const { above, below } = component.definition.limits.critical;
  if ((comparator === '>' || comparator === '>=') && above !== undefined && bound >= above) {
    return { value: 'HI', unit };
  }
  if ((comparator === '<' || comparator === '<=') && below !== undefined && bound <= below) {
    return { value: 'LO', unit };
  }
  return refused;
}
