import { describe, expect, test } from 'vitest';

import type { Application, Asking, VendorLink } from './link.ts';
import { linkOf } from './links.ts';
import type { VendorName } from './vendor.ts';

const application: Application = {
  ...{ clientId: 'our-id', clientSecret: 'our-secret', redirectUri: 'https://us.example/back' },
  serials: { sc: 'SC', bp: 'SV-bp', spo2: 'SV-spo2' },
};

function link(vendor: VendorName): VendorLink {
  const found = linkOf(vendor);
  if (found === undefined) throw new Error(`No link for ${vendor}.`);
  return found;
}

function asking(fields: Partial<Asking> = {}): Asking {
  return {
    ...{ account: '42', accessToken: 'token', application },
    since: Date.parse('2026-11-01T00:00:00Z'),
    until: Date.parse('2026-11-20T06:00:00Z'),
    ...fields,
  };
}

function at(text: string): number {
  return Date.parse(text);
}

function egvs(...times: string[]) {
  const records = times.map((systemTime) => ({ systemTime }));
  return { recordType: 'egv', userId: 'stranger', records };
}

describe('renewing tokens', () => {
  test.each<[VendorName, object]>([
    [
      'withings',
      {
        ...{ method: 'POST', path: '/v2/oauth2' },
        form: {
          ...{ action: 'requesttoken', grant_type: 'refresh_token', client_id: 'our-id' },
          ...{ client_secret: 'our-secret', refresh_token: 'old' },
        },
      },
    ],
    [
      'dexcom',
      {
        ...{ method: 'POST', path: '/v3/oauth2/token' },
        form: {
          ...{ grant_type: 'refresh_token', refresh_token: 'old', client_id: 'our-id' },
          ...{ client_secret: 'our-secret', redirect_uri: 'https://us.example/back' },
        },
      },
    ],
    [
      'ihealth',
      {
        ...{ method: 'GET', path: '/OpenApiV2/OAuthv2/userauthorization/' },
        query: {
          ...{ client_id: 'our-id', client_secret: 'our-secret' },
          ...{ redirect_uri: 'https://us.example/back', response_type: 'refresh_token' },
          ...{ refresh_token: 'old', UserID: '42' },
        },
      },
    ],
  ])('of %s is asked for as its documentation says', (vendor, request) => {
    expect(link(vendor).refresh(application, 'old', '42')).toEqual(request);
  });

  const oauth = { access_token: 'a', refresh_token: 'r', expires_in: 7_200, token_type: 'Bearer' };
  const ihealth = {
    AccessToken: 'a',
    RefreshToken: 'r',
    Expires: '3600',
    UserID: 'u',
    APIName: '',
  };
  const tokens = { accessToken: 'a', refreshToken: 'r' };
  test.each<[string, VendorName, number, unknown, object]>([
    [
      'new tokens, and whose they are',
      ...(['withings', 200, { status: 0, body: { ...oauth, userid: 12 } }] as const),
      { outcome: 'tokens', tokens: { ...tokens, expiresInSeconds: 7_200, account: '12' } },
    ],
    [
      'an ended refresh token, in a status inside of HTTP 200',
      ...([
        'withings',
        200,
        { status: 503, error: 'Invalid Params: invalid refresh_token' },
      ] as const),
      { outcome: 'link-ended' },
    ],
    [
      'a wrong client secret',
      ...([
        'withings',
        200,
        { status: 503, error: 'Invalid Params: invalid client_secret' },
      ] as const),
      { outcome: 'application-refused' },
    ],
    ['too many requests', 'withings', 200, { status: 601 }, { outcome: 'later' }],
    ['a page that is no JSON', 'withings', 200, undefined, { outcome: 'later' }],
    [
      'success without tokens',
      ...(['withings', 200, { status: 0, body: { access_token: '', expires_in: 1 } }] as const),
      { outcome: 'later' },
    ],
    [
      'new tokens',
      ...(['dexcom', 200, oauth] as const),
      { outcome: 'tokens', tokens: { ...tokens, expiresInSeconds: 7_200, account: null } },
    ],
    [
      'new access with the refresh token we have',
      ...(['dexcom', 200, { ...oauth, refresh_token: undefined }] as const),
      {
        outcome: 'tokens',
        tokens: { accessToken: 'a', refreshToken: null, expiresInSeconds: 7_200, account: null },
      },
    ],
    ['an ended grant', 'dexcom', 400, { error: 'invalid_grant' }, { outcome: 'link-ended' }],
    [
      'another client',
      'dexcom',
      401,
      { error: 'invalid_client' },
      { outcome: 'application-refused' },
    ],
    [
      'a request it does not like',
      'dexcom',
      400,
      { error: 'invalid_request' },
      { outcome: 'later' },
    ],
    [
      'new tokens with the seconds as text',
      ...(['ihealth', 200, ihealth] as const),
      { outcome: 'tokens', tokens: { ...tokens, expiresInSeconds: 3_600, account: 'u' } },
    ],
    [
      'the limit of an hour',
      ...(['ihealth', 200, { Error: 'limits_hour_error', ErrorCode: '503' }] as const),
      { outcome: 'later' },
    ],
    [
      'an ended refresh token',
      ...(['ihealth', 200, { Error: 'invalid_refresh_token', ErrorCode: 4002 }] as const),
      { outcome: 'link-ended' },
    ],
    [
      'another client',
      ...(['ihealth', 200, { Error: 'invalid_client', ErrorCode: 4003 }] as const),
      { outcome: 'application-refused' },
    ],
  ])('reads %s (%s %s)', (_what, vendor, status, body, refreshed) => {
    expect(link(vendor).readRefreshed({ status, body })).toEqual(refreshed);
  });
});

