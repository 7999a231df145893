import helmet from 'helmet';
import rateLimit from '@fastify/rate-limit';
import { fastifySSE } from '@fastify/sse';
import { TypeBoxValidatorCompiler, type TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';

import type { Contract, Input, Reply } from '../core/contract.ts';
import { platformProblems, Problem } from '../core/problem.ts';
import type { Caller, Context } from './context.ts';
import { inOrganization, isDatabaseUnavailable, type Database } from './database.ts';
import { newId } from './ids.ts';
import type { Log } from './log.ts';
import { createSharedReads, type SharedRead } from './shared-reads.ts';

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null;
  }
}

export type Http = FastifyInstance;

export interface HttpOptions {
  readonly database: Database;
  readonly clock: () => Date;
  readonly log: Log;
  /** Who sent this request, or nobody. Refuses (throws) when credentials are given but bad. */
  readonly authenticate: (request: FastifyRequest) => Promise<Caller | null>;
  /** Whose X-Forwarded-… headers are believed: addresses, networks or names such as `loopback`, with commas between. */
  readonly trustedProxies?: string;
  /** Called for every route that is registered from a contract, e.g. to build the API document. */
  readonly onContract?: (contract: Contract) => void;
  /** Refusals of sign-in; thrown when nobody is signed in, or the permission is missing. */
  readonly refuse: {
    readonly unauthenticated: () => Problem;
    readonly forbidden: (permission: string) => Problem;
  };
}

export interface Routes {
  readonly http: Http;
  readonly options: HttpOptions;
  /** Registers a contract: permission, validation, one transaction, audit obligation, reply after commit. */
  route<C extends Contract>(
    contract: C,
    handler: (context: Context, input: Input<C>, request: FastifyRequest) => Promise<Reply<C>>,
  ): void;
  /** The same for a read that many ask for at once: equal questions of one moment get one answer. */
  sharedRoute<C extends Contract, Question>(contract: C, read: SharedRead<C, Question>): void;
}

const maximumBody = 10 * 1024 * 1024;

/** Fastify writes what goes wrong with a connection; requests are told of by the handlers. */
function quietLogger(log: Log): FastifyBaseLogger {
  return log.child({ part: 'http' }, { level: 'warn' });
}

/** Builds the HTTP server with its safety headers, error form and contract registration. */
export async function createHttp(options: HttpOptions): Promise<Routes> {
  const http = Fastify({
    loggerInstance: quietLogger(options.log),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: maximumBody,
    genReqId: () => newId(),
    trustProxy: options.trustedProxies ?? false,
    requestTimeout: 60_000,
    // Source ids of readings stand in paths and may be longer than the usual 100.
    routerOptions: { maxParamLength: 500 },
  }).withTypeProvider<TypeBoxTypeProvider>();
  http.setValidatorCompiler(TypeBoxValidatorCompiler);
  // Made once: @fastify/helmet parses the policy anew for every request.
  const setSafetyHeaders = helmet({ contentSecurityPolicy });
  http.addHook('onRequest', (request, reply, done) => {
    setSafetyHeaders(request.raw, reply.raw, () => done());
  });
  await http.register(rateLimit, { global: false });
  await http.register(fastifySSE, { heartbeatInterval: 15_000 });
  http.decorateRequest('caller', null);
  http.setErrorHandler((error, request, reply) => answerError(error, request, reply, options.log));
  http.setNotFoundHandler((request, reply) =>
    answerError(platformProblems['record.not-found'](), request, reply, options.log),
  );
  const routes: Routes = {
    http,
    options,
    route: (contract, handler) =>
      registerContract(routes, contract, ({ caller, input, request }) =>
        answerAlone(options, contract, (context) => handler(context, input, request), caller),
      ),
    sharedRoute: (contract, read) => {
      const ask = createSharedReads(contract, read, options);
      registerContract(routes, contract, ({ caller, input, reply }) => {
        void reply.type('application/json; charset=utf-8');
        return ask(caller, input, reply);
      });
    },
  };
  return routes;
}

// Mantine sets style attributes from script; nothing else is inline and nothing comes from elsewhere.
const contentSecurityPolicy = {
  directives: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    objectSrc: ["'none'"],
    frameAncestors: ["'none'"],
    upgradeInsecureRequests: null,
  },
};

