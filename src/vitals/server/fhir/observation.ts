import type {
  CodeableConcept,
  Observation,
  ObservationComponent,
  Quantity,
} from '@medplum/fhirtypes';

import { bilingualText } from '../../../platform/core/fhir-text.ts';
import type { Reading, ReadingContext } from '../../core/reading.ts';
import {
  componentUnit,
  vitalOf,
  type Vital,
  type VitalComponent,
  type Vitals,
} from '../../core/vitals.ts';
import { observationId } from './observation-id.ts';

/** A stored reading with whose it is, what became of it and how it came. */
export interface ObservedReading {
  readonly patientId: string;
  readonly reading: Reading;
  readonly receivedAt: Date;
  /** What its device is called by its source. */
  readonly deviceIdentifier: string | null;
  readonly correction: 'replaced' | 'withdrawn' | null;
  /** It stands in the place of another reading. */
  readonly replaces: boolean;
}

const loinc = 'http://loinc.org';
const ucum = 'http://unitsofmeasure.org';
const category = 'http://terminology.hl7.org/CodeSystem/observation-category';
const absentReason = 'http://terminology.hl7.org/CodeSystem/data-absent-reason';

/** How far the time may be believed, and the source's own id: words of ours. */
const timeTrust = 'urn:enlace:time-trust';
const sourceSystem = 'urn:enlace:source';

/** A stored reading as an Observation of the vital-signs profile; read in again it is the same reading. */
export function toObservation(vitals: Vitals, observed: ObservedReading): Observation {
  const { patientId, reading, receivedAt } = observed;
  const vital = vitalOf(vitals, reading.kind);
  const [first] = vital.components;
  const isPanel = vital.components.some(
    ({ definition }, place) => place > 0 && definition.required,
  );
  const others = isPanel ? vital.components : vital.components.slice(1);
  const components = [
    ...others.flatMap((component) => toComponent(vital, component, reading)),
    ...contextComponents(reading.context),
  ];
  return {
    resourceType: 'Observation',
    id: observationId({ patientId, ...reading }),
    meta: {
      lastUpdated: receivedAt.toISOString(),
      profile: ['http://hl7.org/fhir/StructureDefinition/vitalsigns'],
      tag: [{ system: timeTrust, code: reading.trust }],
    },
    identifier: [{ system: sourceSystem, value: reading.sourceId }],
    status: statusOf(observed),
    category: [{ coding: [{ system: category, code: 'vital-signs' }] }],
    code: codeOf(vital, reading),
    subject: { reference: `Patient/${patientId}` },
    effectiveDateTime: instantWithOffset(reading.at, reading.offsetMinutes),
    issued: receivedAt.toISOString(),
    ...(isPanel || first === undefined ? {} : valueOf(vital, first, reading)),
    ...deviceOf(observed),
    ...(components.length === 0 ? {} : { component: components }),
  };
}

/** What the device is; a reading of a device that was never named says so in words. */
function deviceOf({ reading, deviceIdentifier }: ObservedReading): Pick<Observation, 'device'> {
  if (reading.deviceId === undefined) return {};
  return {
    device: {
      reference: `Device/${reading.deviceId}`,
      ...(deviceIdentifier === null ? {} : { identifier: { value: deviceIdentifier } }),
    },
  };
}

function statusOf({ correction, replaces, reading }: ObservedReading): Observation['status'] {
  if (correction !== null) return 'entered-in-error';
  if (reading.standing === 'unconfirmed') return 'preliminary';
  return replaces ? 'corrected' : 'final';
}

/** Mass and amount of glucose, and sensor and meter, have codes of their own. */
function codeOf({ kind, definition }: Vital, { unit, context }: Reading): CodeableConcept {
  let codes: readonly string[] = [definition.loinc.code];
  if (kind === 'glucose') {
    const isAmount = unit === 'mmol/L';
    if (context?.sensor === true) codes = [isAmount ? '105272-9' : '99504-3'];
    else if (isAmount) codes = ['15074-8'];
  }
  // The vital-signs profile asks for the general code beside that of pulse oximetry.
  if (kind === 'spo2') codes = [definition.loinc.code, '2708-6'];
  return {
    coding: codes.map((code) => ({ system: loinc, code })),
    ...bilingualText(definition.label),
  };
}

type Value = Pick<Observation, 'valueQuantity' | 'dataAbsentReason'>;

function valueOf(vital: Vital, component: VitalComponent, reading: Reading): Value {
  if (reading.beyond !== undefined) {
    const code = reading.beyond === 'HI' ? 'positive-infinity' : 'negative-infinity';
    return { dataAbsentReason: { coding: [{ system: absentReason, code }], text: reading.beyond } };
  }
  const value = reading.values[component.id];
  if (value === undefined) return {};
  return { valueQuantity: quantity(value, componentUnit(component, reading), component) };
}

function quantity(value: number, code: string, component: VitalComponent): Quantity {
  const unit = component.units.find((one) => one.code === code)?.label.en ?? code;
  return { value, unit, system: ucum, code };
}

function toComponent(
  vital: Vital,
  component: VitalComponent,
  reading: Reading,
): readonly ObservationComponent[] {
  const value = valueOf(vital, component, reading);
  const code = component.definition.loinc?.code;
  if (value.valueQuantity === undefined || code === undefined) return [];
  const label = bilingualText(component.definition.label);
  return [{ code: { coding: [{ system: loinc, code }], ...label }, ...value }];
}

/** The oxygen that was given, as US Core's pulse oximetry profile has it. */
function contextComponents(context: ReadingContext | undefined): readonly ObservationComponent[] {
  const oxygen = context?.oxygen;
  if (typeof oxygen !== 'number') return [];
  return [
    {
      code: { coding: [{ system: loinc, code: '3151-8' }], text: 'Inhaled oxygen flow rate' },
      valueQuantity: { value: oxygen, unit: 'L/min', system: ucum, code: 'L/min' },
    },
  ];
}

/** An instant as it was told where it was taken; in UTC when nobody told the offset. */
function instantWithOffset(at: number, offsetMinutes = 0): string {
  const wall = new Date(at + offsetMinutes * 60_000).toISOString().slice(0, -1);
  if (offsetMinutes === 0) return `${wall}Z`;
  const total = Math.abs(offsetMinutes);
  const sign = offsetMinutes < 0 ? '-' : '+';
  return `${wall}${sign}${two(Math.floor(total / 60))}:${two(total % 60)}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
