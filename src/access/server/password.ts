import { hashPassword } from 'better-auth/crypto';

import { judgePassword } from '../core/password.ts';
import { signInProblems } from '../core/problems.ts';

/** The hash of a password in the form that sign-in checks (scrypt); refuses a weak one. */
export async function hashNewPassword(
  password: string,
  person: { readonly displayName: string; readonly email: string },
): Promise<string> {
  refuseWeakPassword(password, person);
  return hashPassword(password);
}

export function refuseWeakPassword(
  password: string,
  person: { readonly displayName: string; readonly email: string },
): void {
  const weakness = judgePassword(password, [person.displayName, person.email]);
  if (weakness) throw signInProblems['sign-in.password-weak']({ reason: weakness });
}
