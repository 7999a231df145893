import type { Consent } from './contact-point.ts';

export const enrolmentStatuses = ['proposed', 'active', 'paused', 'ended'] as const;
export type EnrolmentStatus = (typeof enrolmentStatuses)[number];

export interface EnrolmentState {
  readonly status: EnrolmentStatus;
  readonly consent: Consent;
  readonly startedOn: string | null;
  readonly endedOn: string | null;
  readonly endReason: string | null;
}

/** Why an enrolment cannot be as given, or null when it can. */
export type EnrolmentFault =
  | 'consent-missing'
  | 'start-missing'
  | 'end-missing'
  | 'ends-before-start'
  | 'already-ended';

/**
 * Checks one state of an enrolment, and the step to it from the one before: nobody is active in a
 * program without granted consent and a start, an end has a day and a reason, and what has ended stays so
 * (coming back is a new enrolment).
 */
export function findEnrolmentFault(
  next: EnrolmentState,
  before?: EnrolmentState,
): EnrolmentFault | null {
  if (before?.status === 'ended') return 'already-ended';
  const running = next.status === 'active' || next.status === 'paused';
  const leaving = next.consent === 'revoked' && next.endedOn !== null;
  if (next.status === 'active' && next.consent !== 'granted' && !leaving) return 'consent-missing';
  if (running && next.startedOn === null) return 'start-missing';
  if (next.status === 'ended' && (next.endedOn === null || !next.endReason)) return 'end-missing';
  if (next.startedOn !== null && next.endedOn !== null && next.endedOn < next.startedOn) {
    return 'ends-before-start';
  }
  return null;
}
