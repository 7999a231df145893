import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a vendor was asked: the form of a POST, the query of a GET. */
export interface PeerRequest {
  readonly path: string;
  readonly bearer: string;
  readonly fields: Readonly<Record<string, string>>;
}

export interface PeerReply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A vendor that behaves as documented, on this machine. */
export interface VendorPeer {
  readonly baseUrl: string;
  readonly asked: PeerRequest[];
  clientSecret: string;
  accessToken: string;
  refreshToken: string;
  /** What the person's consent gave: exchanged for tokens once. */
  code: string;
  /** A refresh token that was replaced is honoured as long as the new access token was not used (Withings). */
  readonly honoursOld: boolean;
  /** Said of every request as long as it is set. */
  outage: PeerReply | undefined;
  /** Happens after tokens were made and before they are answered. */
  onRenewed: () => Promise<void>;
  /** What is answered to who has a good token. */
  data: (request: PeerRequest) => unknown;
  renewals(): number;
  close(): Promise<void>;
}

type Vendor = 'withings' | 'dexcom' | 'ihealth';

/** Opens a vendor that rotates refresh tokens, refuses another secret, and answers data to good tokens only. */
export async function openVendorPeer(vendor: Vendor): Promise<VendorPeer> {
  let made = 0;
  let oldRefreshToken = '';
  const server = createServer((request, response) => void answer(request, response));
  const peer = {
    ...{ baseUrl: '', asked: [] as PeerRequest[], clientSecret: 'right-secret' },
    ...{ accessToken: 'access-0', refreshToken: 'refresh-0', honoursOld: vendor === 'withings' },
    code: '',
    outage: undefined as PeerReply | undefined,
    onRenewed: () => Promise.resolve(),
    data: (_request: PeerRequest): unknown => ({}),
    renewals: () => peer.asked.filter(isRenewal).length,
    close: () => new Promise<void>((closed) => server.close(() => closed())),
  };

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await read(incoming);
    peer.asked.push(request);
    const { status, body, headers = {} } = peer.outage ?? (await reply(request));
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  }

  async function reply(request: PeerRequest): Promise<PeerReply> {
    if (isRenewal(request)) return renew(request);
    const token = vendor === 'ihealth' ? request.fields['access_token'] : request.bearer;
    if (token !== peer.accessToken) return refusals[vendor].token;
    oldRefreshToken = '';
    return { status: 200, body: peer.data(request) };
  }

  /** A code is good once. */
  function spendCode({ code }: PeerRequest['fields']): string | undefined {
    const isGood = code !== undefined && code === peer.code;
    peer.code = '';
    return isGood ? peer.refreshToken : undefined;
  }

  async function renew({ fields }: PeerRequest): Promise<PeerReply> {
    if (fields['client_secret'] !== peer.clientSecret) return refusals[vendor].client;
    const given = fields['refresh_token'] ?? spendCode(fields);
    const isOld = peer.honoursOld && given === oldRefreshToken;
    if (given !== peer.refreshToken && !isOld) return refusals[vendor].grant;
    made += 1;
    oldRefreshToken = given ?? '';
    peer.accessToken = `access-${made}`;
    peer.refreshToken = `refresh-${made}`;
    const tokens = tokensOf(vendor, peer, fields['UserID']);
    await peer.onRenewed();
    return { status: 200, body: tokens };
  }

  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  peer.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return peer;
}

function isRenewal({ path }: PeerRequest): boolean {
  return /oauth/i.test(path);
}

async function read(incoming: IncomingMessage): Promise<PeerRequest> {
  let text = '';
  for await (const part of incoming) text += String(part);
  const url = new URL(incoming.url ?? '', 'http://peer');
  const fields = incoming.method === 'POST' ? new URLSearchParams(text) : url.searchParams;
  return {
    path: url.pathname,
    bearer: (incoming.headers.authorization ?? '').replace('Bearer ', ''),
    fields: Object.fromEntries(fields),
  };
}

/** How long tokens are good, as each vendor documents it. */
function tokensOf(
  vendor: Vendor,
  { accessToken, refreshToken }: Pick<VendorPeer, 'accessToken' | 'refreshToken'>,
  account: string | undefined,
): unknown {
  const tokens = { access_token: accessToken, refresh_token: refreshToken, token_type: 'Bearer' };
  switch (vendor) {
    case 'withings':
      return { status: 0, body: { ...tokens, userid: '12345', expires_in: 10_800 } };
    case 'dexcom':
      return { ...tokens, expires_in: 7_200 };
    case 'ihealth':
      return {
        ...{ AccessToken: accessToken, RefreshToken: refreshToken, UserID: account },
        ...{ Expires: 172_800, APIName: 'OpenApiBP' },
      };
  }
}

const refusals: Readonly<
  Record<Vendor, Readonly<Record<'token' | 'client' | 'grant', PeerReply>>>
> = {
  withings: {
    token: { status: 200, body: { status: 401, body: {}, error: 'invalid_token' } },
    client: { status: 200, body: { status: 503, body: {}, error: 'invalid client_secret' } },
    grant: { status: 200, body: { status: 503, body: {}, error: 'invalid refresh_token' } },
  },
  dexcom: {
    token: { status: 401, body: { fault: { faultstring: 'Invalid Access Token' } } },
    client: { status: 401, body: { error: 'invalid_client' } },
    grant: { status: 400, body: { error: 'invalid_grant' } },
  },
  ihealth: {
    token: { status: 200, body: { Error: 'token_is_expired', ErrorCode: 4001 } },
    client: { status: 200, body: { Error: 'invalid_client', ErrorCode: 4003 } },
    grant: { status: 200, body: { Error: 'invalid_refresh_token', ErrorCode: 4002 } },
  },
};
