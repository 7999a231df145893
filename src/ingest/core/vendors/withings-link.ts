import { fieldsOf, textOf } from '../narrow.ts';
import {
  tokensFrom,
  type Page,
  type Refreshed,
  type VendorAnswer,
  type VendorLink,
} from './link.ts';
import { withingsTypes } from './withings.ts';

const dayMs = 86_400_000;

/**
 * Withings. Access tokens are good for 3 hours, refresh tokens for a year; each refresh gives a new one, and
 * the old one ends after 8 hours or once the new access token is used. Answers are HTTP 200 with a status
 * inside. Measures are notified; asking hourly by `lastupdate` brings what was missed meanwhile.
 * https://developer.withings.com/developer-guide/v3/integration-guide/dropship-cellular/get-access/access-and-refresh-tokens/
 * https://developer.withings.com/api-reference/#operation/oauth2-refreshaccesstoken
 * https://developer.withings.com/api-reference/#operation/oauth2-authorize
 * https://developer.withings.com/api-reference/#tag/measure/operation/measure-getmeas (lastupdate, more, offset)
 */
export const withingsLink: VendorLink = {
  everyMinutes: 60,
  // `lastupdate` counts the vendor's own clock: a few minutes are enough.
  overlapMs: 300_000,
  firstMs: 14 * dayMs,
  consent: {
    page(baseUrl, { clientId, redirectUri, state }) {
      const page = new URL('/oauth2_user/authorize2', accountHosts[baseUrl] ?? baseUrl);
      page.search = new URLSearchParams({
        ...{ response_type: 'code', client_id: clientId, scope: 'user.info,user.metrics' },
        ...{ redirect_uri: redirectUri, state },
      }).toString();
      return page;
    },
    exchange: ({ clientId, clientSecret }, { code, redirectUri }) => ({
      method: 'POST',
      path: '/v2/oauth2',
      form: {
        ...{ action: 'requesttoken', grant_type: 'authorization_code', client_id: clientId },
        ...{ client_secret: clientSecret, code, redirect_uri: redirectUri },
      },
    }),
    namesAccount: true,
  },
  refresh: ({ clientId, clientSecret }, refreshToken) => ({
    method: 'POST',
    path: '/v2/oauth2',
    form: {
      ...{ action: 'requesttoken', grant_type: 'refresh_token', client_id: clientId },
      ...{ client_secret: clientSecret, refresh_token: refreshToken },
    },
  }),
  readRefreshed: readTokens,
  requests: ({ accessToken, since }) => [
    { ...measureRequest(accessToken, { lastupdate: String(Math.floor(since / 1_000)) }) },
  ],
  readPage: readMeasures,
};

/** Persons consent elsewhere than their data is: the public cloud, and the one for HIPAA. */
const accountHosts: Readonly<Record<string, string>> = {
  'https://wbsapi.withings.net': 'https://account.withings.com',
  'https://wbsapi.us.withingsmed.net': 'https://account.us.withingsmed.com',
};

/** Asks for the measures of a person in a period, or since they were last asked for. */
export function measureRequest(bearer: string, period: Readonly<Record<string, string>>) {
  const form = { action: 'getmeas', meastypes: withingsTypes.join(','), category: '1', ...period };
  return { method: 'POST' as const, path: '/measure', form, bearer };
}

/** "Authentication failed" (api-reference, Response status). */
const unauthorized: ReadonlySet<unknown> = new Set([100, 101, 102, 200, 401]);
/** "Invalid params": what a wrong client secret or an ended refresh token is answered with. */
const invalidParameters: ReadonlySet<unknown> = new Set([286, 293, 304, 503]);

function readTokens({ body }: VendorAnswer): Refreshed {
  const answer = fieldsOf(body);
  const status = answer?.['status'];
  const names = {
    ...{ access: 'access_token', refresh: 'refresh_token' },
    ...{ expires: 'expires_in', account: 'userid' },
  };
  const tokens = status === 0 ? tokensFrom(answer?.['body'], names) : undefined;
  if (tokens !== undefined) return { outcome: 'tokens', tokens };
  if (!unauthorized.has(status) && !invalidParameters.has(status)) return { outcome: 'later' };
  const isClient = /client/i.test(textOf(answer?.['error']) ?? '');
  return { outcome: isClient ? 'application-refused' : 'link-ended' };
}

function readMeasures({ status: http, body }: VendorAnswer): Page {
  const answer = fieldsOf(body);
  const status = answer?.['status'];
  if (http === 401 || unauthorized.has(status)) return { outcome: 'access-ended' };
  const told = fieldsOf(answer?.['body']);
  if (status !== 0 || told === undefined) return { outcome: 'later' };
  const { updatetime, more, offset } = told;
  const isMore = (more === 1 || more === true) && typeof offset === 'number' && offset > 0;
  return {
    outcome: 'page',
    reached: typeof updatetime === 'number' && updatetime > 0 ? updatetime * 1_000 : null,
    vendorUser: null,
    next: isMore ? { offset: String(offset) } : null,
  };
}
