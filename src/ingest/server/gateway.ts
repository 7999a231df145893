import type { Caller } from '../../platform/server/context.ts';
import type { Database } from '../../platform/server/database.ts';
import type { Log } from '../../platform/server/log.ts';
import { ingestProblems } from '../core/problems.ts';
import type { Ingest } from './service.ts';

/** What an entrance that is no HTTP route stands on. */
export interface GatewaySetting {
  readonly database: Database;
  readonly ingest: Ingest;
  readonly clock: () => Date;
  readonly log: Log;
  /** The machine that a token belongs to; rejects when the token is not, or no longer, valid. */
  readonly bearer: (token: string) => Promise<Caller>;
}

/** What became of messages since the start; nothing in it says whose they were. */
export type GatewayCounts = Readonly<Record<GatewayOutcome, number>>;

export const gatewayOutcomes = ['taken', 'held', 'refused', 'repeated-later', 'abandoned'] as const;

/**
 * `taken`: stored; `held`: understood, nothing of it stored as a reading; `refused`: not readable;
 * `repeated-later`: could not be stored now; `abandoned`: never came whole.
 */
export type GatewayOutcome = (typeof gatewayOutcomes)[number];

/** An entrance for readings beside HTTP. */
export interface Gateway {
  readonly name: 'mllp' | 'mqtt';
  /** It can take messages at this moment: it listens, or is connected to its broker. */
  readonly isReady: boolean;
  readonly counts: GatewayCounts;
  close(): Promise<void>;
}

/** Counters of a gateway that has taken nothing yet. */
export function noCounts(): Record<GatewayOutcome, number> {
  return { taken: 0, held: 0, refused: 0, 'repeated-later': 0, abandoned: 0 };
}

/** The machine in whose name a gateway delivers; refuses a token that may not send readings. */
export async function senderOf({ bearer }: GatewaySetting, token: string): Promise<Caller> {
  const caller = await bearer(token);
  if (!caller.permissions.has('readings.send')) throw ingestProblems['ingest.source-unproven']();
  return caller;
}
