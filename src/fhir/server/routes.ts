import type { Resource } from '@medplum/fhirtypes';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { mayUseFhir, type Interaction } from '../../access/core/scopes.ts';
import { fieldsOf, type Fields } from '../../ingest/core/narrow.ts';
import { decodeBody, readJson, type Ingest } from '../../ingest/server/service.ts';
import type { Contract } from '../../platform/core/contract.ts';
import { platformProblems, type Problem } from '../../platform/core/problem.ts';
import type { Caller, Context } from '../../platform/server/context.ts';
import { inOrganization } from '../../platform/server/database.ts';
import { asProblem, requireCaller, type Routes } from '../../platform/server/http.ts';
import { readObservationId } from '../../vitals/server/fhir/observation-id.ts';
import * as contracts from '../contract.ts';
import { readCondition } from '../core/bundle.ts';
import { fhirProblems } from '../core/problems.ts';
import { readQuery } from '../core/search.ts';
import type { EntryAnswer } from './answers.ts';
import { capabilityStatement } from './capability.ts';
import { outcomeOf, outcomeOfProblem } from './outcome.ts';
import { loadObservation } from './service/read-back.ts';
import { readDevice, readObservation, readPatient, readTask } from './service/reads.ts';
import {
  receiveBundle,
  receiveObservation,
  type Arrived,
  type FhirIntake,
} from './service/receive.ts';
import {
  searchDevices,
  searchObservations,
  searchPatients,
  searchTasks,
  toSearchset,
  type Page,
} from './service/searches.ts';

const contentType = 'application/fhir+json; charset=utf-8';

/** Registers the FHIR R4 facade. Its bodies, replies and refusals are FHIR's own. */
export function registerFhirRoutes(routes: Routes, ingest: Ingest): void {
  const { database, clock } = routes.options;
  const intake: FhirIntake = { ingest, database, clock };
  const startedAt = clock();
  void routes.http.register(
    (scope, _options, done) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, parsed) => {
        parsed(null, body);
      });
      scope.setErrorHandler((error, request, reply) =>
        answerProblem(routes, error, request, reply),
      );
      scope.setNotFoundHandler((_request, reply) =>
        reply
          .code(404)
          .type(contentType)
          .send(JSON.stringify(outcomeOfProblem(platformProblems['record.not-found']()))),
      );
      scope.get('/metadata', (request, reply) =>
        send(reply, 200, capabilityStatement(addressOf(request), startedAt)),
      );
      registerReads(scope, routes);
      registerWrites(scope, routes, intake);
      done();
    },
    { prefix: contracts.fhirBase },
  );
}

function addressOf(request: FastifyRequest): string {
  return `${request.protocol}://${request.host}${contracts.fhirBase}`;
}

function send(reply: FastifyReply, status: number, resource: Resource): FastifyReply {
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type(contentType)
    .send(JSON.stringify(resource));
}

function answerProblem(
  { options }: Routes,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const problem: Problem = asProblem(error);
  const { status } = problem.definition;
  if (status >= 500) {
    const { url } = request.routeOptions;
    options.log.error(
      { err: error, requestId: request.id, method: request.method, route: url },
      problem.code,
    );
  }
  if (status === 503) void reply.header('retry-after', '2');
  return send(reply, status, outcomeOfProblem(problem));
}

interface Access {
  readonly contract: Contract;
  readonly type: string;
  readonly interaction: Interaction;
}

type Handler = (
  request: FastifyRequest,
  reply: FastifyReply,
  caller: Caller,
) => Promise<FastifyReply>;

/** Registers one route: permission of the contract, scope of the resource, then the handler. */
function register(
  scope: FastifyInstance,
  routes: Routes,
  access: Access | Contract,
  handler: Handler,
): void {
  const { contract, ...scoped } = 'contract' in access ? access : { contract: access };
  routes.options.onContract?.(contract);
  const path = contract.path.slice(contracts.fhirBase.length).replaceAll(/\{(\w+)\}/g, ':$1');
  scope.route({
    method: contract.method,
    url: path === '' ? '/' : path,
    // Bodies and parameters are read here; the document only names the route.
    schema: { summary: contract.summary },
    onRequest: async (request) => {
      const { permissions } = await requireCaller(routes.options, request, contract.permission);
      if ('type' in scoped && !mayUseFhir(permissions, scoped.type, scoped.interaction)) {
        throw fhirProblems['fhir.scope-missing']();
      }
    },
    handler: (request, reply) => {
      if (request.caller === null)
        throw new Error('A FHIR request without a caller passed the check.');
      return handler(request, reply, request.caller);
    },
  });
}

