import { cookieHeaders, readAnswer, refusalOf, type Answer } from './identity-answer.ts';
import { refuseWeakPassword } from './password.ts';
import type { LiveSession } from './sessions.ts';
import { auditSession, refuseAttempt, type SignIn, type WithCookies } from './sign-in.ts';

/** Begins to set up an authenticator app: it counts once `verifyTotp` saw one of its codes. */
export async function enableTotp(
  signIn: SignIn,
  session: LiveSession,
  cookies: string | undefined,
  password: string,
) {
  const headers = cookieHeaders(cookies);
  const answer = await withPassword(signIn, session, () =>
    signIn.identity.api.enableTwoFactor({
      body: { password, method: 'totp' },
      headers,
      asResponse: true,
    }),
  );
  const uri = String(answer.body['totpURI']);
  const secret = new URL(uri).searchParams.get('secret') ?? '';
  const backupCodes = answer.body['backupCodes'] as string[];
  return { reply: { uri, secret, backupCodes }, cookies: answer.cookies };
}

/** Replaces the backup codes. */
export async function newBackupCodes(
  signIn: SignIn,
  session: LiveSession,
  cookies: string | undefined,
  password: string,
) {
  const headers = cookieHeaders(cookies);
  const answer = await withPassword(signIn, session, () =>
    signIn.identity.api.generateBackupCodes({ body: { password }, headers, asResponse: true }),
  );
  await auditSession(signIn, session.caller, 'session.new-backup-codes');
  const backupCodes = answer.body['backupCodes'] as string[];
  return { reply: { backupCodes }, cookies: answer.cookies };
}

/** Changes the password; every other session of the person ends, this one gets a new cookie. */
export async function changePassword(
  signIn: SignIn,
  session: LiveSession,
  cookies: string | undefined,
  passwords: { readonly currentPassword: string; readonly newPassword: string },
): Promise<WithCookies<{ readonly done: true }>> {
  const person = { displayName: session.caller.label, email: session.email };
  refuseWeakPassword(passwords.newPassword, person);
  const body = { ...passwords, revokeOtherSessions: true };
  const headers = cookieHeaders(cookies);
  const answer = await withPassword(signIn, session, () =>
    signIn.identity.api.changePassword({ body, headers, asResponse: true }),
  );
  await auditSession(signIn, session.caller, 'session.change-password');
  return { reply: { done: true }, cookies: answer.cookies };
}

/** Wrong passwords of a signed-in person count as failed sign-ins: the workstation may not be theirs. */
async function withPassword(
  signIn: SignIn,
  session: LiveSession,
  send: () => Promise<Response>,
): Promise<Answer> {
  const attempt = await signIn.guard.begin(session.email);
  const answer = await readAnswer(send());
  if (answer.code === 'INVALID_PASSWORD') {
    return refuseAttempt(signIn, attempt, session.email, 'sign-in.password-wrong');
  }
  await attempt.passed();
  if (!answer.ok) throw refusalOf(answer);
  return answer;
}
