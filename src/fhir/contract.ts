/**
 * The FHIR R4 facade. Resources are described by FHIR itself (`/fhir/R4/metadata`), so bodies and
 * replies are open objects here; refusals are OperationOutcomes in both languages.
 */
import { Type } from 'typebox';

import { contract, Id } from '../platform/core/contract.ts';

/** Where the facade stands; relative references and paging links are built from it. */
export const fhirBase = '/fhir/R4';

export const AnyResource = Type.Object(
  { resourceType: Type.String() },
  { additionalProperties: true },
);

/** Search parameters may repeat; what is not supported is refused and not passed over. */
const SearchParameters = Type.Record(
  Type.String(),
  Type.Union([
    Type.String({ maxLength: 500 }),
    Type.Array(Type.String({ maxLength: 500 }), { maxItems: 10 }),
  ]),
);

const reads = {
  method: 'GET',
  permission: 'fhir.read',
  healthInformation: true,
  reply: AnyResource,
} as const;

export const readPatient = contract({
  ...reads,
  path: `${fhirBase}/Patient/{id}`,
  summary: 'One patient.',
  params: Type.Object({ id: Id }),
});

export const searchPatients = contract({
  ...reads,
  path: `${fhirBase}/Patient`,
  summary: 'Patients by _id or identifier, or all that the token may see.',
  query: SearchParameters,
});

const LogicalId = Type.Object({ id: Type.String({ pattern: '^[A-Za-z0-9.-]{1,64}$' }) });

export const readObservation = contract({
  ...reads,
  path: `${fhirBase}/Observation/{id}`,
  summary: 'One reading.',
  params: LogicalId,
});

export const searchObservations = contract({
  ...reads,
  path: `${fhirBase}/Observation`,
  summary: 'Readings by patient, code, date and status, newest first.',
  query: SearchParameters,
});

export const readDevice = contract({
  ...reads,
  path: `${fhirBase}/Device/{id}`,
  summary: 'One device.',
  params: Type.Object({ id: Id }),
});

export const searchDevices = contract({
  ...reads,
  path: `${fhirBase}/Device`,
  summary: 'Devices by patient, identifier and status.',
  query: SearchParameters,
});

export const readTask = contract({
  ...reads,
  path: `${fhirBase}/Task/{id}`,
  summary: 'One work item.',
  params: Type.Object({ id: Id }),
});

export const searchTasks = contract({
  ...reads,
  path: `${fhirBase}/Task`,
  summary: 'Work items by patient, status and date of change.',
  query: SearchParameters,
});

export const createObservation = contract({
  method: 'POST',
  path: `${fhirBase}/Observation`,
  summary:
    'Takes one reading: 201 stored, 200 known already, 202 held until somebody decides, 422 refused with the reason.',
  permission: 'readings.send',
  healthInformation: true,
  body: AnyResource,
  reply: AnyResource,
});

/** Each entry needs its own scope (`system/Observation.c`, `system/Patient.c`, …). */
export const sendBundle = contract({
  method: 'POST',
  path: fhirBase,
  summary:
    'Takes a batch (each entry on its own) or a transaction (all or nothing) of at most 5,000 entries.',
  permission: 'fhir.write',
  healthInformation: true,
  body: AnyResource,
  reply: AnyResource,
});
