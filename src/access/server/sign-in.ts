import type { AuditAction } from '../core/audit.ts';
import { createHmac } from 'node:crypto';

import { systemCaller, type Caller, type Context } from '../../platform/server/context.ts';
import { inOrganization, type Database } from '../../platform/server/database.ts';
import { announce } from '../../platform/server/live.ts';
import { signInProblems } from '../core/problems.ts';
import type { AccountGuard, Attempt } from './account-guard.ts';
import type { Identity } from './identity.ts';
import { cookieHeaders, readAnswer, refusalOf, type Answer } from './identity-answer.ts';
import { recordAudit } from './service.ts';
import { readCookie, verifiedToken, type Sessions } from './sessions.ts';
import { findChallengedUser, claimCodeOnce, type AuthDatabase } from './store/auth-database.ts';
import { findIdentity, findSessions, type FoundIdentity } from './store/identities.ts';

/** What signing in stands on. */
export interface SignIn {
  readonly identity: Identity;
  readonly auth: AuthDatabase;
  readonly database: Database;
  readonly guard: AccountGuard;
  readonly sessions: Sessions;
  readonly clock: () => Date;
  readonly secret: string;
  readonly challengeCookieName: string;
}

/** The body of an answer and the cookies that go with it. */
export interface WithCookies<T> {
  readonly reply: T;
  readonly cookies: readonly string[];
}

type State = { readonly state: 'signed-in' | 'code-needed' };

/** First step; the last one for who has no authenticator app. */
export async function signInWithEmail(
  signIn: SignIn,
  email: string,
  password: string,
): Promise<WithCookies<State>> {
  const attempt = await signIn.guard.begin(email);
  const body = { email, password };
  const headers = cookieHeaders(undefined);
  const answer = await readAnswer(
    signIn.identity.api.signInEmail({ body, headers, asResponse: true }),
  );
  if (!answer.ok) return refuseAttempt(signIn, attempt, email, 'sign-in.refused');
  if (answer.body['twoFactorRedirect'] !== true) return beginSession(signIn, attempt, answer);
  await attempt.passed();
  return { reply: { state: 'code-needed' }, cookies: answer.cookies };
}

/** Second step; for a signed-in person the step that makes their new authenticator app count. */
export async function verifyTotp(
  signIn: SignIn,
  cookies: string | undefined,
  code: string,
): Promise<WithCookies<State>> {
  const headers = cookieHeaders(cookies);
  const verify = () =>
    signIn.identity.api.verifyTOTP({ body: { code }, headers, asResponse: true });
  const session = await signIn.sessions.read(cookies, 'person').catch(() => null);
  if (!session) return passChallenge(signIn, cookies, verify, code);
  const answer = await readAnswer(verify());
  if (!answer.ok) throw refusalOf(answer);
  await auditSession(signIn, session.caller, 'session.enrol-totp');
  return { reply: { state: 'signed-in' }, cookies: answer.cookies };
}

/** Second step with one of the backup codes, which is used up. */
export function verifyBackupCode(
  signIn: SignIn,
  cookies: string | undefined,
  code: string,
): Promise<WithCookies<State>> {
  const headers = cookieHeaders(cookies);
  return passChallenge(signIn, cookies, () =>
    signIn.identity.api.verifyBackupCode({ body: { code }, headers, asResponse: true }),
  );
}

/** Ends the session of a cookie, if there is one. */
export async function signOut(
  signIn: SignIn,
  cookies: string | undefined,
): Promise<WithCookies<{ readonly done: true }>> {
  const session = await signIn.sessions.read(cookies, 'background').catch(() => null);
  const headers = cookieHeaders(cookies);
  const answer = await readAnswer(signIn.identity.api.signOut({ headers, asResponse: true }));
  signIn.sessions.forget(cookies);
  if (session) await auditSession(signIn, session.caller, 'session.end');
  return { reply: { done: true }, cookies: answer.cookies };
}

