import type { FastifyRequest } from 'fastify';

import type { Caller } from '../../platform/server/context.ts';
import type { Database } from '../../platform/server/database.ts';
import { callerOfSession } from './service.ts';

/** Only requests of the portal carry it, and no page's script can read it. */
const cookieName = 'enlace_portal';
const cookiePath = '/api/portal';
const ninetyDaysSeconds = 90 * 86_400;

export interface PortalOptions {
  readonly database: Database;
  readonly clock: () => Date;
  /** Sent over https only. */
  readonly secure: boolean;
}

/** Finds out which patient asks; staff and machines are none of its business. */
export interface Portal {
  /** Whether a request is for the portal's own routes. */
  readonly owns: (request: FastifyRequest) => boolean;
  readonly authenticate: (request: FastifyRequest) => Promise<Caller | null>;
  /** The secret of the session that a request belongs to. */
  readonly secretOf: (request: FastifyRequest) => string | undefined;
  /** The Set-Cookie header that begins a session. */
  readonly cookie: (secret: string) => string;
}

export function createPortal({ database, clock, secure }: PortalOptions): Portal {
  return {
    owns: ({ routeOptions }) => routeOptions.url?.startsWith('/api/portal/') === true,
    secretOf,
    authenticate: async (request) => {
      const secret = secretOf(request);
      return secret === undefined ? null : callerOfSession(database, clock(), secret);
    },
    cookie: (secret) =>
      [
        `${cookieName}=${secret}`,
        `Path=${cookiePath}`,
        `Max-Age=${ninetyDaysSeconds}`,
        'HttpOnly',
        'SameSite=Strict',
        ...(secure ? ['Secure'] : []),
      ].join('; '),
  };
}

function secretOf({ headers }: FastifyRequest): string | undefined {
  for (const part of (headers.cookie ?? '').split(';')) {
    const [name, value] = part.trim().split('=', 2);
    if (name === cookieName && value !== undefined && value !== '') return value;
  }
  return undefined;
}
