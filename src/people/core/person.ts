export const sexes = ['female', 'male', 'other', 'unknown'] as const;
export type Sex = (typeof sexes)[number];

export const patientStatuses = ['active', 'paused', 'ended', 'deceased'] as const;
export type PatientStatus = (typeof patientStatuses)[number];

/** Why a record was closed to everybody without work on it. */
export const restrictionReasons = [
  'patient-request',
  'safety',
  'employee-or-family',
  'public-person',
  'legal',
] as const;
export type RestrictionReason = (typeof restrictionReasons)[number];

/** Where the patient's time zone comes from. */
export const zoneSources = ['given', 'zip', 'practice'] as const;
export type ZoneSource = (typeof zoneSources)[number];

/** A number by which somebody else knows the patient; `kind` is a code of HL7 table 0203 (MR, PI, …). */
export interface Identifier {
  readonly system: string;
  readonly value: string;
  readonly kind?: string | null | undefined;
}
