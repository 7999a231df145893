import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

import { recordAudit } from '../../access/server/service.ts';
import type { CircleMember, PatientHeader } from '../../people/core/schemas.ts';
import { openPatient } from '../../people/server/service.ts';
import { findCircleMember } from '../../people/server/service/care-circle.ts';
import { platformProblems } from '../../platform/core/problem.ts';
import { systemCaller, type Caller, type Context } from '../../platform/server/context.ts';
import { inOrganization, type Database } from '../../platform/server/database.ts';
import { newId } from '../../platform/server/ids.ts';
import { portalProblems } from '../core/problems.ts';
import { allowedAttempts, invitationHours, isSessionOver } from '../core/session-limits.ts';
import {
  closePortalInvitations,
  countFailedAttempt,
  endPortalSessions,
  findPortalOrganization,
  insertPortalInvitation,
  insertPortalSession,
  lockPortalInvitation,
  selectPortalSession,
  touchPortalSession,
  type InvitationRow,
  type SessionRow,
} from './store/access.ts';

/** Everything that a patient may do; none of it is ever part of a role. */
const patientPermissions: ReadonlySet<string> = new Set(['portal.read', 'portal.write']);

/** What a person needs to enter: the link, and the code that is told another way. Neither is kept. */
export interface PortalInvitation {
  /** Behind # in the address, where neither servers nor proxies see or log the secret. */
  readonly path: string;
  readonly code: string;
  readonly expiresAt: Date;
}

/** Invites the patient, or a proxy who may see readings; an earlier open invitation of theirs is closed. */
export async function invite(
  context: Context,
  patientId: string,
  memberId: string | null,
): Promise<PortalInvitation> {
  const { tx, caller, now } = context;
  const patient = await openPatient(context, patientId);
  if (memberId !== null) await requireProxy(context, patient, memberId);
  const key = { organizationId: caller.organizationId, patientId: patient.id };
  await closePortalInvitations(tx, key, now, memberId);
  const secret = randomBytes(32).toString('base64url');
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const id = newId(now.getTime());
  const expiresAt = new Date(now.getTime() + invitationHours * 3_600_000);
  await insertPortalInvitation(tx, {
    ...{ ...key, id, memberId, expiresAt, createdAt: now },
    ...{ secretSha256: hashOf(secret), codeSha256: codeHash(secret, code) },
    createdBy: caller.kind === 'user' ? caller.id : null,
  });
  await recordAudit(context, {
    action: 'portal.invite',
    patientIds: [patient.id],
    subject: `portal-invitation:${id}`,
    detail: { memberId },
  });
  return { path: `/portal#${secret}`, code, expiresAt };
}

async function requireProxy(
  context: Context,
  patient: PatientHeader,
  memberId: string,
): Promise<CircleMember> {
  const member = await findCircleMember(context, patient, memberId);
  if (member === undefined) throw platformProblems['record.not-found']();
  if (!maySee(member)) throw portalProblems['portal.proxy-not-allowed']();
  return member;
}

function maySee({ standing, scope }: CircleMember): boolean {
  return standing === 'in-force' && scope.includes('readings');
}

/** Closes every open invitation and session of the patient and their proxies; gives how many there were. */
export async function endAccess(context: Context, patientId: string): Promise<number> {
  const { tx, caller, now } = context;
  const patient = await openPatient(context, patientId);
  const key = { organizationId: caller.organizationId, patientId: patient.id };
  const closed = await closePortalInvitations(tx, key, now);
  const ended = await endPortalSessions(tx, key, now);
  await recordAudit(context, { action: 'portal.end', patientIds: [patient.id] });
  return closed + ended;
}

/**
 * Opens a session with the link's secret and the code, and gives the session's own secret. Refuses with
 * `portal.link-invalid` what is unknown, used, expired or closed after five wrong codes, and with
 * `portal.code-wrong` a wrong code; the failure is counted whatever becomes of the request.
 */
export async function enter(
  database: Database,
  now: Date,
  given: { readonly secret: string; readonly code: string },
): Promise<string> {
  const organizationId = await findPortalOrganization(database, hashOf(given.secret));
  if (organizationId === undefined) throw portalProblems['portal.link-invalid']();
  const entered = await inOrganization(database, organizationId, (tx) => {
    const caller = systemCaller(organizationId, 'portal');
    return tryCode({ tx, caller, now, audited: 0 }, given);
  });
  if (entered === 'wrong') throw portalProblems['portal.code-wrong']();
  if (entered === 'closed') throw portalProblems['portal.link-invalid']();
  return entered.secret;
}

