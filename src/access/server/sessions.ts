import { createHmac, timingSafeEqual } from 'node:crypto';

import { systemCaller, type Caller } from '../../platform/server/context.ts';
import { inOrganization, type Database } from '../../platform/server/database.ts';
import { createGathering } from '../../platform/server/gathering.ts';
import type { LiveHub } from '../../platform/server/live.ts';
import { announce } from '../../platform/server/live.ts';
import { permissionsOf } from '../core/permissions.ts';
import { sessionProblems } from '../core/problems.ts';
import { readAccessSettings, sessionExpiry, type AccessSettings } from '../core/session-limits.ts';
import { createCredentialCache } from './credential-cache.ts';
import { recordAudit } from './service.ts';
import { endSession, findSessions, touchSession, type FoundSession } from './store/identities.ts';

/** A signed-in person and what is known of their session. */
export interface LiveSession {
  readonly caller: Caller;
  readonly sessionId: string;
  readonly email: string;
  readonly totpEnrolled: boolean;
  /** Outside of demonstrations nothing but the own session is open before the authenticator app is. */
  readonly mustEnrolTotp: boolean;
  readonly settings: AccessSettings;
  readonly beganAt: number;
  lastActiveAt: number;
  /** Activity already written to the database. */
  writtenAt: number;
}

export interface Sessions {
  /** The session of a cookie header; null without one, refused when it has ended. */
  read(cookies: string | undefined, activity: 'person' | 'background'): Promise<LiveSession | null>;
  /** The session behind a caller that `read` gave. */
  of(caller: Caller): LiveSession | undefined;
  /** Forgets a session that was ended elsewhere. */
  forget(cookies: string | undefined): void;
  close(): void;
}

export interface SessionOptions {
  readonly database: Database;
  readonly hub: LiveHub;
  readonly clock: () => Date;
  readonly cookieName: string;
  readonly secret: string;
}

// Activity is written this often: the price of a crash is that much less idle time.
const writeAfterMilliseconds = 5_000;

/** Reads sessions from cookies, ends them at their limits and keeps count of activity. */
export function createSessions(options: SessionOptions): Sessions {
  const { database, clock, cookieName } = options;
  const cache = createCredentialCache<LiveSession>(options.hub);
  const sessionOf = new WeakMap<Caller, LiveSession>();
  const find = createSessionFinder(database);

  async function load(cookie: string, now: number): Promise<LiveSession | null> {
    const token = verifiedToken(cookie, options.secret);
    const asOf = cache.version();
    const found = token === undefined ? undefined : await find(token);
    if (!found) return null;
    const session = liveSession(found);
    sessionOf.set(session.caller, session);
    cache.set(cookie, { organizationId: found.organizationId, value: session, now, asOf });
    return session;
  }

  return {
    async read(cookies, activity) {
      const cookie = readCookie(cookies, cookieName);
      if (cookie === undefined) return null;
      const now = clock().getTime();
      let session: LiveSession | null = cache.get(cookie, now) ?? null;
      // Another server may know of newer activity: nobody is sent away on this one's memory alone.
      if (session === null || isOver(session, now)) session = await load(cookie, now);
      if (session === null) throw sessionProblems['session.ended']();
      if (isOver(session, now)) {
        cache.delete(cookie);
        await endExpired(options, session);
        throw sessionProblems['session.ended']();
      }
      if (activity === 'person') await noteActivity(database, session, now);
      return session;
    },
    of: (caller) => sessionOf.get(caller),
    forget(cookies) {
      const cookie = readCookie(cookies, cookieName);
      if (cookie !== undefined) cache.delete(cookie);
    },
    close: () => cache.close(),
  };
}

/**
 * A notice brings all screens at once. Sessions that are looked for while a look-up runs go together in
 * the next one, which begins after the last of them was asked for: none is told by an older state.
 */
function createSessionFinder(database: Database) {
  const gathering = createGathering<string, FoundSession | undefined>({
    take: (queue) => queue.length,
    work: async (_key, tokens) => {
      const found = await findSessions(database, tokens);
      return tokens.map((token) => ({ status: 'fulfilled', value: found.get(token) }));
    },
  });
  return (token: string) => gathering.add('sessions', token);
}

async function endExpired(options: SessionOptions, session: LiveSession): Promise<void> {
  const { organizationId, id } = session.caller;
  await inOrganization(options.database, organizationId, async (tx) => {
    const caller = systemCaller(organizationId, 'session-limits');
    const context = { tx, caller, now: options.clock(), audited: 0 };
    await endSession(tx, session.sessionId);
    await recordAudit(context, { action: 'session.expire', patientIds: [], subject: `user:${id}` });
    await announce(tx, organizationId, ['access']);
  });
}

async function noteActivity(database: Database, session: LiveSession, now: number): Promise<void> {
  session.lastActiveAt = Math.max(session.lastActiveAt, now);
  if (now - session.writtenAt < writeAfterMilliseconds) return;
  session.writtenAt = now;
  await touchSession(database, session.sessionId, new Date(now));
}

function isOver(session: LiveSession, now: number): boolean {
  const { idleExpiresAt, absoluteExpiresAt } = sessionExpiry(session, session.settings);
  return now >= idleExpiresAt || now >= absoluteExpiresAt;
}

function liveSession(found: FoundSession): LiveSession {
  const mustEnrolTotp = !found.demonstration && !found.twoFactorEnabled;
  const caller: Caller = {
    organizationId: found.organizationId,
    kind: 'user',
    id: found.userId,
    label: found.displayName,
    roles: found.roles,
    permissions: mustEnrolTotp ? new Set(['session.self']) : permissionsOf(found.roles),
    languages: found.languages,
    practiceId: found.practiceId,
    patientId: null,
    source: null,
  };
  return {
    caller,
    sessionId: found.sessionId,
    email: found.email,
    totpEnrolled: found.twoFactorEnabled,
    mustEnrolTotp,
    settings: readAccessSettings(found.settings),
    beganAt: found.beganAt.getTime(),
    lastActiveAt: found.lastActiveAt.getTime(),
    writtenAt: found.lastActiveAt.getTime(),
  };
}

/** The raw value of one cookie of a Cookie header. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  if (header === undefined) return undefined;
  for (const part of header.split(';')) {
    const trimmed = part.trimStart();
    if (trimmed.startsWith(`${name}=`)) return trimmed.slice(name.length + 1).trimEnd();
  }
  return undefined;
}

/** better-auth signs its cookies as `<value>.<base64 HMAC-SHA-256 of value>`, percent-encoded. */
export function verifiedToken(cookie: string, secret: string): string | undefined {
  const plain = decoded(cookie);
  const dot = plain.lastIndexOf('.');
  if (dot < 1) return undefined;
  const value = plain.slice(0, dot);
  const given = Buffer.from(plain.slice(dot + 1), 'base64');
  const right = createHmac('sha256', secret).update(value).digest();
  return given.length === right.length && timingSafeEqual(given, right) ? value : undefined;
}

function decoded(cookie: string): string {
  try {
    return decodeURIComponent(cookie);
  } catch {
    return '';
  }
}