/** Runs a read in one transaction; one that told of a patient without saying so to the audit log fails. */
async function inTransaction<T>(
  { options }: Routes,
  caller: Caller,
  work: (context: Context) => Promise<T>,
): Promise<T> {
  return inOrganization(options.database, caller.organizationId, async (tx) => {
    const context: Context = { tx, caller, now: options.clock(), audited: 0 };
    const result = await work(context);
    if (context.audited === 0)
      throw new Error('FHIR answered health information without an audit event.');
    return result;
  });
}

const reads = [
  ['Patient', contracts.readPatient, readPatient],
  ['Observation', contracts.readObservation, readObservation],
  ['Device', contracts.readDevice, readDevice],
  ['Task', contracts.readTask, readTask],
] as const;

const searches = [
  ['Patient', contracts.searchPatients, searchPatients],
  ['Observation', contracts.searchObservations, searchObservations],
  ['Device', contracts.searchDevices, searchDevices],
  ['Task', contracts.searchTasks, searchTasks],
] as const;

function registerReads(scope: FastifyInstance, routes: Routes): void {
  for (const [type, contract, read] of reads) {
    register(
      scope,
      routes,
      { contract, type, interaction: 'r' },
      async (request, reply, caller) => {
        const { id } = request.params as { id: string };
        const resource = await inTransaction(routes, caller, (context): Promise<Resource> =>
          read(context, id),
        );
        return send(reply, 200, resource);
      },
    );
  }
  for (const [type, contract, search] of searches) {
    register(
      scope,
      routes,
      { contract, type, interaction: 's' },
      async (request, reply, caller) => {
        const query = readQuery(request.query as Record<string, string | string[]>);
        const page: Page = await inTransaction(routes, caller, (context) => search(context, query));
        const base = addressOf(request);
        return send(
          reply,
          200,
          toSearchset(page, { base, type, self: selfOf(base, type, request) }),
        );
      },
    );
  }
}

/** The address of a search without where its page begins. */
function selfOf(base: string, type: string, request: FastifyRequest): string {
  const parameters = new URLSearchParams(request.url.split('?')[1] ?? '');
  parameters.delete('_cursor');
  const query = parameters.toString();
  return `${base}/${type}${query === '' ? '' : `?${query}`}`;
}

function registerWrites(scope: FastifyInstance, routes: Routes, intake: FhirIntake): void {
  register(scope, routes, contracts.sendBundle, async (request, reply, caller) => {
    const { arrived, resource } = await readArrived(request, caller);
    const answer = await receiveBundle(intake, arrived, resource);
    return send(reply, answer.status, answer.resource);
  });
  register(scope, routes, contracts.createObservation, async (request, reply, caller) => {
    const { arrived, resource } = await readArrived(request, caller);
    if (resource.resourceType !== 'Observation') throw fhirProblems['fhir.resource-invalid']();
    const messageId = readCondition(request.headers['if-none-exist']);
    if (messageId === null) throw fhirProblems['fhir.entry-unsupported']();
    const answer = await receiveObservation(intake, arrived, resource, messageId);
    return sendAnswer(routes, request, reply, answer);
  });
}

async function readArrived(
  request: FastifyRequest,
  caller: Caller,
): Promise<{ arrived: Arrived; resource: Fields }> {
  const sent = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const body = await decodeBody(sent, request.headers['content-encoding']);
  const resource = fieldsOf(readJson(body));
  if (resource === undefined) throw fhirProblems['fhir.resource-invalid']();
  const type = (request.headers['content-type'] ?? 'application/fhir+json').slice(0, 100);
  return { arrived: { caller, body, contentType: type }, resource };
}

/** The stored reading where there is one and it is wanted, else what is to be said of it. */
async function sendAnswer(
  routes: Routes,
  request: FastifyRequest,
  reply: FastifyReply,
  { status, location, said }: EntryAnswer,
): Promise<FastifyReply> {
  const code = Number(status.slice(0, 3));
  const outcome = outcomeOf(said);
  const key = readObservationId(location?.replace(/^Observation\//, '') ?? '');
  if (location === undefined || key === undefined) return send(reply, code, outcome);
  void reply.header('location', `${addressOf(request)}/${location}`).header('etag', 'W/"1"');
  const prefer = request.headers.prefer ?? '';
  if (prefer.includes('return=minimal')) return reply.code(code).send();
  if (prefer.includes('return=OperationOutcome')) return send(reply, code, outcome);
  const { caller } = request;
  if (caller === null) throw new Error('A FHIR request without a caller passed the check.');
  // What was sent a moment ago, to whom sent it: the delivery's audit event covers it.
  const stored = await inOrganization(routes.options.database, caller.organizationId, (tx) =>
    loadObservation({ tx, caller, now: routes.options.clock(), audited: 0 }, key),
  );
  return send(reply, code, stored ?? outcome);
}
