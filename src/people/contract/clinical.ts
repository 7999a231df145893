import { Type, type Static } from 'typebox';

import { contract, Day, Id, Nullable } from '../../platform/core/contract.ts';
import { clinicalStatuses, medicationStatuses, verifications } from '../core/clinical.ts';
import { Condition, Line, Medication } from '../core/schemas.ts';

const strict = { additionalProperties: false } as const;
const OnePatient = Type.Object({ id: Id });
const write = { permission: 'patients.write', healthInformation: true } as const;

const conditionFields = {
  codeSystem: Line,
  code: Line,
  display: Line,
  clinicalStatus: Type.Enum(clinicalStatuses),
  verification: Type.Enum(verifications),
  onsetOn: Nullable(Day),
  abatedOn: Nullable(Day),
};

export const NewCondition = Type.Object(
  {
    ...conditionFields,
    onsetOn: Type.Optional(Nullable(Day)),
    abatedOn: Type.Optional(Nullable(Day)),
  },
  strict,
);
export type NewCondition = Static<typeof NewCondition>;

export const addConditionRoute = contract({
  ...write,
  method: 'POST',
  path: '/api/patients/{id}/conditions',
  summary: 'Add a condition with its code.',
  params: OnePatient,
  body: NewCondition,
  reply: Condition,
});

export const ConditionChanges = Type.Partial(
  Type.Object({
    clinicalStatus: conditionFields.clinicalStatus,
    verification: conditionFields.verification,
    onsetOn: conditionFields.onsetOn,
    abatedOn: conditionFields.abatedOn,
  }),
  strict,
);
export type ConditionChanges = Static<typeof ConditionChanges>;

export const changeConditionRoute = contract({
  ...write,
  method: 'PATCH',
  path: '/api/patients/{id}/conditions/{conditionId}',
  summary: 'Change the course of a condition; a wrong one becomes `entered-in-error`.',
  params: Type.Object({ id: Id, conditionId: Id }),
  body: ConditionChanges,
  reply: Condition,
});

export const NewMedication = Type.Object(
  {
    codeSystem: Type.Optional(Nullable(Line)),
    code: Type.Optional(Nullable(Line)),
    display: Line,
    status: Type.Enum(medicationStatuses),
    authoredOn: Type.Optional(Nullable(Day)),
    dosage: Type.Optional(Nullable(Line)),
    prescriber: Type.Optional(Nullable(Line)),
  },
  strict,
);
export type NewMedication = Static<typeof NewMedication>;

export const addMedicationRoute = contract({
  ...write,
  method: 'POST',
  path: '/api/patients/{id}/medications',
  summary: 'Add a medication that the patient takes; this orders nothing.',
  params: OnePatient,
  body: NewMedication,
  reply: Medication,
});

export const MedicationChanges = Type.Partial(
  Type.Object({ status: Type.Enum(medicationStatuses), dosage: Nullable(Line) }),
  strict,
);
export type MedicationChanges = Static<typeof MedicationChanges>;

export const changeMedicationRoute = contract({
  ...write,
  method: 'PATCH',
  path: '/api/patients/{id}/medications/{medicationId}',
  summary: 'Change status or dosage of a medication.',
  params: Type.Object({ id: Id, medicationId: Id }),
  body: MedicationChanges,
  reply: Medication,
});
