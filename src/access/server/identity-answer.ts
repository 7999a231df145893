import { signInProblems } from '../core/problems.ts';

/** What better-auth answered to one call. */
export interface Answer {
  readonly ok: boolean;
  readonly status: number;
  /** Its code of a refusal; empty when it agreed. */
  readonly code: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Set-Cookie headers to pass on. */
  readonly cookies: readonly string[];
}

/** Reads an answer; a failure of the server itself is thrown. */
export async function readAnswer(pending: Promise<Response>): Promise<Answer> {
  const response = await pending;
  const text = await response.text();
  const body = (text === '' ? {} : (JSON.parse(text) ?? {})) as Record<string, unknown>;
  const answer = {
    ok: response.ok,
    status: response.status,
    code: response.ok || typeof body['code'] !== 'string' ? '' : body['code'],
    body,
    cookies: response.headers.getSetCookie(),
  };
  if (answer.status >= 500) throw refusalOf(answer);
  return answer;
}

/** The only header that better-auth is given. */
export function cookieHeaders(cookies: string | undefined): Headers {
  return new Headers(cookies === undefined ? {} : { cookie: cookies });
}

/** A refusal in our words; what is not expected is a failure of ours. */
export function refusalOf(answer: Pick<Answer, 'code' | 'status'>): Error {
  switch (answer.code) {
    case 'INVALID_CODE':
    case 'INVALID_BACKUP_CODE':
      return signInProblems['sign-in.code-refused']();
    case 'INVALID_TWO_FACTOR_COOKIE':
    case 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE':
      return signInProblems['sign-in.start-again']();
    case 'TOTP_ALREADY_ENABLED':
      return signInProblems['sign-in.totp-set-up']();
    case 'TOTP_NOT_ENABLED':
    case 'TWO_FACTOR_NOT_ENABLED':
    case 'BACKUP_CODES_NOT_ENABLED':
      return signInProblems['sign-in.totp-missing']();
    default:
      return new Error(`The identity library answered ${answer.status} ${answer.code}.`);
  }
}
