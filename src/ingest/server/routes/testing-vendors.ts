import { sessionProblems } from '../../../access/core/problems.ts';
import { addTestUser } from '../../../access/server/testing.ts';
import { createHttp, type Routes } from '../../../platform/server/http.ts';
import { newId } from '../../../platform/server/ids.ts';
import { createLog } from '../../../platform/server/log.ts';
import type { SourceSecret } from '../../contract/sources.ts';
import type { VendorName } from '../../core/vendors/vendor.ts';
import { signatureHeader } from '../service/sources/proof.ts';
import { createIngestTest, type IngestTest } from '../testing.ts';
import { registerVendorRoutes } from './vendors.ts';

export const testSecret = 'secret of the installation';

export interface Answer {
  readonly status: number;
  readonly body: {
    readonly code?: string;
    readonly items?: readonly { readonly status: string; readonly code?: string }[];
  };
}

/** What a request proves itself with, in place of what is right. */
export interface Tampered {
  readonly secret?: string;
  readonly at?: Date;
  readonly sourceId?: string;
  readonly method?: 'POST' | 'GET' | 'HEAD';
  readonly contentType?: string;
}

export interface VendorTest {
  readonly t: IngestTest;
  /** Asks a route of the screen as an administrator. */
  ask(
    method: 'GET' | 'POST',
    url: string,
    body?: object,
    who?: 'administrator' | 'supervisor',
  ): Promise<Answer & { readonly body: Record<string, unknown> }>;
  addSource(vendor: VendorName, fields?: Record<string, unknown>): Promise<SourceSecret>;
  addDevice(identifier: string, patientId: string | null, status?: string): Promise<void>;
  /** Delivers a body with the right proof, or with a wrong one. */
  deliver(source: SourceSecret, body: unknown, tampered?: Tampered): Promise<Answer>;
  close(): Promise<void>;
}

/** The webhooks of vendors, and an administrator who sets them up. */
export async function createVendorTest(): Promise<VendorTest> {
  const t = await createIngestTest();
  const routes = await createTestRoutes(t);
  registerVendorRoutes(routes, t.ingest, testSecret);
  const ask: VendorTest['ask'] = async (method, url, body = {}, who = 'administrator') => {
    const response = await routes.http.inject({
      ...{ method, url, headers: { 'x-test-role': who } },
      ...(method === 'GET' ? {} : { payload: body }),
    });
    return { status: response.statusCode, body: response.json<Record<string, unknown>>() };
  };
  return {
    t,
    ask,
    async addSource(vendor, fields = {}) {
      const made = await ask('POST', '/api/sources', { vendor, label: `Our ${vendor}`, ...fields });
      if (made.status !== 200) throw new Error(JSON.stringify(made.body));
      return made.body as unknown as SourceSecret;
    },
    async addDevice(identifier, patientId, status = 'active') {
      await t.rows(
        `insert into device (organization_id, id, identifier, patient_id, status, kinds, created_at)
         values ($1, $2, $3, $4, $5, '{}', $6)`,
        [t.db.organizationId, newId(), identifier, patientId, status, t.now],
      );
    },
    async deliver(source, body, tampered = {}) {
      const request = requestOf(source, body, tampered, t.now);
      const response = await routes.http.inject(request);
      const answer = response.body === '' ? {} : response.json<Answer['body']>();
      return { status: response.statusCode, body: answer };
    },
    close: async () => {
      await routes.http.close();
      await t.close();
    },
  };
}

async function createTestRoutes(t: IngestTest): Promise<Routes> {
  const { caller: administrator } = await addTestUser(t.db, { roles: ['administrator'] });
  const { caller: supervisor } = await addTestUser(t.db, { roles: ['supervisor'] });
  return createHttp({
    ...{ database: t.db.database, clock: () => t.now, log: createLog('silent') },
    authenticate: ({ headers }) =>
      Promise.resolve(headers['x-test-role'] === 'supervisor' ? supervisor : administrator),
    refuse: {
      unauthenticated: () => sessionProblems['session.unauthenticated'](),
      forbidden: (permission) => sessionProblems['session.forbidden']({ permission }),
    },
  });
}

/** A request with every proof that the source may ask for. */
function requestOf(source: SourceSecret, body: unknown, tampered: Tampered, now: Date) {
  const text = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  const { method = 'POST', secret = source.secret } = tampered;
  const payload = method === 'POST' ? Buffer.from(text) : Buffer.alloc(0);
  const basic = Buffer.from(`${source.user ?? ''}:${secret}`).toString('base64');
  return {
    method,
    url: source.path
      .replace(source.id, tampered.sourceId ?? source.id)
      .replace(encodeURIComponent(source.secret), encodeURIComponent(secret)),
    headers: {
      ...(method === 'POST' ? { 'content-type': tampered.contentType ?? 'application/json' } : {}),
      ...(source.user === null ? {} : { authorization: `Basic ${basic}` }),
      'enlace-signature': signatureHeader(secret, payload, tampered.at ?? now),
    },
    ...(method === 'POST' ? { payload } : {}),
  };
}

/** What became of each item, as a few words. */
export function outcomesOf({ status, body }: Answer): readonly string[] {
  if (body.items === undefined) return [`${status} ${body.code ?? ''}`];
  return body.items.map((item) => [item.status, item.code].filter(Boolean).join(' '));
}
