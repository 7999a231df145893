import { sql, type RawBuilder } from 'kysely';

import type { Tx } from '../../../platform/server/database.ts';
import type { WorklistCursor } from '../../core/worklist.ts';
import {
  facetConditions,
  otherConditions,
  overdueSince,
  raisedWithin,
  type Condition,
  type WorklistFilters,
} from './filters.ts';

export interface WantedPage {
  readonly filters: WorklistFilters;
  readonly after: WorklistCursor | undefined;
  readonly limit: number;
  /** What is overdue, and how old work is, is so at this moment. */
  readonly now: Date;
}

/** What pages are found by: they are in this order. */
interface Place {
  readonly priority: number;
  readonly raisedAt: Date;
  readonly id: string;
}

/**
 * One page of open items in the order (priority, raised, id), with the names a row shows. The page is
 * found by indexes first, and only its rows are read and joined.
 */
export async function selectPage(tx: Tx, organizationId: string, wanted: WantedPage) {
  const strands = await strandsOf(tx, organizationId, wanted);
  return tx
    .with('page', () => pageOf(organizationId, wanted, strands))
    .selectFrom('page as k')
    .innerJoin('workItem as w', (join) =>
      join.on('w.organizationId', '=', organizationId).onRef('w.id', '=', 'k.id'),
    )
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
    .select(itemColumns)
    .select(nameColumns)
    .orderBy('k.priority')
    .orderBy('k.raisedAt')
    .orderBy('k.id')
    .execute();
}

export type WorklistRow = Awaited<ReturnType<typeof selectPage>>[number];

const itemColumns = [
  ...(['w.id', 'w.kind', 'w.patientId', 'w.priority', 'w.state', 'w.language'] as const),
  ...(['w.languageGap', 'w.queue', 'w.ownerId', 'w.headline', 'w.openedAt', 'w.raisedAt'] as const),
  ...(['w.acknowledgeDueAt', 'w.contactDueAt', 'w.acknowledgedAt', 'w.contactedAt'] as const),
  ...(['w.nextClock', 'w.nextClockAt', 'w.escalationStep', 'w.version'] as const),
];
const nameColumns = [
  ...(['p.givenNames', 'p.familyName', 'p.secondFamilyName', 'p.preferredName'] as const),
  ...(['p.birthDate', 'p.interpreterNeeded', 'p.zone', 'p.restricted'] as const),
  ...(['p.language as patientLanguage', 'r.name as practiceName'] as const),
  ...(['u.displayName as ownerName', 'h.id as handOffId'] as const),
];

/** Items of one priority, from a place of it on. */
interface Strand {
  readonly priority: number;
  readonly after: { readonly raisedAt: string; readonly id: string };
  /** Its overdue items are few enough to be read all. */
  readonly fewOverdue: boolean;
}

const firstId = '00000000-0000-0000-0000-000000000000';
const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
const everyPriority = [1, 2, 3, 4];

async function strandsOf(
  tx: Tx,
  organizationId: string,
  { filters, after, now }: WantedPage,
): Promise<readonly Strand[]> {
  const wanted = new Set(filters.priorities ?? everyPriority);
  const priorities = everyPriority.filter(
    (one) => wanted.has(one) && one >= (after?.priority ?? 1),
  );
  const few = filters.overdue
    ? await findFewOverdue(tx, organizationId, priorities, now)
    : undefined;
  const beginning = beginningOf(filters, now);
  return priorities.map((priority) => ({
    priority,
    after: after?.priority === priority ? after : beginning,
    fewOverdue: few?.has(priority) ?? false,
  }));
}

/** An age without end in the past begins with the oldest; otherwise just behind its bound. */
function beginningOf(filters: WorklistFilters, now: Date): Strand['after'] {
  const { after } = raisedWithin(filters, now);
  if (after === null) return { raisedAt: '-infinity', id: firstId };
  return { raisedAt: after.toISOString(), id: lastId };
}

const fewItems = 200;

/**
 * Where little is overdue, it is found by when it was due; where much is, it comes soon in the order
 * of the list. One way for both would read all that is not overdue, or sort all that is.
 */
