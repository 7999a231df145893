/** The parts of FHIR R4 that are read here; whatever else a resource carries is left alone. */
import { Type, type Static, type TProperties } from 'typebox';

const Text = Type.String({ maxLength: 100_000 });
const Short = Type.String({ maxLength: 1000 });

function some<P extends TProperties>(properties: P) {
  return Type.Partial(Type.Object(properties));
}

export const Coding = some({ system: Short, code: Short, display: Text });
export const Concept = some({ coding: Type.Array(Coding), text: Text });
export type Concept = Static<typeof Concept>;

export const Identifier = some({ system: Short, value: Short, type: Concept, use: Short });
export const Reference = some({ reference: Short, identifier: Identifier, display: Text });
export type Reference = Static<typeof Reference>;

export const Period = some({ start: Short, end: Short });

const Extension = some({
  url: Short,
  valueBoolean: Type.Boolean(),
  valueString: Text,
  valueCode: Short,
  valueCoding: Coding,
});
export type Extension = Static<typeof Extension>;

const HumanName = some({
  use: Short,
  text: Text,
  family: Text,
  _family: some({ extension: Type.Array(Extension) }),
  given: Type.Array(Text),
  prefix: Type.Array(Text),
  suffix: Type.Array(Text),
});
export type HumanName = Static<typeof HumanName>;

const Telecom = some({
  system: Short,
  value: Text,
  use: Short,
  rank: Type.Number(),
});
export type Telecom = Static<typeof Telecom>;

const Address = some({
  use: Short,
  line: Type.Array(Text),
  city: Text,
  state: Text,
  postalCode: Text,
  country: Text,
});
export type Address = Static<typeof Address>;

const Communication = some({ language: Concept, preferred: Type.Boolean() });
export type Communication = Static<typeof Communication>;

/** What every resource may carry. */
const head = {
  id: Type.String({ maxLength: 200 }),
  identifier: Type.Array(Identifier),
  meta: some({ security: Type.Array(Coding) }),
};

export const Patient = some({
  ...head,
  extension: Type.Array(Extension),
  active: Type.Boolean(),
  name: Type.Array(HumanName),
  telecom: Type.Array(Telecom),
  gender: Short,
  birthDate: Short,
  deceasedBoolean: Type.Boolean(),
  deceasedDateTime: Short,
  address: Type.Array(Address),
  communication: Type.Array(Communication),
  generalPractitioner: Type.Array(Reference),
});
export type Patient = Static<typeof Patient>;

export const Practitioner = some({
  ...head,
  active: Type.Boolean(),
  name: Type.Array(HumanName),
  telecom: Type.Array(Telecom),
  address: Type.Array(Address),
});
export type Practitioner = Static<typeof Practitioner>;

export const Organization = some({
  ...head,
  active: Type.Boolean(),
  name: Text,
  telecom: Type.Array(Telecom),
  address: Type.Array(Address),
});
export type Organization = Static<typeof Organization>;

export const Condition = some({
  ...head,
  clinicalStatus: Concept,
  verificationStatus: Concept,
  code: Concept,
  subject: Reference,
  onsetDateTime: Short,
  onsetPeriod: Period,
  abatementDateTime: Short,
  abatementPeriod: Period,
});
export type Condition = Static<typeof Condition>;

const Quantity = some({ value: Type.Number(), unit: Short });
const Dosage = some({
  text: Text,
  asNeededBoolean: Type.Boolean(),
  timing: some({
    repeat: some({ frequency: Type.Number(), period: Type.Number(), periodUnit: Short }),
  }),
  doseAndRate: Type.Array(some({ doseQuantity: Quantity })),
});
export type Dosage = Static<typeof Dosage>;

export const MedicationRequest = some({
  ...head,
  status: Short,
  medicationCodeableConcept: Concept,
  medicationReference: Reference,
  // Resources of any type: what of them is read is checked when it is read.
  contained: Type.Array(some({ id: Short, code: Type.Unknown() })),
  subject: Reference,
  authoredOn: Short,
  requester: Reference,
  dosageInstruction: Type.Array(Dosage),
});
export type MedicationRequest = Static<typeof MedicationRequest>;

export const Encounter = some({
  ...head,
  status: Short,
  class: Coding,
  type: Type.Array(Concept),
  subject: Reference,
  participant: Type.Array(some({ individual: Reference })),
  period: Period,
  reasonCode: Type.Array(Concept),
  serviceProvider: Reference,
});
export type Encounter = Static<typeof Encounter>;

export const RelatedPerson = some({
  ...head,
  active: Type.Boolean(),
  patient: Reference,
  relationship: Type.Array(Concept),
  name: Type.Array(HumanName),
  telecom: Type.Array(Telecom),
  communication: Type.Array(Communication),
  period: Period,
});
export type RelatedPerson = Static<typeof RelatedPerson>;
