/** People as FHIR R4 resources. The other direction, which has to judge what others write, is in fhir/. */
import type {
  Condition as FhirCondition,
  ContactPoint as FhirContactPoint,
  Encounter as FhirEncounter,
  Extension,
  HumanName,
  MedicationRequest,
  Organization,
  Patient,
  Practitioner,
  RelatedPerson,
} from '@medplum/fhirtypes';

import type { DirectoryEntry, Practice } from '../contract/organization.ts';
import type { Relation } from '../core/care-circle.ts';
import { unknownLanguage } from '../core/language.ts';
import { fullName, type PersonName } from '../core/name.ts';
import type {
  AddressParts,
  CircleMember,
  Condition,
  ContactPoint,
  Encounter,
  Medication,
  Person,
} from '../core/schemas.ts';
import { extensions, systems } from './fhir/systems.ts';

/** A patient; unknown language, sex and interpreter need are absent, never guessed. */
export function toFhirPatient(
  person: Pick<Person, 'header' | 'address' | 'identifiers' | 'contactPoints'>,
): Patient {
  const { header } = person;
  const { language, interpreterNeeded, preferredName } = header;
  const interpreter = {
    url: extensions.interpreterRequired,
    valueBoolean: interpreterNeeded === true,
  };
  return {
    resourceType: 'Patient',
    id: header.id,
    meta: {
      versionId: String(header.version),
      ...(header.restricted ? { security: [{ system: systems.confidentiality, code: 'R' }] } : {}),
    },
    ...(interpreterNeeded === null ? {} : { extension: [interpreter] }),
    identifier: person.identifiers.map(({ system, value, kind }) => ({
      system,
      value,
      ...(kind ? { type: { coding: [{ system: systems.identifierType, code: kind }] } } : {}),
    })),
    active: header.status !== 'ended',
    name: [
      toHumanName(header),
      ...(preferredName === null ? [] : [{ use: 'nickname' as const, given: [preferredName] }]),
    ],
    telecom: person.contactPoints.flatMap(toTelecom),
    ...(header.sex === null ? {} : { gender: header.sex }),
    ...(header.birthDate === null ? {} : { birthDate: header.birthDate }),
    ...(header.status === 'deceased' ? { deceasedBoolean: true } : {}),
    address: toAddress(person.address),
    ...(language === unknownLanguage ? {} : { communication: [toCommunication(language)] }),
    managingOrganization: {
      reference: `Organization/${header.practiceId}`,
      display: header.practiceName,
    },
  };
}

function toHumanName(name: PersonName): HumanName {
  const { givenNames, familyName, secondFamilyName } = name;
  const surnames: Extension[] = [
    { url: extensions.fathersFamily, valueString: familyName },
    { url: extensions.mothersFamily, valueString: secondFamilyName ?? '' },
  ];
  return {
    use: 'official',
    text: fullName(name),
    family: [familyName, secondFamilyName].filter(Boolean).join(' '),
    ...(secondFamilyName === null ? {} : { _family: { extension: surnames } }),
    ...(givenNames === '' ? {} : { given: givenNames.split(' ') }),
  };
}

const telecomSystems = { phone: 'phone', text: 'sms', email: 'email' } as const;

function toTelecom(point: ContactPoint): FhirContactPoint[] {
  if (point.channel === 'letter' || point.channel === 'portal') return [];
  return [
    {
      system: telecomSystems[point.channel],
      value: point.value,
      ...(point.use === 'other' ? {} : { use: point.use }),
      ...(point.preferred ? { rank: 1 } : {}),
    },
  ];
}

function toAddress({ lines, ...parts }: AddressParts): NonNullable<Patient['address']> {
  const empty = Object.keys(parts).length === 0 && !lines?.length;
  return empty ? [] : [{ use: 'home', ...(lines ? { line: lines } : {}), ...parts }];
}

function toCommunication(language: string) {
  return { language: { coding: [{ system: systems.language, code: language }] }, preferred: true };
}

function subject(patientId: string) {
  return { reference: `Patient/${patientId}` };
}

/** A condition of a patient. */
export function toFhirCondition(condition: Condition, patientId: string): FhirCondition {
  const { clinicalStatus, verification, codeSystem: system, code, display } = condition;
  // FHIR knows no unknown course (con-3 forbids one for what was entered in error): then it says nothing.
  const course =
    clinicalStatus === 'unknown' || verification === 'entered-in-error' ? null : clinicalStatus;
  const coded = system === systems.uncoded ? {} : { coding: [{ system, code, display }] };
  return {
    resourceType: 'Condition',
    id: condition.id,
    ...(course === null ? {} : { clinicalStatus: concept(systems.conditionClinical, course) }),
    verificationStatus: concept(systems.conditionVerification, verification),
    code: { ...coded, text: display },
    subject: subject(patientId),
    ...(condition.onsetOn === null ? {} : { onsetDateTime: condition.onsetOn }),
    ...(condition.abatedOn === null ? {} : { abatementDateTime: condition.abatedOn }),
  };
}

