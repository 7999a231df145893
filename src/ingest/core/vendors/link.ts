import { fieldsOf } from '../narrow.ts';

/** Why nothing can be fetched of a person's account at present. */
export const accountProblems = [
  'link-ended',
  'application-refused',
  'other-person',
  'unreachable',
] as const;

export type AccountProblem = (typeof accountProblems)[number];

/** What an organization has for its application at a vendor, by which it may ask for persons' data. */
export interface Application {
  readonly clientId: string;
  readonly clientSecret: string;
  /** The address that is registered with the vendor; some want it named in every request. */
  readonly redirectUri: string | null;
  /** iHealth's SC, and its SV of each kind of data, by name. */
  readonly serials: Readonly<Record<string, string>>;
}

/** A request to a vendor; whoever sends it knows where the vendor is. */
export interface VendorRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly form?: Readonly<Record<string, string>>;
  readonly bearer?: string;
}

/** What a vendor answered; `body` is undefined where it is no JSON. */
export interface VendorAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** New tokens of one account. */
export interface Tokens {
  readonly accessToken: string;
  /** Replaces the one that was used; null: that one stays good. */
  readonly refreshToken: string | null;
  readonly expiresInSeconds: number;
  /** Whose tokens they are as the vendor says; null where it does not say. */
  readonly account: string | null;
}

export type Refreshed =
  | { readonly outcome: 'tokens'; readonly tokens: Tokens }
  /** The person must give us access anew. */
  | { readonly outcome: 'link-ended' }
  /** The vendor does not know our application, or its secret is another. */
  | { readonly outcome: 'application-refused' }
  | { readonly outcome: 'later' };

/** What is asked for of one account; instants in milliseconds since 1970 UTC. */
export interface Asking {
  readonly account: string;
  readonly accessToken: string;
  readonly application: Application | null;
  readonly since: number;
  readonly until: number;
}

export type Page =
  | {
      readonly outcome: 'page';
      /** Up to here everything was brought; null: nothing new was told. */
      readonly reached: number | null;
      /** Whose data it is as the vendor says; null where it does not say. */
      readonly vendorUser: string | null;
      /** What the same request must also say to bring the next page; null after the last. */
      readonly next: Readonly<Record<string, string>> | null;
    }
  | { readonly outcome: 'access-ended' }
  | { readonly outcome: 'later' };

/** The authorization-code flow (RFC 6749, 4.1): the person consents on the vendor's page, and comes back with a code. */
export interface VendorConsent {
  /** The vendor's page, where the person signs in and consents; `baseUrl` is where its data is. */
  readonly page: (
    baseUrl: string,
    given: { readonly clientId: string; readonly redirectUri: string; readonly state: string },
  ) => URL;
  /** Asks for the tokens of the code; answered as a renewal is. */
  readonly exchange: (
    application: Application,
    given: { readonly code: string; readonly redirectUri: string },
  ) => VendorRequest;
  /** Whether the answer says whose tokens they are; else whoever links names the account. */
  readonly namesAccount: boolean;
}

/** How one vendor gives access to a person's data, by its published documentation. Pure. */
export interface VendorLink {
  /** How often the newest is asked for. */
  readonly everyMinutes: number;
  /** How far behind what was reached one asks again: for what arrived there late, and for corrections. */
  readonly overlapMs: number;
  /** How far back a new account is asked for. */
  readonly firstMs: number;
  /** Undefined: its page does not carry a state that could be checked; tokens are entered by hand. */
  readonly consent: VendorConsent | undefined;
  readonly refresh: (
    application: Application,
    refreshToken: string,
    account: string,
  ) => VendorRequest;
  readonly readRefreshed: (answer: VendorAnswer) => Refreshed;
  readonly requests: (asking: Asking) => readonly VendorRequest[];
  readonly readPage: (answer: VendorAnswer, asking: Asking) => Page;
}

/** The tokens that a body has under these names; undefined when one of them is missing. */
export function tokensFrom(
  body: unknown,
  names: Readonly<Record<'access' | 'refresh' | 'expires' | 'account', string>>,
): Tokens | undefined {
  const fields = fieldsOf(body);
  const access = fields?.[names.access];
  const refresh = fields?.[names.refresh];
  const expires = Number(fields?.[names.expires]);
  const account = fields?.[names.account];
  if (!isToken(access) || !(expires > 0) || !Number.isFinite(expires)) return undefined;
  return {
    accessToken: access,
    refreshToken: isToken(refresh) ? refresh : null,
    expiresInSeconds: expires,
    account: typeof account === 'string' || typeof account === 'number' ? String(account) : null,
  };
}

function isToken(value: unknown): value is string {
  return typeof value === 'string' && /^[\x21-\x7e]{1,4000}$/.test(value);
}

/**
 * What a refusal in the form of RFC 6749, 5.2 says: 401 or `invalid_client` is about the application,
 * `invalid_grant` about the one link; anything else may work later.
 */
export function refusalOf({ status, body }: VendorAnswer): Exclude<Refreshed, { tokens: Tokens }> {
  const error = fieldsOf(body)?.['error'];
  if (error === 'invalid_grant') return { outcome: 'link-ended' };
  if (status === 401 || error === 'invalid_client' || error === 'unauthorized_client') {
    return { outcome: 'application-refused' };
  }
  return { outcome: 'later' };
}
