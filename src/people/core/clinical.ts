/** FHIR R4 value sets that the record keeps as they are. */

export const clinicalStatuses = [
  'active',
  'recurrence',
  'relapse',
  'inactive',
  'remission',
  'resolved',
  'unknown',
] as const;
export type ClinicalStatus = (typeof clinicalStatuses)[number];

export const verifications = [
  'unconfirmed',
  'provisional',
  'differential',
  'confirmed',
  'refuted',
  'entered-in-error',
] as const;
export type Verification = (typeof verifications)[number];

export const medicationStatuses = [
  'active',
  'on-hold',
  'cancelled',
  'completed',
  'entered-in-error',
  'stopped',
  'draft',
  'unknown',
] as const;
export type MedicationStatus = (typeof medicationStatuses)[number];

export const encounterStatuses = [
  'planned',
  'arrived',
  'triaged',
  'in-progress',
  'onleave',
  'finished',
  'cancelled',
  'entered-in-error',
  'unknown',
] as const;
export type EncounterStatus = (typeof encounterStatuses)[number];
