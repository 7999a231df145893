import { sql } from 'kysely';

import type { Tx } from '../../../platform/server/database.ts';

/** No flood needs a larger number to be known as one. */
const countedAtMost = 10_000;

export interface OpenedCounts {
  readonly opened: number;
  /** Of these, what is not critical or urgent and nobody has dealt with. */
  readonly waiting: number;
}

/** How many cards were opened since a moment; no more are counted than say what there is to say. */
export function selectOpened(tx: Tx, organizationId: string, since: Date): Promise<OpenedCounts> {
  const recent = tx
    .selectFrom('workItem')
    .select(['priority', 'state'])
    .where('organizationId', '=', organizationId)
    .where('openedAt', '>', since)
    .where('kind', 'in', ['triage', 'missing-readings'])
    .limit(countedAtMost);
  return tx
    .selectFrom(recent.as('recent'))
    .select([
      sql<number>`count(*)::int`.as('opened'),
      sql<number>`count(*) filter (where priority >= 3 and state = 'open')::int`.as('waiting'),
    ])
    .executeTakeFirstOrThrow();
}

/** Patients who are followed now. */
export async function countFollowed(tx: Tx, organizationId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('patient')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('organizationId', '=', organizationId)
    .where('status', '=', 'active')
    .executeTakeFirstOrThrow();
  return count;
}
