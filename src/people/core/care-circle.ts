import { birthdayAt } from './age.ts';
import type { Consent } from './contact-point.ts';

export const circleKinds = ['family', 'friend', 'proxy', 'professional'] as const;
export type CircleKind = (typeof circleKinds)[number];

export const relations = [
  ...['spouse', 'partner', 'parent', 'child', 'sibling', 'grandparent', 'grandchild'],
  ...['other-family', 'friend', 'neighbor', 'caregiver', 'guardian', 'health-care-agent'],
  ...['primary-care', 'specialist', 'pharmacist', 'nurse', 'social-worker', 'other'],
] as const;
export type Relation = (typeof relations)[number];

/** What a person may be told or may decide. Everything that is not listed is not allowed. */
export const circleScopes = [
  'appointments',
  'readings',
  'medications',
  'care-plan',
  'billing',
  'emergency-contact',
  'decide',
] as const;
export type CircleScope = (typeof circleScopes)[number];

/** Whether somebody of the care circle may be spoken with now, or why not. */
export type Standing = 'in-force' | 'not-yet' | 'expired' | 'patient-of-age' | 'no-consent';

export interface Membership {
  readonly kind: CircleKind;
  readonly relation: Relation;
  readonly consent: Consent;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
}

const ageOfMajority = 18;

/**
 * Decides whether a member may be spoken with on a day of the patient's calendar (YYYY-MM-DD).
 * A proxy that a parent holds for a minor ends on the 18th birthday without anybody having to end it;
 * one that the grown patient gave (it starts on or after that day) stays. While the birth date is
 * unknown only the proxy's own end decides. Family and friends need the patient's consent; a proxy acts
 * in the patient's place and professionals treat. Source: clinical-rules 6.2 (proxy, minors).
 */
export function standingOf(
  member: Membership,
  patientBirthDate: string | null,
  day: string,
): Standing {
  if (member.startsOn !== null && day < member.startsOn) return 'not-yet';
  if (member.endsOn !== null && day > member.endsOn) return 'expired';
  const minority = minorityEnd(member, patientBirthDate);
  if (minority !== null && day >= minority) return 'patient-of-age';
  if (member.consent === 'refused' || member.consent === 'revoked') return 'no-consent';
  const needsConsent = member.kind === 'family' || member.kind === 'friend';
  return needsConsent && member.consent === 'unknown' ? 'no-consent' : 'in-force';
}

/**
 * The birthday (YYYY-MM-DD) on which a parent's proxy ends by itself; null for every other member, and
 * while the birth date is unknown.
 */
export function minorityEnd(
  member: Pick<Membership, 'kind' | 'relation' | 'startsOn'>,
  patientBirthDate: string | null,
): string | null {
  if (member.kind !== 'proxy' || member.relation !== 'parent' || patientBirthDate === null)
    return null;
  const comesOfAge = birthdayAt(patientBirthDate, ageOfMajority);
  return member.startsOn === null || member.startsOn < comesOfAge ? comesOfAge : null;
}

/** What a member lacks to be stored, or null: dates in order, and for a proxy a scope and an end. */
export function findCircleFault(
  member: Membership & { readonly scope: readonly CircleScope[] },
  patientBirthDate: string | null,
): 'dates' | 'proxy-without-end' | null {
  const { startsOn, endsOn } = member;
  if (startsOn !== null && endsOn !== null && endsOn < startsOn) return 'dates';
  if (member.kind !== 'proxy') return null;
  const ends = endsOn !== null || minorityEnd(member, patientBirthDate) !== null;
  return ends && member.scope.length > 0 ? null : 'proxy-without-end';
}
