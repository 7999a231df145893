import type { AuditAction } from '../../core/audit.ts';
import { platformProblems } from '../../../platform/core/problem.ts';
import type { Context } from '../../../platform/server/context.ts';
import { newId } from '../../../platform/server/ids.ts';
import { announce } from '../../../platform/server/live.ts';
import type { Role } from '../../core/permissions.ts';
import { userProblems } from '../../core/problems.ts';
import { hashNewPassword } from '../password.ts';
import { recordAudit } from '../service.ts';
import { endDuty } from '../store/duty.ts';
import {
  endIdentitySessions,
  forgetSecondFactor,
  saveIdentity,
  setIdentityPassword,
} from '../store/identities.ts';
import { closeInvitations } from '../store/invitations.ts';
import {
  insertUser,
  lockUsers,
  practiceExists,
  selectUser,
  selectUsers,
  updateUser,
  type ListedUserRow,
  type UserRow,
} from '../store/users.ts';
import { createLink, type OneTimeLink } from './invitations.ts';

export interface UserFields {
  readonly displayName: string;
  /** Professional title behind the name, such as RN. */
  readonly credentials: string | null;
  readonly roles: readonly Role[];
  readonly languages: readonly string[];
  readonly skills: readonly string[];
  readonly interfaceLanguage: 'en' | 'es';
  /** Bound to one practice: sees nothing of others. Practice users always are. */
  readonly practiceId: string | null;
}

export type NewUser = UserFields & { readonly email: string };

/** Adds a person and gives the one-time link with which they choose their password. */
export async function createUser(
  context: Context,
  user: NewUser,
): Promise<{ id: string; link: OneTimeLink }> {
  const id = await addUser(context, user);
  return { id, link: await createLink(context, { kind: 'invitation', userId: id }) };
}

/** Adds a person who can sign in at once: demonstration data and tests. */
export async function createUserWithPassword(
  context: Context,
  user: NewUser & { readonly password: string },
): Promise<string> {
  const { password, ...fields } = user;
  const hash = await hashNewPassword(password, user);
  const id = await addUser(context, fields);
  await setIdentityPassword(context.tx, id, hash);
  return id;
}

async function addUser(context: Context, user: NewUser): Promise<string> {
  const { tx, caller, now } = context;
  const { organizationId } = caller;
  await checkPractice(context, user.roles, user.practiceId);
  const id = newId(now.getTime());
  const row = { ...user, organizationId, id, email: user.email.toLowerCase(), createdAt: now };
  await refusingTakenEmail(async () => {
    await insertUser(tx, row);
    await saveIdentity(tx, id);
  });
  await auditUser(context, 'user.create', id, { roles: user.roles });
  return id;
}

/** Addresses are unique here and among the identities of all organizations. */
async function refusingTakenEmail(write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if ((error as { code?: string }).code !== '23505') throw error;
    throw userProblems['users.email-taken']({}, error);
  }
}

async function checkPractice(
  context: Context,
  roles: readonly string[],
  practiceId: string | null,
): Promise<void> {
  if (practiceId === null) {
    if (roles.includes('practice-user')) throw userProblems['users.practice-needed']();
    return;
  }
  const known = await practiceExists(context.tx, context.caller.organizationId, practiceId);
  if (!known) throw userProblems['users.practice-unknown']();
}

/** The people of the organization, active ones first, then by name. */
export async function listUsers(context: Context): Promise<readonly ListedUserRow[]> {
  return selectUsers(context.tx, context.caller.organizationId);
}

/** One person of the organization, or nothing. */
export async function findUser(context: Context, id: string): Promise<UserRow | undefined> {
  return selectUser(context.tx, context.caller.organizationId, id);
}