async function findFewOverdue(
  tx: Tx,
  organizationId: string,
  priorities: readonly number[],
  now: Date,
): Promise<ReadonlySet<number>> {
  const result = await sql<{ priority: number }>`
    select p.priority from unnest(${priorities}::smallint[]) as p (priority)
    where (select count(*) from (
      select from work_item where organization_id = ${organizationId} and state <> 'closed'
        and priority = p.priority and ${overdueSince} < ${now}::timestamptz
      order by ${overdueSince} limit ${fewItems + 1}) as overdue) <= ${fewItems}`.execute(tx);
  return new Set(result.rows.map(({ priority }) => priority));
}

/**
 * The first items of each strand, and of those the first ones: in every strand an index stands in the
 * order of the list, which it does not across priorities. With facets, of each group of them, so that
 * what is rare is not looked for among all that is not.
 */
function pageOf(
  organizationId: string,
  { filters, limit, now }: WantedPage,
  strands: readonly Strand[],
): RawBuilder<Place> {
  const facets = facetConditions(filters);
  const open = sql`organization_id = ${organizationId} and state <> 'closed'`;
  const asked = { open, facets, others: otherConditions(filters, now), limit };
  // Of one person or practice there is little: it is looked through as it is.
  const isNarrow = filters.practiceId !== undefined || (filters.owners && !filters.unowned);
  const few = strands.filter((strand) => strand.fewOverdue);
  const many = strands.filter((strand) => !strand.fewOverdue);
  const parts = [
    ...(few.length > 0 ? [overdueItems(few, asked)] : []),
    ...(many.length > 0
      ? [isNarrow || facets.length === 0 ? inOrder(many, asked) : inGroups(many, asked)]
      : []),
  ];
  return sql<Place>`(
    select priority, raised_at, id from (${parts.length > 0 ? sql.join(parts, sql` union all `) : nothing}) as found
    order by priority, raised_at, id limit ${sql.lit(limit)})`;
}

const nothing = sql`select priority, raised_at, id from work_item where false`;

interface Asked {
  readonly open: Condition;
  readonly facets: readonly Condition[];
  readonly others: readonly Condition[];
  readonly limit: number;
}

const all = (conditions: readonly Condition[]) => sql.join([...conditions], sql` and `);

const following = sql`priority = s.priority and (raised_at, id) > (s.raised_at, s.id)`;

function strandRows(strands: readonly Strand[]): RawBuilder<unknown> {
  const priorities = strands.map(({ priority }) => priority);
  const moments = strands.map(({ after }) => after.raisedAt);
  const ids = strands.map(({ after }) => after.id);
  return sql`unnest(${priorities}::smallint[], ${moments}::timestamptz[], ${ids}::uuid[])
    as s (priority, raised_at, id)`;
}

function overdueItems(
  strands: readonly Strand[],
  { open, facets, others }: Asked,
): RawBuilder<unknown> {
  return sql`select f.* from ${strandRows(strands)} cross join lateral (
    select priority, raised_at, id from work_item
    where ${all([open, following, ...facets, ...others])} offset 0) as f`;
}

function inOrder(
  strands: readonly Strand[],
  { open, facets, others, limit }: Asked,
): RawBuilder<unknown> {
  return sql`select f.* from ${strandRows(strands)} cross join lateral (
    select priority, raised_at, id from work_item
    where ${all([open, following, ...facets, ...others])}
    order by raised_at, id limit ${sql.lit(limit)}) as f`;
}

const facetColumns = sql.raw('kind, language, queue, state, language_gap');

/** The groups that exist, from one to the next by the index; there are few of them. */
function inGroups(
  strands: readonly Strand[],
  { open, facets, others, limit }: Asked,
): RawBuilder<unknown> {
  const ofGroup = sql`kind = g.kind and language = g.language and queue = g.queue
    and state = g.state and language_gap = g.language_gap`;
  return sql`select f.* from (
      with recursive found as (
        (select ${facetColumns} from work_item where ${open} order by ${facetColumns} limit 1)
        union all
        select more.* from found as g cross join lateral (
          select ${facetColumns} from work_item
          where ${open} and (${facetColumns}) > (g.kind, g.language, g.queue, g.state, g.language_gap)
          order by ${facetColumns} limit 1) as more)
      select * from found where ${all(facets)} offset 0) as g
    cross join ${strandRows(strands)}
    cross join lateral (
      select priority, raised_at, id from work_item
      where ${all([open, ofGroup, following, ...others])}
      order by raised_at, id limit ${sql.lit(limit)}) as f`;
}
