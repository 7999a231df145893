import { fieldsOf, textOf } from '../narrow.ts';
import {
  tokensFrom,
  type Application,
  type Asking,
  type Page,
  type Refreshed,
  type VendorAnswer,
  type VendorLink,
  type VendorRequest,
} from './link.ts';
import { nameFrom } from './vendor.ts';

const dayMs = 86_400_000;

/** The data that is asked for, each with a serial number (SV) of its own. */
export const ihealthData = ['bp', 'glucose', 'weight', 'spo2'] as const;

/**
 * iHealth, OpenAPI V2. Tokens and data are asked for by GET with everything in the query, a refusal is an
 * HTTP 200 with `Error` and `ErrorCode` inside. iHealth pushes; asking brings what was missed meanwhile.
 * https://developer.ihealthlabs.com/dev_documentation_Authentication.htm (refresh: response_type=refresh_token)
 * https://developer.ihealthlabs.com/dev_documentation_RequestfordataofBloodPressure.htm (sc, sv, start_time)
 * https://developer.ihealthlabs.com/dev_documentation_GettingiHealthData.htm (pages, 500 or 5000 requests an hour)
 */
export const ihealthLink: VendorLink = {
  everyMinutes: 120,
  // `start_time` is when it was measured: what a phone sent days later is found again.
  overlapMs: 3 * dayMs,
  firstMs: 14 * dayMs,
  consent: undefined,
  refresh: ({ clientId, clientSecret, redirectUri }, refreshToken, account) => ({
    method: 'GET',
    path: '/OpenApiV2/OAuthv2/userauthorization/',
    query: {
      ...{ client_id: clientId, client_secret: clientSecret, redirect_uri: redirectUri ?? '' },
      ...{ response_type: 'refresh_token', refresh_token: refreshToken, UserID: account },
    },
  }),
  readRefreshed,
  requests,
  readPage,
};

function readRefreshed({ body }: VendorAnswer): Refreshed {
  const names = {
    ...{ access: 'AccessToken', refresh: 'RefreshToken' },
    ...{ expires: 'Expires', account: 'UserID' },
  };
  const tokens = tokensFrom(body, names);
  if (tokens !== undefined) return { outcome: 'tokens', tokens };
  const error = refusal(body);
  if (error === undefined || isLimit(error)) return { outcome: 'later' };
  return { outcome: /client/i.test(error.words) ? 'application-refused' : 'link-ended' };
}

function requests(asking: Asking): readonly VendorRequest[] {
  const { account, accessToken, application, since, until } = asking;
  if (application === null) return [];
  return ihealthData
    .filter((data) => application.serials[data] !== undefined)
    .map((data) => ({
      method: 'GET',
      path: `/openapiv2/user/${encodeURIComponent(account)}/${data}.json/`,
      query: {
        ...credentials(application, data),
        access_token: accessToken,
        start_time: String(Math.floor(since / 1_000)),
        end_time: String(Math.ceil(until / 1_000)),
      },
    }));
}

function credentials(application: Application, data: string): Readonly<Record<string, string>> {
  const { clientId, clientSecret, redirectUri, serials } = application;
  return {
    ...{ client_id: clientId, client_secret: clientSecret, redirect_uri: redirectUri ?? '' },
    ...{ sc: serials['sc'] ?? '', sv: serials[data] ?? '' },
  };
}

const lists = ['BPDataList', 'BGDataList', 'WeightDataList', 'BODataList'] as const;

function readPage({ body }: VendorAnswer, { until }: Asking): Page {
  const answer = fieldsOf(body);
  if (!lists.some((list) => Array.isArray(answer?.[list]))) {
    const error = refusal(body);
    return { outcome: error === undefined || isLimit(error) ? 'later' : 'access-ended' };
  }
  const page = Number(answer?.['PageNumber']);
  const isMore = textOf(answer?.['NextPageUrl']) !== undefined && Number.isInteger(page);
  return {
    outcome: 'page',
    reached: until,
    vendorUser: null,
    next: isMore ? { page_index: String(page + 1) } : null,
  };
}

interface Refusal {
  readonly code: string;
  readonly words: string;
}

function refusal(body: unknown): Refusal | undefined {
  const answer = fieldsOf(body);
  const words = [answer?.['Error'], answer?.['ErrorDescription']].flatMap(
    (one) => textOf(one) ?? [],
  );
  if (words.length === 0) return undefined;
  return { code: nameFrom(answer?.['ErrorCode']) ?? '', words: words.join(' ') };
}

/** "Reached the one-hour access limit" and what the server says of itself. */
function isLimit({ code }: Refusal): boolean {
  return code.startsWith('50');
}
