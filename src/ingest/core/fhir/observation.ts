import type { ReadingCandidate } from '../../../vitals/core/candidate.ts';
import type { VitalKind } from '../../../vitals/core/reading.ts';
import { vitalOf, type Vital, type Vitals } from '../../../vitals/core/vitals.ts';
import type { AdapterContext, Candidate, DeliveryItem, Rejection } from '../adapter.ts';
import {
  codesOf,
  contextOfCode,
  contextOfComponent,
  kindOf,
  wholeOf,
  type ConceptCodes,
} from './codes.ts';
import { identifierOf, readDevice, readSubject, type Links } from './links.ts';
import { fieldsOf, isName, objectsOf, textOf, type Fields } from '../narrow.ts';
import { readEffective } from './time.ts';
import { readValue } from './value.ts';

/** A part of the record that stands for a measurement: the Observation, one component, one member. */
interface Part {
  readonly codes: ConceptCodes;
  readonly node: Fields;
}

type Measured = ReadingCandidate | Pick<Rejection, 'code' | 'field'>;

const usableStatuses: ReadonlySet<unknown> = new Set([
  'final',
  'amended',
  'corrected',
  'preliminary',
]);

/**
 * Understands one FHIR R4 Observation (vital signs, US Core and personal health device profiles). Mostly
 * one item; a panel whose components are vital signs of their own gives one for each. `members` are
 * Observations that a panel refers to instead of having components.
 */
export function parseObservation(
  raw: unknown,
  index: number,
  links: Links,
  context: AdapterContext,
  members: readonly Fields[] = [],
): readonly DeliveryItem[] {
  const observation = fieldsOf(raw);
  if (observation?.resourceType !== 'Observation') return [{ index, code: 'item-invalid', raw }];
  const messageId = readMessageId(observation);
  const named = messageId === undefined ? undefined : { messageId };
  const rejected = (rejection: Pick<Rejection, 'code' | 'field'>): Rejection => {
    return { index, ...named, ...rejection, raw };
  };
  if (!usableStatuses.has(observation.status)) {
    return [rejected({ code: 'status-not-final', field: 'status' })];
  }
  const patient = readSubject(observation, links) ?? context.patientId;
  if (patient === null || patient.length > 500)
    return [rejected({ code: 'patient-missing', field: 'subject' })];
  const effective = readEffective(observation);
  if ('code' in effective) return [rejected(effective)];
  const device = readDevice(observation, links);
  if (device !== undefined && !isName(device)) {
    return [rejected({ code: 'field-invalid', field: 'device' })];
  }
  return measurementsOf(context.vitals, observation, members).map((measured): DeliveryItem => {
    if ('code' in measured) return rejected(measured);
    return {
      index,
      ...named,
      patient,
      ...(device === undefined ? undefined : { device }),
      measured,
      ...effective,
      origin: originOf(observation),
      raw,
    } satisfies Candidate;
  });
}

/** The source's own number of the Observation; the resource's id where it has none. */
export function readMessageId(observation: Fields): string | undefined {
  const [identifier] = objectsOf(observation.identifier).map(identifierOf).filter(Boolean);
  return identifier ?? textOf(observation.id);
}

/** Transmitted data needs a device that sent it; a value without one may have been typed in. */
function originOf(observation: Fields): Candidate['origin'] {
  return observation.device === undefined ? 'import' : 'device';
}

function measurementsOf(
  vitals: Vitals,
  observation: Fields,
  members: readonly Fields[],
): readonly Measured[] {
  const codes = codesOf(observation.code);
  const parts = [...objectsOf(observation.component), ...members].map((node): Part => ({
    codes: codesOf(node.code),
    node,
  }));
  const kind = kindOf(vitals, codes) ?? wholeOf(vitals, codes);
  if (kind === 'unclear') return [{ code: 'kind-unknown', field: 'code' }];
  if (kind !== undefined)
    return [measure(vitalOf(vitals, kind), { codes, node: observation }, parts)];
  const panel = parts.flatMap((part): { part: Part; kind: VitalKind }[] => {
    const own = kindOf(vitals, part.codes);
    return own === undefined || own === 'unclear' ? [] : [{ part, kind: own }];
  });
  if (panel.length === 0) return [{ code: 'resource-unsupported', field: 'code' }];
  return panel.map((one) => {
    const others = parts.filter((part) => kindOf(vitals, part.codes) === undefined);
    return measure(vitalOf(vitals, one.kind), one.part, others);
  });
}

/** The measurement of one vital sign, from the value of its own record and from its parts. */
function measure(vital: Vital, own: Part, parts: readonly Part[]): Measured {
  const values: Record<string, unknown> = {};
  const units: Record<string, unknown> = {};
  const context = contextOfCode(own.codes);
  let absent: string | undefined;
  const take = (part: Part, whole: boolean): Pick<Rejection, 'code' | 'field'> | undefined => {
    const component = componentOf(vital, part.codes, whole);
    if (component === undefined) {
      Object.assign(context, contextOfComponent(part.codes, part.node));
      return undefined;
    }
    const read = readValue(vital, component, part.node);
    if (read === 'absent') {
      if (component.definition.required && !(component.id in values)) absent = component.id;
      return undefined;
    }
    if ('code' in read) return { code: read.code, field: component.id };
    if (component.id in values) return { code: 'values-invalid', field: component.id };
    values[component.id] = read.value;
    units[component.id] = read.unit;
    return undefined;
  };
  const hasOwnValue =
    parts.length === 0 || Object.keys(own.node).some((key) => key.startsWith('value'));
  const refused =
    (hasOwnValue ? take(own, true) : undefined) ??
    parts.map((part) => take(part, false)).find((one) => one !== undefined);
  if (refused !== undefined) return refused;
  if (absent !== undefined && !(absent in values)) return { code: 'value-absent', field: absent };
  return { kind: vital.kind, values, componentUnits: units, context };
}

/** Which component of the vital sign a code names; the value of the record itself is the first one's. */
function componentOf(vital: Vital, { loinc }: ConceptCodes, whole: boolean) {
  for (const code of loinc) {
    const component = vital.componentByLoinc.get(code);
    if (component !== undefined) return component;
  }
  return whole ? vital.components[0] : undefined;
}
