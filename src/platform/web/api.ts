import type { Contract, Input, Reply } from '../core/contract.ts';
import { Problem, platformProblems } from '../core/problem.ts';
import { noteAnswer } from './connection.ts';
import { connectionProblems } from './connection-problem.ts';

type Optional<Key extends string, Value> =
  Record<never, never> extends Value
    ? { readonly [K in Key]?: Value }
    : { readonly [K in Key]: Value };

/** What a call sends; parts that a route does not need may be left out. */
export type CallInput<C extends Contract> = Optional<'params', Input<C>['params']> &
  Optional<'query', Input<C>['query']> &
  Optional<'body', Input<C>['body']>;

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** Not asked for by a person now: polling and live updates; does not count as activity of the session. */
  readonly background?: boolean;
  /** The page is going away: the request is sent all the same. */
  readonly leaving?: boolean;
}

/** Asks the person to sign in again; resolves once they did. */
type SignInAgain = () => Promise<void>;

let signInAgain: SignInAgain | undefined;

/** Says what happens when the session has ended; without it the refusal reaches the caller. */
export function onSessionEnd(handler: SignInAgain | undefined): void {
  signInAgain = handler;
}

/** Calls a route of the API: typed input and reply; refusals are thrown as Problem with both languages. */
export async function call<C extends Contract>(
  contract: C,
  input: CallInput<C>,
  options: CallOptions = {},
): Promise<Reply<C>> {
  try {
    return (await send(contract, input, options)) as Reply<C>;
  } catch (error) {
    const ended = error instanceof Problem && error.definition.status === 401;
    // Signing in is refused with the same status: that is an answer, not an end of the session.
    if (!ended || signInAgain === undefined || contract.permission === 'public') throw error;
    await signInAgain();
    return (await send(contract, input, options)) as Reply<C>;
  }
}

interface Parts {
  readonly params?: unknown;
  readonly query?: unknown;
  readonly body?: unknown;
}

async function send(contract: Contract, parts: Parts, options: CallOptions): Promise<unknown> {
  const { method } = contract;
  const headers: Record<string, string> = { accept: 'application/json' };
  if (options.background) headers['x-enlace-background'] = '1';
  if (method !== 'GET') headers['content-type'] = 'application/json';
  const response = await fetch(addressOf(contract.path, parts), {
    method,
    headers,
    credentials: 'same-origin',
    cache: 'no-store',
    keepalive: options.leaving ?? false,
    signal: options.signal ?? null,
    body: method === 'GET' ? null : JSON.stringify(parts.body ?? {}),
  }).catch((error: unknown) => {
    if (options.signal?.aborted) throw error;
    noteAnswer('lost');
    throw connectionProblems['connection.lost']({}, error);
  });
  return readReply(response);
}

async function readReply(response: Response): Promise<unknown> {
  const away = [502, 503, 504].includes(response.status);
  noteAnswer(away ? 'unavailable' : 'answered', response.headers.get('date'));
  const type = response.headers.get('content-type') ?? '';
  const document: unknown = type.includes('json') ? await response.json() : undefined;
  if (response.ok) return document;
  throw readProblem(document, response.status);
}

/** A problem document as the Problem it was made from. */
export function readProblem(document: unknown, status: number): Problem {
  if (isProblemDocument(document)) {
    const { code, messages, advice, ...detail } = document;
    return new Problem(code, { status, title: messages, advice }, detail);
  }
  if (status >= 502) return platformProblems['server.unavailable']();
  return platformProblems['server.failed']({ status });
}

interface ProblemDocument {
  readonly code: string;
  readonly messages: { readonly en: string; readonly es: string };
  readonly advice: { readonly en: string; readonly es: string };
}

function isProblemDocument(value: unknown): value is ProblemDocument {
  return typeof value === 'object' && value !== null && 'code' in value && 'messages' in value;
}

/** The address of a route with its parameters filled in; absent query values are left out. */
export function addressOf(path: string, parts: Parts): string {
  const params = (parts.params ?? {}) as Record<string, string>;
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(params[name])),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries((parts.query ?? {}) as Record<string, unknown>)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) search.append(name, String(one));
    }
  }
  const text = search.toString();
  return text === '' ? filled : `${filled}?${text}`;
}

/** Whether trying again by itself can help: the server or the way to it is away. */
export function isPassing(error: unknown): boolean {
  return error instanceof Problem && [0, 502, 503, 504].includes(error.definition.status);
}