/** Changes what is given of a person; their open screens learn of it at once. */
export async function editUser(
  context: Context,
  id: string,
  changes: Partial<NewUser>,
): Promise<void> {
  const { tx, caller } = context;
  const user = await lockUser(context, id, (one) => {
    const roles: readonly string[] = changes.roles ?? one.roles;
    return one.active && roles.includes('administrator');
  });
  if (Object.keys(changes).length === 0) return;
  const roles: readonly string[] = changes.roles ?? user.roles;
  const practiceId = changes.practiceId === undefined ? user.practiceId : changes.practiceId;
  await checkPractice(context, roles, practiceId);
  const email = changes.email?.toLowerCase();
  await refusingTakenEmail(async () => {
    await updateUser(tx, caller.organizationId, id, email ? { ...changes, email } : changes);
    await saveIdentity(tx, id);
  });
  await auditUser(context, 'user.edit', id, {
    changed: Object.keys(changes),
    ...(changes.roles && { roles: changes.roles }),
  });
  await announce(tx, caller.organizationId, ['access', 'duty']);
}

/** A new one-time link for a person; the one before stops working. */
export async function inviteUser(context: Context, id: string): Promise<OneTimeLink> {
  const user = (await listUsers(context)).find((one) => one.id === id);
  if (!user) throw platformProblems['record.not-found']();
  if (!user.active) throw userProblems['users.inactive']();
  const kind = user.canSignIn ? 'password-reset' : 'invitation';
  const link = await createLink(context, { kind, userId: id });
  await auditUser(context, 'user.invite', id, { kind });
  return link;
}

/**
 * Ends all access of a person at once: sessions, duty and open links. What they own must be handed on;
 * the route lets work do that in the same transaction.
 */
export async function deactivateUser(context: Context, id: string): Promise<void> {
  const { tx, caller, now } = context;
  const { organizationId } = caller;
  await lockUser(context, id, () => false);
  await updateUser(tx, organizationId, id, { active: false });
  await endIdentitySessions(tx, id);
  await closeInvitations(tx, organizationId, id, now);
  await endDuty(tx, organizationId, id, now);
  await auditUser(context, 'user.deactivate', id);
  await announce(tx, organizationId, ['access', 'duty']);
}

/** Lets a person in again, with a new one-time link. */
export async function reactivateUser(context: Context, id: string): Promise<OneTimeLink> {
  const { tx, caller } = context;
  const found = await updateUser(tx, caller.organizationId, id, { active: true });
  if (!found) throw platformProblems['record.not-found']();
  await auditUser(context, 'user.reactivate', id);
  return inviteUser(context, id);
}

/** Forgets the authenticator app of a person who lost it and ends their sessions. */
export async function resetTotp(context: Context, id: string): Promise<void> {
  const { tx, caller } = context;
  if (!(await findUser(context, id))) throw platformProblems['record.not-found']();
  await forgetSecondFactor(tx, id);
  await auditUser(context, 'user.reset-totp', id);
  await announce(tx, caller.organizationId, ['access']);
}

/** Changes the language of the caller's own screens. */
export async function changeInterfaceLanguage(
  context: Context,
  interfaceLanguage: 'en' | 'es',
): Promise<void> {
  const { tx, caller } = context;
  if (caller.kind !== 'user' || caller.id === null) throw platformProblems['record.not-found']();
  await updateUser(tx, caller.organizationId, caller.id, { interfaceLanguage });
  await announce(tx, caller.organizationId, ['access']);
}

/** The person, with everybody locked; refuses to leave the organization without an administrator. */
async function lockUser(
  context: Context,
  id: string,
  staysAdministrator: (user: UserRow) => boolean,
): Promise<UserRow> {
  const users = await lockUsers(context.tx, context.caller.organizationId);
  const user = users.find((one) => one.id === id);
  if (!user) throw platformProblems['record.not-found']();
  const administrators = users.filter((one) => one.active && one.roles.includes('administrator'));
  const isLast = administrators.length === 1 && administrators[0]?.id === id;
  if (isLast && !staysAdministrator(user)) throw userProblems['users.last-administrator']();
  return user;
}

function auditUser(
  context: Context,
  action: AuditAction,
  id: string,
  detail: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const subject = `user:${id}`;
  return recordAudit(context, { action, patientIds: [], subject, detail, purpose: 'operations' });
}
