import { fieldsOf, objectsOf, textOf } from '../narrow.ts';
import {
  refusalOf,
  tokensFrom,
  type Asking,
  type Page,
  type VendorAnswer,
  type VendorLink,
  type VendorRequest,
} from './link.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** At most 30 days may be asked for at once; 14 days of a sensor still fit into one delivery. */
const windowMs = 14 * dayMs;

/**
 * Dexcom, version 3. It never notifies; in the United States its values come an hour late, so that asking
 * more often than each quarter of an hour brings nothing (60,000 requests an hour are allowed).
 * https://developer.dexcom.com/docs/dexcom/authentication/ (tokens; refused as RFC 6749 says)
 * https://developer.dexcom.com/docs/dexcomv3/operation/getEstimatedGlucoseValuesV3/ (startDate, endDate)
 * https://developer.dexcom.com/docs/dexcomv3/endpoint-overview/ (times in UTC, 30 days at most, 429)
 */
export const dexcomLink: VendorLink = {
  everyMinutes: 15,
  // A phone that was away brings the hours before, and values are smoothed afterwards.
  overlapMs: 3 * hourMs,
  firstMs: windowMs,
  consent: {
    page(baseUrl, { clientId, redirectUri, state }) {
      const page = new URL('/v3/oauth2/login', baseUrl);
      page.search = new URLSearchParams({
        ...{ response_type: 'code', client_id: clientId, scope: 'offline_access' },
        ...{ redirect_uri: redirectUri, state },
      }).toString();
      return page;
    },
    exchange: ({ clientId, clientSecret }, { code, redirectUri }) => ({
      method: 'POST',
      path: '/v3/oauth2/token',
      form: {
        ...{ grant_type: 'authorization_code', code, redirect_uri: redirectUri },
        ...{ client_id: clientId, client_secret: clientSecret },
      },
    }),
    namesAccount: false,
  },
  refresh: ({ clientId, clientSecret, redirectUri }, refreshToken) => ({
    method: 'POST',
    path: '/v3/oauth2/token',
    form: {
      ...{ grant_type: 'refresh_token', refresh_token: refreshToken },
      ...{ client_id: clientId, client_secret: clientSecret },
      ...(redirectUri === null ? undefined : { redirect_uri: redirectUri }),
    },
  }),
  readRefreshed(answer) {
    const names = {
      ...{ access: 'access_token', refresh: 'refresh_token' },
      ...{ expires: 'expires_in', account: '' },
    };
    const tokens = answer.status === 200 ? tokensFrom(answer.body, names) : undefined;
    return tokens === undefined ? refusalOf(answer) : { outcome: 'tokens', tokens };
  },
  requests: windows,
  readPage,
};

function windows({ accessToken, since, until }: Asking): readonly VendorRequest[] {
  const found: VendorRequest[] = [];
  for (let start = since; start < until; start += windowMs) {
    const end = Math.min(start + windowMs, until);
    const query = { startDate: dateTime(start), endDate: dateTime(end) };
    found.push({ method: 'GET', path: '/v3/users/self/egvs', query, bearer: accessToken });
  }
  return found;
}

/** UTC without an offset and without fractions, as the documentation writes it. */
function dateTime(at: number): string {
  return new Date(at).toISOString().slice(0, 19);
}

/** Who has sent nothing for so long has no older values on the phone any more. */
const oldestMs = 30 * dayMs;

function readPage({ status, body }: VendorAnswer, { until }: Asking): Page {
  if (status === 401) return { outcome: 'access-ended' };
  const answer = fieldsOf(body);
  if (status !== 200 || !Array.isArray(answer?.['records'])) return { outcome: 'later' };
  const times = objectsOf(answer['records']).flatMap(({ systemTime }) => instantOf(systemTime));
  const newest = times.reduce((latest, at) => Math.max(latest, at), until - oldestMs);
  return {
    outcome: 'page',
    // A sensor with a wrong clock must not move us past what is yet to come.
    reached: Math.min(newest, until),
    vendorUser: textOf(answer['userId']) ?? null,
    next: null,
  };
}

function instantOf(systemTime: unknown): readonly number[] {
  if (typeof systemTime !== 'string') return [];
  const at = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/i.test(systemTime) ? systemTime : `${systemTime}Z`);
  return Number.isFinite(at) ? [at] : [];
}
