import { sql } from 'kysely';

import type { Tx } from '../../../platform/server/database.ts';
import type { AgeBucket } from '../../core/age-bucket.ts';
import { overdueSince } from './filters.ts';

/** Open work grouped for the supervisor's board. */
export function selectCounts(tx: Tx, organizationId: string, now: Date) {
  return tx
    .selectFrom('workItem as w')
    .leftJoin('appUser as u', (join) =>
      join.onRef('u.organizationId', '=', 'w.organizationId').onRef('u.id', '=', 'w.ownerId'),
    )
    .where('w.organizationId', '=', organizationId)
    .where('w.state', '<>', 'closed')
    .groupBy(['w.priority', 'w.language', 'w.queue', 'w.ownerId', 'u.displayName'])
    .select([
      'w.priority',
      'w.language',
      'w.queue',
      'w.ownerId',
      'u.displayName as ownerName',
      sql<number>`count(*)::int`.as('open'),
      sql<number>`count(*) filter (where ${overdueSince} < ${now})::int`.as('overdue'),
      sql<number>`count(*) filter (where language_gap)::int`.as('languageGap'),
      sql<Date>`min(raised_at)`.as('oldestRaisedAt'),
    ])
    .orderBy('w.priority')
    .execute();
}

const ageBucket = (now: Date) => {
  const age = sql`${now}::timestamptz - raised_at`;
  return sql<AgeBucket>`case
    when ${age} < interval '15 minutes' then 'under-15-minutes'
    when ${age} < interval '1 hour' then 'under-1-hour'
    when ${age} < interval '8 hours' then 'under-8-hours'
    when ${age} < interval '1 day' then 'under-1-day'
    else 'older' end`;
};

/** Open work by priority and how long ago it was raised. */
export function selectAges(tx: Tx, organizationId: string, now: Date) {
  return tx
    .selectFrom('workItem')
    .where('organizationId', '=', organizationId)
    .where('state', '<>', 'closed')
    .groupBy(['priority', sql`2`])
    .select(['priority', ageBucket(now).as('bucket'), sql<number>`count(*)::int`.as('open')])
    .execute();
}

/** Who is on duty, and how much each of them owns. */
export function selectOnDuty(tx: Tx, organizationId: string) {
  return tx
    .selectFrom('duty as d')
    .innerJoin('appUser as u', (join) =>
      join.onRef('u.organizationId', '=', 'd.organizationId').onRef('u.id', '=', 'd.userId'),
    )
    .where('d.organizationId', '=', organizationId)
    .where('d.endedAt', 'is', null)
    .select((eb) => [
      'u.id',
      'u.displayName as name',
      'u.languages',
      eb
        .selectFrom('workItem as w')
        .whereRef('w.organizationId', '=', 'd.organizationId')
        .whereRef('w.ownerId', '=', 'd.userId')
        .where('w.state', '<>', 'closed')
        .select(sql<number>`count(*)::int`.as('owned'))
        .as('owned'),
    ])
    .orderBy('u.displayName')
    .execute();
}

/** Hand-offs that wait for an answer, and how many of them are late. */
export function selectHandOffCounts(tx: Tx, organizationId: string, now: Date) {
  return tx
    .selectFrom('handOff')
    .where('organizationId', '=', organizationId)
    .where('state', '=', 'offered')
    .select([
      sql<number>`count(*)::int`.as('offered'),
      sql<number>`count(*) filter (where answer_due_at < ${now})::int`.as('late'),
    ])
    .executeTakeFirstOrThrow();
}