const wrongCodes = new Set(['INVALID_CODE', 'INVALID_BACKUP_CODE']);

async function passChallenge(
  signIn: SignIn,
  cookies: string | undefined,
  verify: () => Promise<Response>,
  onceOnly?: string,
): Promise<WithCookies<State>> {
  const person = await challengedPerson(signIn, cookies);
  const attempt = await signIn.guard.begin(person.email);
  const refuse = () => refuseAttempt(signIn, attempt, person.email, 'sign-in.code-refused');
  // RFC 6238, 5.2: a code that was looked over somebody's shoulder does not work a second time.
  if (onceOnly !== undefined && !(await claimCode(signIn, person, onceOnly))) return refuse();
  const answer = await readAnswer(verify());
  if (answer.ok) return beginSession(signIn, attempt, answer);
  if (wrongCodes.has(answer.code)) return refuse();
  await attempt.passed();
  throw refusalOf(answer);
}

/** Who passed the password step, from the cookie that step gave. */
async function challengedPerson(
  signIn: SignIn,
  cookies: string | undefined,
): Promise<FoundIdentity> {
  const cookie = readCookie(cookies, signIn.challengeCookieName);
  const identifier = cookie === undefined ? undefined : verifiedToken(cookie, signIn.secret);
  const userId = identifier && (await findChallengedUser(signIn.auth, identifier));
  const person = userId ? await findIdentity(signIn.database, { userId }) : undefined;
  if (!person) throw signInProblems['sign-in.start-again']();
  return person;
}

function claimCode(signIn: SignIn, person: FoundIdentity, code: string): Promise<boolean> {
  const codeHash = createHmac('sha256', signIn.secret).update(code).digest();
  return claimCodeOnce(signIn.auth, person.userId, codeHash, signIn.clock());
}

async function beginSession(
  signIn: SignIn,
  attempt: Attempt,
  answer: Answer,
): Promise<WithCookies<State>> {
  await attempt.signedIn();
  const token = String(answer.body['token']);
  const found = (await findSessions(signIn.database, [token])).get(token);
  if (!found) throw signInProblems['sign-in.refused']();
  const { organizationId, userId: id, displayName } = found;
  const caller: Caller = { ...systemCaller(organizationId, displayName), kind: 'user', id };
  await auditSession(signIn, caller, 'session.begin', `session:${found.sessionId}`);
  return { reply: { state: 'signed-in' }, cookies: answer.cookies };
}

type RefusalCode = 'sign-in.refused' | 'sign-in.code-refused' | 'sign-in.password-wrong';

/** Counts a failure, writes it to the audit log of the person's organization, and refuses. */
export async function refuseAttempt(
  signIn: SignIn,
  attempt: Attempt,
  email: string,
  code: RefusalCode,
): Promise<never> {
  const lockedUntil = await attempt.failed();
  const person = await findIdentity(signIn.database, { email: email.toLowerCase() });
  if (person) {
    const caller = systemCaller(person.organizationId, 'sign-in');
    const action = lockedUntil ? 'session.lock' : 'session.refuse';
    await auditSession(signIn, caller, action, `user:${person.userId}`);
  }
  if (!lockedUntil) throw signInProblems[code]();
  throw signInProblems['sign-in.locked']({ retryAt: lockedUntil.toISOString() });
}

/** Writes one event and tells every server to look at this organization's sessions again. */
export function auditSession(
  signIn: SignIn,
  caller: Caller,
  action: AuditAction,
  subject?: string,
): Promise<void> {
  return inOrganization(signIn.database, caller.organizationId, async (tx) => {
    const context: Context = { tx, caller, now: signIn.clock(), audited: 0 };
    const entry = { action, patientIds: [], purpose: 'operations' as const };
    await recordAudit(context, subject === undefined ? entry : { ...entry, subject });
    await announce(tx, caller.organizationId, ['access']);
  });
}
