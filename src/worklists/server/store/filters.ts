import { sql, type RawBuilder } from 'kysely';

import type { AgeBucket } from '../../core/age-bucket.ts';

/** Which work is asked for, without the moment of asking. */
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
  readonly overdue?: boolean;
  /** Work in a language that nobody on duty speaks. */
  readonly languageGap?: boolean;
  readonly age?: AgeBucket;
}

export type Condition = RawBuilder<unknown>;

/**
 * The first clock that nobody has met, null when all are. Word for word the expression of the index
 * work_item_overdue.
 */
export const overdueSince = sql.raw(`least(
  case when acknowledged_at is null then acknowledge_due_at end,
  case when contacted_at is null then contact_due_at end)`);

const oneOf = (column: string, values: readonly string[]) =>
  sql`${sql.ref(column)} = any(${[...values]}::text[])`;

/** What divides open work into few groups: the leading columns of the index work_item_facets. */
export function facetConditions(filters: WorklistFilters): readonly Condition[] {
  const { kinds, languages, queues, states } = filters;
  return [
    ...(kinds ? [oneOf('kind', kinds)] : []),
    ...(languages ? [oneOf('language', languages)] : []),
    ...(queues ? [oneOf('queue', queues)] : []),
    ...(states ? [oneOf('state', states)] : []),
    ...(filters.languageGap ? [sql`language_gap`] : []),
  ];
}

/** Everything else that is asked, apart from the priority and from where a strand begins. */
export function otherConditions(filters: WorklistFilters, now: Date): readonly Condition[] {
  const { practiceId, overdue } = filters;
  const { until } = raisedWithin(filters, now);
  return [
    ...(practiceId ? [sql`practice_id = ${practiceId}::uuid`] : []),
    ...(filters.owners || filters.unowned ? [ownedBy(filters)] : []),
    ...(overdue ? [sql`${overdueSince} < ${now}::timestamptz`] : []),
    ...(until ? [sql`raised_at <= ${until}::timestamptz`] : []),
  ];
}

function ownedBy({ owners = [], unowned }: WorklistFilters): Condition {
  const named = sql`owner_id = any(${[...owners]}::uuid[])`;
  if (!unowned) return named;
  return owners.length > 0 ? sql`(owner_id is null or ${named})` : sql`owner_id is null`;
}

/** The buckets of the board: older than `to` and not as old as `from`, in milliseconds. */
const minute = 60_000;
const bounds: Readonly<Record<AgeBucket, readonly [from: number | null, to: number | null]>> = {
  'under-15-minutes': [15 * minute, null],
  'under-1-hour': [60 * minute, 15 * minute],
  'under-8-hours': [8 * 60 * minute, 60 * minute],
  'under-1-day': [24 * 60 * minute, 8 * 60 * minute],
  older: [null, 24 * 60 * minute],
};

/** Work of an age was raised after `after` and not after `until`; null is without end. */
export function raisedWithin(
  { age }: WorklistFilters,
  now: Date,
): { readonly after: Date | null; readonly until: Date | null } {
  if (age === undefined) return { after: null, until: null };
  const [from, to] = bounds[age];
  const ago = (time: number | null) => (time === null ? null : new Date(now.getTime() - time));
  return { after: ago(from), until: ago(to) };
}
