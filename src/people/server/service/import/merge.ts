import { unknownLanguage } from '../../../core/language.ts';
import { foldAccents, fullName } from '../../../core/name.ts';
import { decideZone } from '../../../core/zone.ts';
import type { PatientDraft } from '../../fhir/read-patient.ts';
import type { PatientRow } from '../../store/patients.ts';

/** A new patient as the source describes it. */
export function newPatient(
  id: string,
  draft: PatientDraft,
  practice: { readonly id: string; readonly zone: string },
): PatientRow {
  const {
    identifiers: _identifiers,
    contacts: _contacts,
    professionals: _professionals,
    ...said
  } = draft;
  const { postalCode } = draft.address;
  return {
    id,
    practiceId: practice.id,
    ...said,
    ...decideZone({ postalCode, practiceZone: practice.zone }),
  };
}

/**
 * A patient known here after the source changed: what the source says replaces what was known, what it
 * does not say stays. A restriction is never lifted, a zone given by a person stays, and so does the
 * division of a name into its two surnames when the source only writes the same name in one piece.
 */
export function mergePatient(
  before: PatientRow,
  draft: PatientDraft,
  practiceZone: string,
): PatientRow {
  const address = Object.keys(draft.address).length > 0 ? draft.address : before.address;
  const zone =
    before.zoneSource === 'given'
      ? { zone: before.zone, zoneSource: before.zoneSource }
      : decideZone({ postalCode: address.postalCode, practiceZone });
  const sameName = foldAccents(fullName(before)) === foldAccents(fullName(draft));
  const { givenNames, familyName, secondFamilyName } = sameName ? before : draft;
  return {
    id: before.id,
    practiceId: before.practiceId,
    ...{ givenNames, familyName, secondFamilyName, ...zone, address },
    preferredName: draft.preferredName ?? before.preferredName,
    birthDate: draft.birthDate ?? before.birthDate,
    sex: draft.sex ?? before.sex,
    language: draft.language === unknownLanguage ? before.language : draft.language,
    interpreterNeeded: draft.interpreterNeeded ?? before.interpreterNeeded,
    status: draft.status === 'active' ? before.status : draft.status,
    restricted: before.restricted || draft.restricted,
  };
}