function concept(system: string, code: string) {
  return { coding: [{ system, code }] };
}

/** A medication of a patient; nothing here orders one. */
export function toFhirMedicationRequest(
  medication: Medication,
  patientId: string,
): MedicationRequest {
  const { codeSystem, code, display, dosage, prescriber, authoredOn } = medication;
  const coding = {
    ...(codeSystem === null ? {} : { system: codeSystem }),
    code: code ?? '',
    display,
  };
  return {
    resourceType: 'MedicationRequest',
    id: medication.id,
    status: medication.status,
    intent: 'order',
    medicationCodeableConcept: { ...(code === null ? {} : { coding: [coding] }), text: display },
    subject: subject(patientId),
    ...(authoredOn === null ? {} : { authoredOn }),
    ...(prescriber === null ? {} : { requester: { display: prescriber } }),
    ...(dosage === null ? {} : { dosageInstruction: [{ text: dosage }] }),
  };
}

/** An encounter of a patient. */
export function toFhirEncounter(encounter: Encounter, patientId: string): FhirEncounter {
  const { beganAt, endedAt, reason, place, professional } = encounter;
  const period = {
    ...(beganAt === null ? {} : { start: beganAt }),
    ...(endedAt === null ? {} : { end: endedAt }),
  };
  return {
    resourceType: 'Encounter',
    id: encounter.id,
    status: encounter.status,
    class: { system: systems.actCode, code: encounter.class },
    type: [{ text: encounter.display }],
    subject: subject(patientId),
    ...(Object.keys(period).length === 0 ? {} : { period }),
    ...(reason === null ? {} : { reasonCode: [{ text: reason }] }),
    ...(place === null ? {} : { serviceProvider: { display: place } }),
    ...(professional === null ? {} : { participant: [{ individual: { display: professional } }] }),
  };
}

/** A professional of the directory. */
export function toFhirPractitioner(entry: DirectoryEntry): Practitioner {
  return { resourceType: 'Practitioner', ...entryParts(entry), name: [{ text: entry.name }] };
}

/** A place of the directory. */
export function toFhirOrganization(entry: DirectoryEntry): Organization {
  return { resourceType: 'Organization', ...entryParts(entry), name: entry.name };
}

/** A practice whose patients we serve. */
export function toFhirPractice(practice: Practice): Organization {
  const { id, name, active, phone } = practice;
  return {
    resourceType: 'Organization',
    ...{ id, active, name },
    ...(phone === null ? {} : { telecom: [{ system: 'phone', value: phone, use: 'work' }] }),
  };
}

function entryParts({ id, npi, phone, email, address, active }: DirectoryEntry) {
  const telecom: FhirContactPoint[] = [
    ...(phone === null ? [] : [{ system: 'phone' as const, value: phone, use: 'work' as const }]),
    ...(email === null ? [] : [{ system: 'email' as const, value: email, use: 'work' as const }]),
  ];
  return {
    id,
    active,
    ...(npi === null ? {} : { identifier: [{ system: systems.npi, value: npi }] }),
    telecom,
    address: toAddress(address).map(({ use: _use, ...place }) => ({
      use: 'work' as const,
      ...place,
    })),
  };
}

// HL7 v3 RoleCode where it has the word; the others are told as text.
const roleCodes: Partial<Record<Relation, string>> = {
  spouse: 'SPS',
  partner: 'DOMPART',
  parent: 'PRN',
  child: 'CHILD',
  sibling: 'SIB',
  grandparent: 'GRPRN',
  grandchild: 'GRNDCHILD',
  'other-family': 'FAMMEMB',
  friend: 'FRND',
  neighbor: 'NBOR',
  caregiver: 'CGV',
  guardian: 'GUARD',
  'health-care-agent': 'HPOWATT',
};

/** A person of the care circle. Scope and consent are ours alone and do not travel. */
export function toFhirRelatedPerson(member: CircleMember, patientId: string): RelatedPerson {
  const { relation, language, phone, email, startsOn, endsOn } = member;
  const code = roleCodes[relation];
  const coding = code === undefined ? {} : { coding: [{ system: systems.roleCode, code }] };
  const period = {
    ...(startsOn === null ? {} : { start: startsOn }),
    ...(endsOn === null ? {} : { end: endsOn }),
  };
  return {
    resourceType: 'RelatedPerson',
    id: member.id,
    active: member.standing === 'in-force',
    patient: subject(patientId),
    relationship: [{ ...coding, text: relation }],
    name: [{ text: member.name }],
    telecom: [
      ...(phone === null ? [] : [{ system: 'phone' as const, value: phone }]),
      ...(email === null ? [] : [{ system: 'email' as const, value: email }]),
    ],
    ...(language === null ? {} : { communication: [toCommunication(language)] }),
    ...(Object.keys(period).length === 0 ? {} : { period }),
  };
}
