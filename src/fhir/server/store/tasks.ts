import { sql } from 'kysely';

import type { Tx } from '../../../platform/server/database.ts';
import { patientWithin, type Bounds } from './bounds.ts';

export type TaskStatus = 'requested' | 'received' | 'in-progress' | 'on-hold' | 'completed';

export interface TaskCursor {
  readonly at: number;
  readonly id: string;
}

export interface TaskSearch {
  readonly bounds: Bounds;
  readonly ids: readonly string[] | null;
  readonly patientIds: readonly string[] | null;
  readonly kinds: readonly string[] | null;
  readonly statuses: readonly TaskStatus[] | null;
  readonly priorities: readonly number[] | null;
  /** When it was opened; milliseconds since 1970 UTC, `to` not included. */
  readonly from: number;
  readonly to: number;
  readonly newestFirst: boolean;
  readonly after: TaskCursor | null;
  readonly limit: number;
}

/** The status of a Task as work/server/fhir.ts tells it, so that a search finds what it shows. */
const status = sql.raw(`case w.state when 'closed' then 'completed' when 'open' then
  case when w.owner_id is null then 'requested' when w.acknowledged_at is null then 'received'
    else 'in-progress' end
  else 'on-hold' end`);

// No work item is older or newer.
const earliest = Date.UTC(2000, 0, 1);
const latest = Date.UTC(2200, 0, 1);

/** One page of the ids of work items, by when they were opened. Who is bound sees those of own patients only. */
export async function selectTaskIds(
  tx: Tx,
  organizationId: string,
  search: TaskSearch,
): Promise<readonly TaskCursor[]> {
  const { bounds, ids, patientIds, kinds, statuses, priorities, after, limit } = search;
  const isBound = bounds.practiceId !== null || bounds.patientId !== null;
  const order = sql.raw(search.newestFirst ? 'desc' : 'asc');
  const beyond = sql.raw(search.newestFirst ? '<' : '>');
  const behind = after
    ? sql`(w.opened_at, w.id) ${beyond} (${new Date(after.at)}::timestamptz, ${after.id}::uuid)`
    : sql`true`;
  const result = await sql<TaskCursor>`
    select w.id, (extract(epoch from w.opened_at) * 1000)::float8 as at
    from work_item w
    left join patient p on p.organization_id = w.organization_id and p.id = w.patient_id
    where w.organization_id = ${organizationId}::uuid
      and (not ${isBound}::boolean or (p.id is not null and ${patientWithin(bounds)}))
      and (${ids === null}::boolean or w.id = any(${ids ?? []}::uuid[]))
      and (${patientIds === null}::boolean or w.patient_id = any(${patientIds ?? []}::uuid[]))
      and (${kinds === null}::boolean or w.kind = any(${kinds ?? []}::text[]))
      and (${statuses === null}::boolean or ${status} = any(${statuses ?? []}::text[]))
      and (${priorities === null}::boolean or w.priority::text = any(${(priorities ?? []).map(String)}::text[]))
      and w.opened_at >= ${new Date(Math.max(search.from, earliest))}::timestamptz
      and w.opened_at < ${new Date(Math.min(search.to, latest))}::timestamptz
      and ${behind}
    order by w.opened_at ${order}, w.id ${order} limit ${limit}`.execute(tx.withoutPlugins());
  return result.rows;
}