describe('asking for data', () => {
  test('of Dexcom takes windows of 14 days in UTC, without a gap', () => {
    const requests = link('dexcom').requests(asking());
    expect(requests.map(({ path, query, bearer }) => [path, bearer, query])).toEqual([
      [
        ...['/v3/users/self/egvs', 'token'],
        { startDate: '2026-11-01T00:00:00', endDate: '2026-11-15T00:00:00' },
      ],
      [
        ...['/v3/users/self/egvs', 'token'],
        { startDate: '2026-11-15T00:00:00', endDate: '2026-11-20T06:00:00' },
      ],
    ]);
  });

  test('of Withings asks for what changed since', () => {
    expect(link('withings').requests(asking())).toMatchObject([
      { path: '/measure', bearer: 'token', form: { action: 'getmeas', lastupdate: '1793491200' } },
    ]);
  });

  test('of iHealth asks for each kind of data whose serial number is known', () => {
    const requests = link('ihealth').requests(asking());
    expect(requests.map(({ path, query }) => [path, query?.['sv'], query?.['start_time']])).toEqual(
      [
        ['/openapiv2/user/42/bp.json/', 'SV-bp', '1793491200'],
        ['/openapiv2/user/42/spo2.json/', 'SV-spo2', '1793491200'],
      ],
    );
    expect(link('ihealth').requests(asking({ application: null }))).toEqual([]);
  });

  const page = { outcome: 'page', reached: null, vendorUser: null, next: null };
  test.each<[string, VendorName, number, unknown, object]>([
    [
      'the newest value, with and without an offset',
      ...(['dexcom', 200, egvs('2026-11-19T10:00:00', '2026-11-19T04:05:00-06:00')] as const),
      { ...page, reached: at('2026-11-19T10:05:00Z'), vendorUser: 'stranger' },
    ],
    [
      'a sensor whose clock is ahead',
      ...(['dexcom', 200, egvs('2027-01-01T00:00:00')] as const),
      { ...page, reached: at('2026-11-20T06:00:00Z'), vendorUser: 'stranger' },
    ],
    [
      'nothing for a long time',
      ...(['dexcom', 200, egvs()] as const),
      { ...page, reached: at('2026-10-21T06:00:00Z'), vendorUser: 'stranger' },
    ],
    ['an ended token', 'dexcom', 401, {}, { outcome: 'access-ended' }],
    ['a window that it refuses', 'dexcom', 400, {}, { outcome: 'later' }],
    [
      'that there is more',
      ...(['withings', 200, { status: 0, body: { updatetime: 1, more: 1, offset: 200 } }] as const),
      { ...page, reached: 1_000, next: { offset: '200' } },
    ],
    [
      'the last page',
      ...(['withings', 200, { status: 0, body: { updatetime: 1, more: 0, offset: 0 } }] as const),
      { ...page, reached: 1_000 },
    ],
    [
      'an ended token inside of HTTP 200',
      'withings',
      200,
      { status: 401 },
      { outcome: 'access-ended' },
    ],
    ['too many requests', 'withings', 200, { status: 601 }, { outcome: 'later' }],
    [
      'that there is more',
      ...(['ihealth', 200, { BPDataList: [], PageNumber: 1, NextPageUrl: 'https://x' }] as const),
      { ...page, reached: at('2026-11-20T06:00:00Z'), next: { page_index: '2' } },
    ],
    [
      'an ended token',
      ...(['ihealth', 200, { Error: 'token_is_expired', ErrorCode: 4001 }] as const),
      { outcome: 'access-ended' },
    ],
    [
      'the limit of an hour',
      'ihealth',
      200,
      { Error: 'x', ErrorCode: '503' },
      { outcome: 'later' },
    ],
  ])('reads %s (%s %s)', (_what, vendor, status, body, read) => {
    expect(link(vendor).readPage({ status, body }, asking())).toEqual(read);
  });

  test('is nothing for vendors that push everything', () => {
    expect(linkOf('tenovi')).toBeUndefined();
  });
});
