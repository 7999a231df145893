import { pino, type Logger } from 'pino';

export type Log = Logger;

/**
 * Structured log to standard error. Bodies, queries and headers are never passed to it; should a
 * field that can hold health information slip in, it is removed.
 */
export function createLog(level: string): Log {
  return pino(
    {
      level,
      redact: {
        paths: [
          'body',
          '*.body',
          'req.headers.authorization',
          'req.headers.cookie',
          'req.headers["api-secret"]',
          'err.detail',
          'err.where',
          'err.parameters',
        ],
        remove: true,
      },
      base: null,
    },
    pino.destination({ fd: 2, sync: true }),
  );
}
