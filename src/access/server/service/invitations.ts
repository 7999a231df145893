import { createHash, randomBytes } from 'node:crypto';

import { systemCaller, type Context } from '../../../platform/server/context.ts';
import type { Database } from '../../../platform/server/database.ts';
import { newId } from '../../../platform/server/ids.ts';
import { signInProblems, userProblems } from '../../core/problems.ts';
import { hashNewPassword } from '../password.ts';
import { recordAudit } from '../service.ts';
import { saveIdentity, setIdentityPassword } from '../store/identities.ts';
import {
  closeInvitations,
  findInvitationOrganization,
  insertInvitation,
  lockInvitation,
  markInvitationUsed,
  type InvitationKind,
  type InvitationRow,
} from '../store/invitations.ts';
import { selectOrganization, type OrganizationRow } from '../store/organizations.ts';
import { insertUser, lockUsers, selectUser, type UserRow } from '../store/users.ts';

/** Behind # in the address, where neither servers nor proxies see or log the secret. */
export interface OneTimeLink {
  readonly path: string;
  readonly expiresAt: Date;
}

const validHours = 72;

/** Makes a one-time link; an earlier unused one for the same person stops working. */
export async function createLink(
  context: Context,
  link: { readonly kind: InvitationKind; readonly userId: string | null },
): Promise<OneTimeLink> {
  const { tx, caller, now } = context;
  const { organizationId } = caller;
  const secret = randomBytes(32).toString('base64url');
  const expiresAt = new Date(now.getTime() + validHours * 3_600_000);
  await closeInvitations(tx, organizationId, link.userId, now);
  await insertInvitation(tx, {
    ...link,
    organizationId,
    id: newId(now.getTime()),
    secretSha256: hashOf(secret),
    createdBy: caller.kind === 'user' ? caller.id : null,
    createdAt: now,
    expiresAt,
  });
  return { path: `/invitation#${secret}`, expiresAt };
}

/** The one-time link with which the first administrator of an organization comes in. */
export async function createFirstAdministratorLink(context: Context): Promise<OneTimeLink> {
  await refuseSecondFirstAdministrator(context);
  const link = await createLink(context, { kind: 'first-administrator', userId: null });
  await recordAudit(context, { action: 'administrator.invite', patientIds: [] });
  return link;
}

/** A link that can still be used, with whom and what it is for. */
export interface OpenInvitation {
  readonly invitation: InvitationRow;
  readonly organization: OrganizationRow;
  readonly user: UserRow | undefined;
}

/** Who acts for somebody with a link: Enlace itself, in the organization that the link belongs to. */
export async function callerOfInvitation(database: Database, secret: string) {
  const organizationId = await findInvitationOrganization(database, hashOf(secret));
  if (organizationId === undefined) throw signInProblems['sign-in.link-invalid']();
  return systemCaller(organizationId, 'invitation');
}

/** What a one-time link is for; refuses a used, expired or unknown one alike. Locks it. */
export async function openInvitation(context: Context, secret: string): Promise<OpenInvitation> {
  const { tx, caller, now } = context;
  const { organizationId } = caller;
  const invitation = await lockInvitation(tx, organizationId, hashOf(secret));
  if (!invitation || invitation.usedAt || invitation.expiresAt <= now) {
    throw signInProblems['sign-in.link-invalid']();
  }
  const organization = await selectOrganization(tx, organizationId);
  const user = invitation.userId
    ? await selectUser(tx, organizationId, invitation.userId)
    : undefined;
  if (invitation.userId && !user?.active) throw signInProblems['sign-in.link-invalid']();
  return { invitation, organization, user };
}

export interface Acceptance {
  readonly secret: string;
  readonly password: string;
  readonly displayName?: string;
  readonly email?: string;
  readonly interfaceLanguage?: 'en' | 'es';
}

/** Uses a one-time link: sets the password, and makes the first administrator; gives the sign-in address. */
export async function acceptInvitation(
  context: Context,
  acceptance: Acceptance,
): Promise<{ email: string }> {
  const { tx, caller, now } = context;
  const { invitation, user } = await openInvitation(context, acceptance.secret);
  const person = user ?? (await addFirstAdministrator(context, acceptance));
  await setIdentityPassword(tx, person.id, await hashNewPassword(acceptance.password, person));
  await markInvitationUsed(tx, caller.organizationId, invitation.id, now);
  await recordAudit(context, {
    action: 'invitation.accept',
    patientIds: [],
    subject: `user:${person.id}`,
    detail: { kind: invitation.kind },
  });
  return { email: person.email };
}

async function addFirstAdministrator(context: Context, acceptance: Acceptance) {
  const { tx, caller, now } = context;
  const { displayName, email } = acceptance;
  if (!displayName || !email) throw signInProblems['sign-in.link-incomplete']();
  await refuseSecondFirstAdministrator(context);
  const interfaceLanguage = acceptance.interfaceLanguage ?? 'en';
  const person = { id: newId(now.getTime()), displayName, email: email.toLowerCase() };
  try {
    await insertUser(tx, {
      ...person,
      organizationId: caller.organizationId,
      credentials: null,
      roles: ['administrator'],
      languages: [interfaceLanguage],
      skills: [],
      interfaceLanguage,
      practiceId: null,
      createdAt: now,
    });
    await saveIdentity(tx, person.id);
  } catch (error) {
    if ((error as { code?: string }).code !== '23505') throw error;
    throw userProblems['users.email-taken']({}, error);
  }
  return person;
}

async function refuseSecondFirstAdministrator(context: Context): Promise<void> {
  const users = await lockUsers(context.tx, context.caller.organizationId);
  const exists = users.some((user) => user.active && user.roles.includes('administrator'));
  if (exists) throw userProblems['users.administrator-exists']();
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
