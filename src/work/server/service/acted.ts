import type { Context } from '../../../platform/server/context.ts';
import { selectActed } from '../store/acted.ts';

/** Evidence that somebody may have acted on: what a card said from a moment on. */
export interface ActedOn {
  readonly patientId: string;
  readonly ruleIds: readonly string[];
  /** Milliseconds since 1970 UTC. */
  readonly since: number;
}

/**
 * The people who did something about a patient's cards that carried one of these findings, since it
 * came: took, called, answered a step, put aside, handed off, accepted or closed; and whoever owns one
 * now. Only who works here still.
 */
export function whoActed(context: Context, evidence: ActedOn): Promise<readonly string[]> {
  return selectActed(context.tx, context.caller.organizationId, {
    ...evidence,
    since: new Date(evidence.since),
  });
}
