import { sql } from 'kysely';

import type { Tx } from '../../../platform/server/database.ts';

/** An event with every column, the moment to the microsecond, as it is hashed and exported. */
export interface ChainedEvent {
  readonly id: string;
  readonly cluster: string;
  readonly transactionId: string;
  readonly at: string;
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly actorLabel: string;
  readonly action: string;
  readonly purpose: string;
  readonly patientIds: readonly string[];
  readonly subject: string | null;
  readonly detail: unknown;
  readonly breakGlassId: string | null;
}

/** A place in the order of one cluster's events. */
export interface Position {
  readonly transactionId: string;
  readonly id: string;
}

export interface SealRow {
  readonly sequence: number;
  readonly sealedAt: Date;
  readonly cluster: string;
  readonly upToTransaction: string;
  readonly upToId: string;
  readonly eventCount: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly previousHash: Buffer;
  readonly hash: Buffer;
}

/** One sealing at a time per organization, until the end of the transaction. */
export async function lockChain(tx: Tx, organizationId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`enlace.audit.${organizationId}`}, 0))`.execute(
    tx,
  );
}

/** The clusters that numbered events of this organization; more than one after a restored dump. */
export async function selectClusters(tx: Tx, organizationId: string): Promise<string[]> {
  const result = await sql<{ cluster: string }>`
    with recursive found as (
      select min(cluster) as cluster from audit_event where organization_id = ${organizationId}
      union all
      select (select min(e.cluster) from audit_event e
              where e.organization_id = ${organizationId} and e.cluster > found.cluster)
      from found where found.cluster is not null
    )
    select cluster from found where cluster is not null`.execute(tx);
  return result.rows.map((row) => row.cluster);
}

// The output column of the same name is text: an order by its bare name would put 1000 before 999.
const everyColumn = sql`
  id, cluster, transaction_id::text as transaction_id,
  to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
  actor_kind, actor_id, actor_label, action, purpose, patient_ids, subject, detail, break_glass_id`;

// Below every transaction and id.
const beginning: Position = { transactionId: '0', id: '00000000-0000-0000-0000-000000000000' };

/**
 * Events of one cluster after a position whose transactions are all finished, in order. In another
 * cluster than ours nothing is under way any more.
 */
export async function selectFinished(
  tx: Tx,
  organizationId: string,
  cluster: string,
  after: Position | undefined,
  limit: number,
): Promise<ChainedEvent[]> {
  const from = after ?? beginning;
  const result = await sql<ChainedEvent>`
    select ${everyColumn} from audit_event
    where organization_id = ${organizationId} and cluster = ${cluster}
      and (transaction_id, id) > (${from.transactionId}::xid8, ${from.id}::uuid)
      and (cluster <> current_cluster() or transaction_id < pg_snapshot_xmin(pg_current_snapshot()))
    order by audit_event.transaction_id, id limit ${limit}`.execute(tx);
  return result.rows;
}

/** Everything of one cluster after one position up to another: what one link covers. */
export async function selectCovered(
  tx: Tx,
  organizationId: string,
  cluster: string,
  after: Position | undefined,
  upTo: Position,
): Promise<ChainedEvent[]> {
  const from = after ?? beginning;
  const result = await sql<ChainedEvent>`
    select ${everyColumn} from audit_event
    where organization_id = ${organizationId} and cluster = ${cluster}
      and (transaction_id, id) > (${from.transactionId}::xid8, ${from.id}::uuid)
      and (transaction_id, id) <= (${upTo.transactionId}::xid8, ${upTo.id}::uuid)
    order by audit_event.transaction_id, id`.execute(tx);
  return result.rows;
}

export async function countAfter(
  tx: Tx,
  organizationId: string,
  cluster: string,
  after: Position | undefined,
): Promise<number> {
  const from = after ?? beginning;
  const result = await sql<{ count: number }>`
    select count(*)::int as count from audit_event
    where organization_id = ${organizationId} and cluster = ${cluster}
      and (transaction_id, id) > (${from.transactionId}::xid8, ${from.id}::uuid)`.execute(tx);
  return result.rows[0]?.count ?? 0;
}

const sealColumns = [
  ...(['sequence', 'sealedAt', 'cluster', 'upToTransaction', 'upToId', 'eventCount'] as const),
  ...(['firstAt', 'lastAt', 'previousHash', 'hash'] as const),
];

/** The newest link, of one cluster or of all. */
export async function selectLastSeal(
  tx: Tx,
  organizationId: string,
  cluster?: string,
): Promise<SealRow | undefined> {
  const row = await tx
    .selectFrom('auditSeal')
    .select(sealColumns)
    .where('organizationId', '=', organizationId)
    .$if(cluster !== undefined, (select) => select.where('cluster', '=', cluster ?? ''))
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row;
}

export async function selectSealsAfter(
  tx: Tx,
  organizationId: string,
  sequence: number,
  limit: number,
): Promise<SealRow[]> {
  const rows = await tx
    .selectFrom('auditSeal')
    .select(sealColumns)
    .where('organizationId', '=', organizationId)
    .where('sequence', '>', sequence)
    .orderBy('sequence')
    .limit(limit)
    .execute();
  return rows;
}

/** The next link after a sequence number that covers events of [from, to), with what its cluster's link before ends at. */
export async function selectNextSealOf(
  tx: Tx,
  organizationId: string,
  sequence: number,
  range: { readonly from: Date; readonly to: Date },
): Promise<{ readonly seal: SealRow; readonly after: Position | undefined } | undefined> {
  const row = await tx
    .selectFrom('auditSeal')
    .select(sealColumns)
    .where('organizationId', '=', organizationId)
    .where('sequence', '>', sequence)
    .where('lastAt', '>=', range.from)
    .where('firstAt', '<', range.to)
    .orderBy('sequence')
    .limit(1)
    .executeTakeFirst();
  if (!row) return undefined;
  const before = await tx
    .selectFrom('auditSeal')
    .select(['upToTransaction as transactionId', 'upToId as id'])
    .where('organizationId', '=', organizationId)
    .where('sequence', '<', row.sequence)
    .where('cluster', '=', row.cluster)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  return { seal: row, after: before };
}

export async function insertSeal(tx: Tx, organizationId: string, seal: SealRow): Promise<void> {
  await tx
    .insertInto('auditSeal')
    .values({ organizationId, ...seal })
    .execute();
}
