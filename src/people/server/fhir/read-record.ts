import { Compile } from 'typebox/compile';

import type { CircleKind, Relation } from '../../core/care-circle.ts';
import {
  clinicalStatuses,
  encounterStatuses,
  medicationStatuses,
  verifications,
  type ClinicalStatus,
  type EncounterStatus,
  type MedicationStatus,
  type Verification,
} from '../../core/clinical.ts';
import {
  chooseName,
  conceptCode,
  conceptText,
  line,
  nameLine,
  oneOf,
  readDay,
  readInstant,
  readLanguage,
  readTelecom,
  type Remarks,
} from './parts.ts';
import { readTarget, type Target } from './reference.ts';
import {
  Concept as ConceptShape,
  type Concept,
  type Condition,
  type Dosage,
  type Encounter,
  type MedicationRequest,
  type RelatedPerson,
} from './shapes.ts';
import { systems } from './systems.ts';

/** What everything about a patient says: about whom, and whom it names. */
interface About {
  readonly subject: Target | null;
}

export interface ConditionDraft extends About {
  readonly codeSystem: string;
  readonly code: string;
  readonly display: string;
  readonly clinicalStatus: ClinicalStatus;
  readonly verification: Verification;
  readonly onsetOn: string | null;
  readonly abatedOn: string | null;
}

/** Reads a Condition; null when it does not say which. Its code stays as the source gives it. */
export function readCondition(resource: Condition, remarks: Remarks): ConditionDraft | null {
  const coding = chooseCoding(resource.code);
  const display = conceptText(resource.code) ?? coding?.code ?? null;
  if (display === null) return null;
  const { onsetPeriod, abatementPeriod } = resource;
  return {
    subject: readTarget(resource.subject),
    // Without a code no rule finds it; people still read it.
    codeSystem: coding?.system ?? systems.uncoded,
    code: coding?.code ?? display,
    display,
    clinicalStatus: oneOf(clinicalStatuses, conceptCode(resource.clinicalStatus), 'unknown'),
    verification: oneOf(verifications, conceptCode(resource.verificationStatus), 'unconfirmed'),
    onsetOn: readDay(resource.onsetDateTime ?? onsetPeriod?.start, remarks),
    abatedOn: readDay(resource.abatementDateTime ?? abatementPeriod?.end, remarks),
  };
}

/** SNOMED CT first, then ICD-10-CM, then whatever has a code. */
function chooseCoding(concept: Concept | undefined): { system: string; code: string } | null {
  const codings = (concept?.coding ?? []).flatMap(({ system, code }) => {
    const [tidySystem, tidyCode] = [line(system), line(code)];
    return tidyCode === null ? [] : [{ system: tidySystem ?? systems.uncoded, code: tidyCode }];
  });
  const by = (system: string) => codings.find((coding) => coding.system === system);
  return by(systems.snomed) ?? by(systems.icd10) ?? codings[0] ?? null;
}

export interface MedicationDraft extends About {
  readonly codeSystem: string | null;
  readonly code: string | null;
  readonly display: string;
  readonly status: MedicationStatus;
  readonly authoredOn: string | null;
  readonly dosage: string | null;
  readonly prescriber: Target | null;
}

const isConcept = Compile(ConceptShape);

/** Reads a MedicationRequest; null when it does not say what. */
export function readMedication(
  resource: MedicationRequest,
  remarks: Remarks,
): MedicationDraft | null {
  const reference = resource.medicationReference;
  const contained = resource.contained?.find(({ id }) => id && reference?.reference === `#${id}`);
  const inner = isConcept.Check(contained?.code) ? contained.code : undefined;
  const concept = resource.medicationCodeableConcept ?? inner;
  const coding = concept?.coding?.find(({ code }) => code);
  const display = conceptText(concept) ?? line(reference?.display ?? coding?.code, 500);
  if (display === null) return null;
  return {
    subject: readTarget(resource.subject),
    codeSystem: line(coding?.system),
    code: line(coding?.code),
    display,
    status: oneOf(medicationStatuses, resource.status, 'unknown'),
    authoredOn: readDay(resource.authoredOn, remarks),
    dosage: readDosage(resource.dosageInstruction),
    prescriber: readTarget(resource.requester),
  };
}

/** The source's own words, otherwise dose × times/period ("1 × 2/d"), which needs no language. */
function readDosage(dosages: readonly Dosage[] | undefined): string | null {
  const written = (dosages ?? []).map((dosage) => {
    if (dosage.text) return dosage.text;
    const { frequency, period, periodUnit } = dosage.timing?.repeat ?? {};
    const dose = dosage.doseAndRate?.find((one) => one.doseQuantity)?.doseQuantity;
    const amount =
      dose?.value === undefined ? null : [dose.value, dose.unit].filter(Boolean).join(' ');
    const each = period === 1 ? (periodUnit ?? '') : `${period ?? ''} ${periodUnit ?? ''}`;
    const often = frequency === undefined || !periodUnit ? null : `${frequency}/${each.trim()}`;
    return [[amount, often].filter(Boolean).join(' × '), dosage.asNeededBoolean ? 'PRN' : '']
      .filter(Boolean)
      .join(' ');
  });
  return line(written.filter(Boolean).join('; '), 1000);
}

