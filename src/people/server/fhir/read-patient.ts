import { sexes, type Identifier, type PatientStatus, type Sex } from '../../core/person.ts';
import type { AddressParts } from '../../core/schemas.ts';
import {
  chooseName,
  conceptCode,
  line,
  oneOf,
  readAddress,
  readBirthDate,
  readLanguage,
  readTelecom,
  type ReadContact,
  type Remarks,
} from './parts.ts';
import { readTarget, type Target } from './reference.ts';
import type { Extension, HumanName, Patient } from './shapes.ts';
import { extensions, interpreterCodes } from './systems.ts';

/** What a FHIR Patient says; unknown where it says nothing. */
export interface PatientDraft {
  readonly givenNames: string;
  readonly familyName: string;
  readonly secondFamilyName: string | null;
  readonly preferredName: string | null;
  readonly birthDate: string | null;
  readonly sex: Sex | null;
  readonly language: string;
  readonly interpreterNeeded: boolean | null;
  readonly address: AddressParts;
  readonly status: PatientStatus;
  readonly restricted: boolean;
  readonly identifiers: readonly Identifier[];
  readonly contacts: readonly ReadContact[];
  readonly professionals: readonly Target[];
}

/** Reads a Patient; null when it has no name. */
export function readPatient(resource: Patient, now: Date, remarks: Remarks): PatientDraft | null {
  const name = readName(resource.name);
  if (name === null) return null;
  const deceased = resource.deceasedBoolean === true || resource.deceasedDateTime !== undefined;
  const confidential = resource.meta?.security?.some(({ code }) => code === 'R' || code === 'V');
  return {
    ...name,
    birthDate: readBirthDate(resource.birthDate, now, remarks),
    sex: resource.gender === undefined ? null : oneOf(sexes, resource.gender, 'unknown'),
    language: readLanguage(resource.communication, remarks),
    interpreterNeeded: readInterpreter(resource.extension),
    address: readAddress(resource.address),
    status: deceased ? 'deceased' : resource.active === false ? 'ended' : 'active',
    restricted: confidential === true,
    identifiers: readIdentifiers(resource.identifier, remarks),
    contacts: readTelecom(resource.telecom, remarks),
    professionals: (resource.generalPractitioner ?? []).flatMap((one) => readTarget(one) ?? []),
  };
}

function readName(names: readonly HumanName[] | undefined) {
  const name = chooseName(names);
  const given = line(name?.given?.join(' '));
  const surnames = name?._family?.extension;
  const father = line(stringOf(surnames, extensions.fathersFamily));
  const family = father ?? line(name?.family);
  // A name of one line is not taken apart: which of its words are surnames would be a guess.
  const familyName = family ?? (given === null ? line(name?.text) : null);
  if (familyName === null && given === null) return null;
  const nickname = (names ?? []).find(({ use }) => use === 'nickname');
  return {
    givenNames: given ?? '',
    familyName: familyName ?? '',
    secondFamilyName: father === null ? null : line(stringOf(surnames, extensions.mothersFamily)),
    preferredName: line(nickname?.given?.join(' ') ?? nickname?.text),
  };
}

function stringOf(list: readonly Extension[] | undefined, url: string): string | undefined {
  return list?.find((extension) => extension.url === url)?.valueString;
}

function readInterpreter(list: readonly Extension[] | undefined): boolean | null {
  const required = list?.find(({ url }) => url === extensions.interpreterRequired)?.valueBoolean;
  if (required !== undefined) return required;
  const code = list?.find(({ url }) => url === extensions.usCoreInterpreter)?.valueCoding?.code;
  if (code === interpreterCodes.yes) return true;
  return code === interpreterCodes.no ? false : null;
}

// Social security, driver's licence and passport: no duty of ours needs them, and a breach would hurt.
const kindsNotKept = ['SS', 'SSN', 'DL', 'PPN'];
const systemsNotKept = ['http://hl7.org/fhir/sid/us-ssn'];

function readIdentifiers(identifiers: Patient['identifier'], remarks: Remarks): Identifier[] {
  const kept = (identifiers ?? []).flatMap(({ system, value, type, use }): Identifier[] => {
    const kind = conceptCode(type);
    if (use === 'old') return [];
    if (kindsNotKept.includes(kind ?? '') || systemsNotKept.includes(system ?? '')) {
      remarks.add('government-number-not-kept');
      return [];
    }
    const usable = system && value && /^[^\s|\p{Cc}]{1,200}$/u.test(system) && value.length <= 200;
    const tidied = usable ? line(value) : null;
    if (!usable || tidied === null) {
      remarks.add('identifier-unusable');
      return [];
    }
    return [{ system, value: tidied, kind }];
  });
  return [...new Map(kept.map((one) => [`${one.system}|${one.value}`, one])).values()];
}
