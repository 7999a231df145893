import { sql, type ExpressionBuilder, type QueryCreator } from 'kysely';

import type { DB } from '../../platform/server/database-types.ts';
import type { Tx } from '../../platform/server/database.ts';
import type { AgeBucket } from '../core/age-bucket.ts';
import type { WorklistCursor } from '../core/worklist.ts';

export interface WorklistFilters {
  readonly priorities?: readonly number[];
  readonly languages?: readonly string[];
  readonly queues?: readonly string[];
  readonly owners?: readonly string[];
  /** With `owners` or alone: work that nobody owns. */
  readonly unowned?: boolean;
  readonly states?: readonly string[];
  readonly practiceId?: string;
  readonly kinds?: readonly string[];
  readonly overdueAt?: Date;
  /** Work in a language that nobody on duty speaks. */
  readonly languageGap?: boolean;
  readonly age?: { readonly bucket: AgeBucket; readonly at: Date };
}

/**
 * One page of open items in the order (priority, raised, id), with the names a row shows. One
 * statement: the page is found by index first, and only its rows are joined.
 */
export function selectPage(
  tx: Tx,
  organizationId: string,
  filters: WorklistFilters,
  after: WorklistCursor | undefined,
  limit: number,
) {
  return tx
    .with('page', (db) => pageOf(db, organizationId, filters, after, limit))
    .selectFrom('page as w')
    .leftJoin('patient as p', (join) =>
      join.on('p.organizationId', '=', organizationId).onRef('p.id', '=', 'w.patientId'),
    )
    .leftJoin('practice as r', (join) =>
      join.on('r.organizationId', '=', organizationId).onRef('r.id', '=', 'p.practiceId'),
    )
    .leftJoin('appUser as u', (join) =>
      join.on('u.organizationId', '=', organizationId).onRef('u.id', '=', 'w.ownerId'),
    )
    .leftJoin('handOff as h', (join) =>
      join
        .on('h.organizationId', '=', organizationId)
        .onRef('h.workItemId', '=', 'w.id')
        .on('h.state', '=', 'offered'),
    )
    .selectAll('w')
    .select([
      ...([
        'p.givenNames',
        'p.familyName',
        'p.secondFamilyName',
        'p.preferredName',
        'p.birthDate',
      ] as const),
      ...([
        'p.interpreterNeeded',
        'p.zone',
        'p.restricted',
        'p.language as patientLanguage',
      ] as const),
      ...(['r.name as practiceName', 'u.displayName as ownerName', 'h.id as handOffId'] as const),
    ])
    .orderBy('w.priority')
    .orderBy('w.raisedAt')
    .orderBy('w.id')
    .execute();
}

export type WorklistRow = Awaited<ReturnType<typeof selectPage>>[number];

function pageOf(
  db: QueryCreator<DB>,
  organizationId: string,
  filters: WorklistFilters,
  after: WorklistCursor | undefined,
  limit: number,
) {
  let query = db
    .selectFrom('workItem')
    .selectAll()
    .where('organizationId', '=', organizationId)
    .where('state', '<>', 'closed');
  if (filters.priorities) query = query.where('priority', 'in', filters.priorities);
  if (filters.languages) query = query.where('language', 'in', filters.languages);
  if (filters.queues) query = query.where('queue', 'in', filters.queues);
  if (filters.states) query = query.where('state', 'in', filters.states);
  if (filters.kinds) query = query.where('kind', 'in', filters.kinds);
  if (filters.practiceId) query = query.where('practiceId', '=', filters.practiceId);
  if (filters.owners || filters.unowned) query = query.where((eb) => ownedBy(eb, filters));
  if (filters.languageGap) query = query.where('languageGap', '=', true);
  if (filters.age) query = query.where(raisedWithin(filters.age));
  if (filters.overdueAt) query = query.where(isOverdue(filters.overdueAt));
  if (after) {
    query = query.where(
      sql<boolean>`(priority, raised_at, id) > (${after.priority}, ${after.raisedAt}::timestamptz, ${after.id}::uuid)`,
    );
  }
  return query.orderBy('priority').orderBy('raisedAt').orderBy('id').limit(limit);
}

function ownedBy(eb: ExpressionBuilder<DB, 'workItem'>, filters: WorklistFilters) {
  const ways = [];
  if (filters.owners?.length) ways.push(eb('ownerId', 'in', [...filters.owners]));
  if (filters.unowned) ways.push(eb('ownerId', 'is', null));
  return eb.or(ways);
}

const isOverdue = (now: Date) => sql<boolean>`(
  (acknowledged_at is null and acknowledge_due_at < ${now}) or
  (contacted_at is null and contact_due_at < ${now}))`;

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
      sql<number>`count(*) filter (where ${isOverdue(now)})::int`.as('overdue'),
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

/** The same buckets as bounds of `raised_at`, for which the index in the order of the list serves. */
const bounds: Readonly<Record<AgeBucket, readonly [from: string | null, to: string | null]>> = {
  'under-15-minutes': ['15 minutes', null],
  'under-1-hour': ['1 hour', '15 minutes'],
  'under-8-hours': ['8 hours', '1 hour'],
  'under-1-day': ['1 day', '8 hours'],
  older: [null, '1 day'],
};

function raisedWithin({ bucket, at }: NonNullable<WorklistFilters['age']>) {
  const [from, to] = bounds[bucket];
  const ago = (length: string) => sql`${at}::timestamptz - ${length}::interval`;
  const parts = [
    ...(from === null ? [] : [sql<boolean>`raised_at > ${ago(from)}`]),
    ...(to === null ? [] : [sql<boolean>`raised_at <= ${ago(to)}`]),
  ];
  return sql<boolean>`(${sql.join(parts, sql` and `)})`;
}

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