export interface EncounterDraft extends About {
  readonly class: string;
  readonly display: string;
  readonly status: EncounterStatus;
  readonly beganAt: Date | null;
  readonly endedAt: Date | null;
  readonly reason: string | null;
  readonly place: Target | null;
  readonly professional: Target | null;
}

/** Reads an Encounter; null when neither class nor type is given. */
export function readEncounter(resource: Encounter, remarks: Remarks): EncounterDraft | null {
  const code = line(resource.class?.code);
  const display = conceptText(resource.type?.[0]) ?? line(resource.class?.display) ?? code;
  if (display === null) return null;
  const participant = resource.participant?.find(({ individual }) => individual)?.individual;
  return {
    subject: readTarget(resource.subject),
    class: code ?? 'unknown',
    display,
    status: oneOf(encounterStatuses, resource.status, 'unknown'),
    beganAt: readInstant(resource.period?.start, remarks),
    endedAt: readInstant(resource.period?.end, remarks),
    reason: conceptText(resource.reasonCode?.[0]),
    place: readTarget(resource.serviceProvider),
    professional: readTarget(participant),
  };
}

export interface CircleDraft extends About {
  readonly kind: CircleKind;
  readonly relation: Relation;
  readonly name: string;
  readonly language: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
}

/** Reads a RelatedPerson; null without a name. Consent and scope are never taken from a source. */
export function readRelatedPerson(resource: RelatedPerson, remarks: Remarks): CircleDraft | null {
  const name = nameLine(chooseName(resource.name));
  if (name === null) return null;
  const codes = (resource.relationship ?? []).flatMap(
    ({ coding }) => coding?.map((one) => one.code) ?? [],
  );
  const { kind, relation } =
    codes.flatMap((code) => relationOf[code ?? ''] ?? [])[0] ?? otherRelation;
  if (kind === 'proxy') remarks.add('proxy-needs-scope');
  const contacts = readTelecom(resource.telecom, remarks);
  return {
    subject: readTarget(resource.patient),
    kind,
    relation,
    name,
    language: resource.communication ? readLanguage(resource.communication, remarks) : null,
    phone: contacts.find(({ channel }) => channel === 'phone')?.value ?? null,
    email: contacts.find(({ channel }) => channel === 'email')?.value ?? null,
    startsOn: readDay(resource.period?.start, remarks),
    endsOn: readDay(resource.period?.end, remarks),
  };
}

interface CodedRelation {
  readonly kind: CircleKind;
  readonly relation: Relation;
}

const otherRelation: CodedRelation = { kind: 'friend', relation: 'other' };

function family(relation: Relation): CodedRelation {
  return { kind: 'family', relation };
}

/** HL7 v3 RoleCode to the words used here; codes that are not listed stay "other". */
const relationOf: Readonly<Record<string, CodedRelation>> = {
  ...Object.fromEntries(['SPS', 'HUSB', 'WIFE'].map((code) => [code, family('spouse')])),
  ...Object.fromEntries(['DOMPART', 'SIGOTHR'].map((code) => [code, family('partner')])),
  ...Object.fromEntries(
    ['PRN', 'MTH', 'FTH', 'NMTH', 'NFTH', 'STPPRN'].map((code) => [code, family('parent')]),
  ),
  ...Object.fromEntries(
    ['CHILD', 'SON', 'DAU', 'SONC', 'DAUC', 'NCHILD'].map((code) => [code, family('child')]),
  ),
  ...Object.fromEntries(['SIB', 'BRO', 'SIS', 'NSIB'].map((code) => [code, family('sibling')])),
  ...Object.fromEntries(['GRPRN', 'GRMTH', 'GRFTH'].map((code) => [code, family('grandparent')])),
  ...Object.fromEntries(
    ['GRNDCHILD', 'GRNDSON', 'GRNDDAU'].map((code) => [code, family('grandchild')]),
  ),
  ...Object.fromEntries(
    ['FAMMEMB', 'EXT', 'AUNT', 'UNCLE', 'COUSN', 'INLAW', 'FMRSPS'].map((code) => [
      code,
      family('other-family'),
    ]),
  ),
  FRND: { kind: 'friend', relation: 'friend' },
  NBOR: { kind: 'friend', relation: 'neighbor' },
  CGV: { kind: 'friend', relation: 'caregiver' },
  GUARD: { kind: 'proxy', relation: 'guardian' },
  HPOWATT: { kind: 'proxy', relation: 'health-care-agent' },
  POWATT: { kind: 'proxy', relation: 'health-care-agent' },
  SUBDM: { kind: 'proxy', relation: 'health-care-agent' },
};