interface Asked<C extends Contract> {
  readonly caller: Caller;
  readonly input: Input<C>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

function registerContract<C extends Contract>(
  { http, options }: Routes,
  contract: C,
  answer: (asked: Asked<C>) => Promise<unknown>,
): void {
  options.onContract?.(contract);
  http.route({
    method: contract.method,
    url: contract.path.replaceAll(/\{(\w+)\}/g, ':$1'),
    schema: {
      summary: contract.summary,
      params: contract.params,
      querystring: contract.query,
      ...(contract.method === 'GET' ? {} : { body: contract.body }),
      response: { 200: contract.reply },
    },
    // Before validation: who may not ask learns nothing about the form of the answer.
    onRequest: async (request) => {
      const caller = await requireCaller(options, request, contract.permission);
      requireSameOrigin(caller, request);
    },
    handler: async (request, reply) => {
      const { caller, params, query, body } = request;
      if (caller === null)
        throw new Error('A request without a caller passed the permission check.');
      const input = { params, query, body } as Input<C>;
      const answered = await answer({ caller, input, request, reply });
      void reply.header('cache-control', 'no-store');
      return answered;
    },
  });
}

function answerAlone<C extends Contract>(
  { database, clock }: HttpOptions,
  contract: C,
  handler: (context: Context) => Promise<Reply<C>>,
  caller: Caller,
): Promise<Reply<C>> {
  return inOrganization(database, caller.organizationId, async (tx) => {
    const context: Context = { tx, caller, now: clock(), audited: 0 };
    const result = await handler(context);
    if (contract.healthInformation && context.audited === 0) {
      throw new Error(
        `${contract.method} ${contract.path} answered health information without an audit event.`,
      );
    }
    return result;
  });
}

/** The caller of a request, if the permission is among theirs; refuses otherwise. */
export async function requireCaller(
  options: HttpOptions,
  request: FastifyRequest,
  permission: string,
): Promise<Caller> {
  const caller = await options.authenticate(request);
  if (!caller) throw options.refuse.unauthenticated();
  if (!caller.permissions.has(permission)) throw options.refuse.forbidden(permission);
  request.caller = caller;
  return caller;
}

/** A browser tells where a request comes from; one from another site never acts for a signed-in person. */
function requireSameOrigin(caller: Caller, request: FastifyRequest): void {
  const inBrowser = caller.kind === 'user' || caller.kind === 'patient';
  if (!inBrowser || request.method === 'GET') return;
  if (isFromElsewhere(request)) throw platformProblems['request.invalid']({ reason: 'origin' });
}

/** Whether a browser says that another site sent this request ("null": a sandboxed frame). */
export function isFromElsewhere({ headers, host }: FastifyRequest): boolean {
  const { origin } = headers;
  if (!origin) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host;
}

/** Turns whatever was thrown into a Problem; what is not ours becomes `server.failed` and is logged. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (isDatabaseUnavailable(error)) return platformProblems['server.unavailable']({}, error);
  const { code, statusCode, validation } = error as {
    code?: string;
    statusCode?: number;
    validation?: { instancePath?: string; message?: string }[];
  };
  if (validation) {
    const fields = validation.map((one) => ({
      at: one.instancePath ?? '',
      why: one.message ?? '',
    }));
    return platformProblems['request.invalid']({ fields }, error);
  }
  if (code === '23505' || code === '40001' || code === '40P01') {
    return platformProblems['record.changed']({}, error);
  }
  if (statusCode === 413) return platformProblems['request.too-large']({}, error);
  if (statusCode === 415) return platformProblems['request.unsupported-type']({}, error);
  if (statusCode === 429) return platformProblems['request.too-many']({}, error);
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return platformProblems['request.invalid']({}, error);
  }
  return platformProblems['server.failed']({}, error);
}

/** RFC 9457 problem details, with both languages. */
export function problemDocument(problem: Problem, requestId: string) {
  return {
    type: `/problems/${problem.code}`,
    title: problem.definition.title.en,
    status: problem.definition.status,
    code: problem.code,
    detail: problem.definition.advice.en,
    instance: requestId,
    messages: problem.definition.title,
    advice: problem.definition.advice,
    ...problem.detail,
  };
}

function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply, log: Log) {
  const problem = asProblem(error);
  if (problem.definition.status >= 500) {
    log.error(
      {
        err: error,
        requestId: request.id,
        method: request.method,
        route: request.routeOptions.url,
      },
      problem.code,
    );
  }
  if (problem.definition.status === 503) void reply.header('retry-after', '2');
  return reply
    .code(problem.definition.status)
    .header('content-type', 'application/problem+json')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(problemDocument(problem, request.id)));
}
