import type { Device, Observation, Patient, Task } from '@medplum/fhirtypes';

import { systemCaller, type Caller } from '../../platform/server/context.ts';
import { createHttp, type Http } from '../../platform/server/http.ts';
import { createLog } from '../../platform/server/log.ts';
import { permissionsOfScopes } from '../../access/core/scopes.ts';
import { sessionProblems } from '../../access/core/problems.ts';
import { newId } from '../../platform/server/ids.ts';
import { createIngestTest, type IngestTest } from '../../ingest/server/testing.ts';
import { registerFhirRoutes } from './routes.ts';

export interface FhirTest extends IngestTest {
  readonly http: Http;
  /** A token with these scopes; requests name it in `authorization`. */
  addToken(scopes: readonly string[], fields?: Partial<Caller>): string;
  request(
    method: 'GET' | 'POST',
    path: string,
    options?: { token?: string; body?: unknown; headers?: Record<string, string> },
  ): Promise<FhirReply>;
}

export interface FhirReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  /** The resource; each test looks only into what it knows to be there. */
  readonly json: AnyReply;
}

/** What replies have of all resources that tests look at. */
interface AnyReply {
  readonly resourceType?: string;
  readonly id?: string;
  readonly type?: string;
  readonly status?: string;
  readonly fhirVersion?: string;
  readonly effectiveDateTime?: string;
  readonly meta: { readonly tag: readonly { readonly code: string }[] };
  readonly issue: readonly Issue[];
  readonly link: readonly { readonly relation: string; readonly url: string }[];
  readonly rest: readonly { readonly resource: readonly { readonly type: string }[] }[];
  readonly entry: readonly {
    readonly resource: Shown;
    readonly response: {
      readonly status: string;
      readonly location?: string;
      readonly outcome?: { readonly issue: readonly Issue[] };
    };
  }[];
}

type Shown = { readonly id?: string } & Partial<
  Pick<Observation, 'device' | 'status' | 'effectiveDateTime' | 'valueQuantity' | 'code'> &
    Pick<Patient, 'name'>
> & { readonly for?: Task['for']; readonly patient?: Device['patient'] };

interface Issue {
  readonly severity: string;
  readonly details: {
    readonly text: string;
    readonly coding: readonly { readonly code: string }[];
    readonly _text: {
      readonly extension: readonly {
        readonly extension: readonly { readonly valueString?: string }[];
      }[];
    };
  };
}

/** The facade on a real database, with tokens that are only known here. */
export async function createFhirTest(): Promise<FhirTest> {
  const base = await createIngestTest();
  const callers = new Map<string, Caller>();
  const routes = await createHttp({
    database: base.db.database,
    clock: () => base.now,
    log: createLog('silent'),
    authenticate: (request) =>
      Promise.resolve(callers.get(request.headers.authorization ?? '') ?? null),
    refuse: {
      unauthenticated: () => sessionProblems['session.unauthenticated'](),
      forbidden: (permission) => sessionProblems['session.forbidden']({ permission }),
    },
  });
  registerFhirRoutes(routes, base.ingest);
  const addToken: FhirTest['addToken'] = (scopes, fields = {}) => {
    const name = `Bearer ${newId()}`;
    callers.set(name, {
      ...systemCaller(base.db.organizationId, 'gateway'),
      kind: 'token',
      id: newId(),
      permissions: permissionsOfScopes(scopes),
      source: 'gateway',
      ...fields,
    });
    return name;
  };
  const everything = addToken(['system/*.cruds']);
  return Object.assign(base, {
    http: routes.http,
    addToken,
    request: async (method, path, { token = everything, body, headers = {} } = {}) => {
      const payload =
        typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
      const reply = await routes.http.inject({
        method,
        url: path,
        headers: {
          ...(token === '' ? {} : { authorization: token }),
          ...(body === undefined ? {} : { 'content-type': 'application/fhir+json' }),
          ...headers,
        },
        ...(payload === undefined ? {} : { payload }),
      });
      const text = reply.body;
      const json = JSON.parse(text.startsWith('{') ? text : '{}') as AnyReply;
      return { status: reply.statusCode, headers: reply.headers, text, json };
    },
  } satisfies Partial<FhirTest>);
}