/** Refusals are answers here: thrown, they would undo the count of failures. */
async function tryCode(
  context: Context,
  { secret, code }: { readonly secret: string; readonly code: string },
): Promise<'wrong' | 'closed' | { readonly secret: string }> {
  const { tx, caller, now } = context;
  const { organizationId } = caller;
  const invitation = await lockPortalInvitation(tx, organizationId, hashOf(secret));
  if (invitation === undefined || invitation.expiresAt <= now) return 'closed';
  if (!timingSafeEqual(invitation.codeSha256, codeHash(secret, code))) {
    const isLast = invitation.failedAttempts + 1 >= allowedAttempts;
    await countFailedAttempt(tx, organizationId, invitation.id, isLast ? now : null);
    await auditEntrance(context, 'portal.refuse', invitation);
    return isLast ? 'closed' : 'wrong';
  }
  const { patientId, memberId } = invitation;
  await closePortalInvitations(tx, { organizationId, patientId }, now, memberId);
  const sessionSecret = randomBytes(32).toString('base64url');
  await insertPortalSession(tx, {
    ...{ organizationId, id: newId(now.getTime()), patientId, memberId },
    ...{ secretSha256: hashOf(sessionSecret), beganAt: now, lastActiveAt: now },
  });
  await auditEntrance(context, 'portal.enter', invitation);
  return { secret: sessionSecret };
}

function auditEntrance(
  context: Context,
  action: 'portal.enter' | 'portal.refuse',
  { id, patientId, memberId }: InvitationRow,
): Promise<void> {
  const subject = `portal-invitation:${id}`;
  return recordAudit(context, { action, patientIds: [patientId], subject, detail: { memberId } });
}

/** Activity is written this often. */
const writeAfterMs = 60_000;

/**
 * Who a session's secret stands for: a caller of kind `patient`, bound to the one patient. Null when the
 * session is unknown, ended or over, or when a proxy may no longer see the readings.
 */
export async function callerOfSession(
  database: Database,
  now: Date,
  secret: string,
): Promise<Caller | null> {
  const secretSha256 = hashOf(secret);
  const organizationId = await findPortalOrganization(database, secretSha256);
  if (organizationId === undefined) return null;
  return inOrganization(database, organizationId, async (tx) => {
    const session = await selectPortalSession(tx, organizationId, secretSha256);
    if (session === undefined || isSessionOver(session, now)) return null;
    const caller = systemCaller(organizationId, 'portal');
    const context: Context = { tx, caller, now, audited: 0 };
    const patient = await openPatient(context, session.patientId);
    const proxy = await proxyOf(context, patient, session);
    if (proxy === 'not-allowed') return null;
    if (now.getTime() - session.lastActiveAt.getTime() >= writeAfterMs) {
      await touchPortalSession(tx, organizationId, session.id, now);
    }
    return patientCaller(caller, patient, proxy);
  });
}

async function proxyOf(
  context: Context,
  patient: PatientHeader,
  { memberId }: SessionRow,
): Promise<CircleMember | 'not-allowed' | null> {
  if (memberId === null) return null;
  const member = await findCircleMember(context, patient, memberId);
  return member !== undefined && maySee(member) ? member : 'not-allowed';
}

function patientCaller(system: Caller, patient: PatientHeader, proxy: CircleMember | null): Caller {
  return {
    ...system,
    kind: 'patient',
    // Not a user: whoever needs one finds none. The label says who it was.
    id: null,
    label: proxy?.name ?? patient.name,
    permissions: patientPermissions,
    languages: [proxy?.language ?? patient.language],
    practiceId: patient.practiceId,
    patientId: patient.id,
    roles: proxy === null ? [] : ['proxy'],
  };
}

/** The patient to whom the caller of the portal is bound. */
export function openOwnPatient(context: Context): Promise<PatientHeader> {
  const { kind, patientId } = context.caller;
  if (kind !== 'patient' || patientId === null) throw platformProblems['record.not-found']();
  return openPatient(context, patientId);
}

/** Ends the session that a secret stands for. */
export async function leave(context: Context, secret: string): Promise<void> {
  const { tx, caller, now } = context;
  const { organizationId } = caller;
  const patient = await openOwnPatient(context);
  const session = await selectPortalSession(tx, organizationId, hashOf(secret));
  if (session === undefined || session.patientId !== patient.id) return;
  await endPortalSessions(tx, { organizationId, patientId: patient.id }, now, session.id);
  await recordAudit(context, { action: 'portal.leave', patientIds: [patient.id] });
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** With the link's secret, which is not stored: six digits alone would be found in a second. */
function codeHash(secret: string, code: string): Buffer {
  return createHash('sha256').update(`${secret}/${code}`).digest();
}
