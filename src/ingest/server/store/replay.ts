import { sql } from 'kysely';
import { zstdDecompressSync } from 'node:zlib';

import type { Tx } from '../../../platform/server/database.ts';

/** A kept delivery, without its body. */
export interface KeptDelivery {
  readonly id: string;
  readonly source: string;
  readonly adapter: string;
  readonly tokenId: string | null;
  readonly messageId: string | null;
  readonly contentType: string;
  readonly receivedAt: Date;
  /** Places of items that were refused and wait for somebody. */
  readonly refusedAt: readonly number[];
}

export interface KeptQuery {
  /** Label, vendor or id of a source. */
  readonly source: string | null;
  readonly since: Date | null;
  /** Only deliveries with refused items that wait for somebody. */
  readonly failed: boolean;
}

/** Kept deliveries in the order in which they came; of what was sent more than once, the first. */
export async function selectKept(
  tx: Tx,
  organizationId: string,
  { source, since, failed }: KeptQuery,
): Promise<readonly KeptDelivery[]> {
  const result = await sql<KeptDelivery>`
    select * from (
      select distinct on (d.source, d.content_hash) d.id, d.source, d.adapter, d.token_id as "tokenId",
        d.message_id as "messageId", d.content_type as "contentType", d.received_at as "receivedAt",
        array(select q.item_index from quarantine_item q where q.organization_id = d.organization_id
          and q.delivery_id = d.id and q.outcome = 'rejected' and q.state = 'open'
          order by q.item_index) as "refusedAt"
      from delivery d
      where d.organization_id = ${organizationId}::uuid and d.body is not null
        and (${source}::text is null
          or ${source} in (d.source, d.adapter, coalesce(d.token_id::text, '')))
        and (${since}::timestamptz is null or d.received_at >= ${since}::timestamptz)
      order by d.source, d.content_hash, d.received_at, d.id) kept
    where not ${failed} or cardinality(kept."refusedAt") > 0
    order by kept."receivedAt", kept.id`.execute(tx.withoutPlugins());
  return result.rows;
}

/** What was delivered, as it came. */
export async function selectBody(tx: Tx, organizationId: string, id: string): Promise<Buffer> {
  const row = await tx
    .selectFrom('delivery')
    .select(['body', 'bodyEncoding'])
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const body = row.body ?? Buffer.alloc(0);
  return row.bodyEncoding === 'zstd' ? zstdDecompressSync(body) : body;
}

/** Closes refused items that could be read after all, and held ones that are stored now; answers whose data-check work is touched. */
export async function closeReplayed(
  tx: Tx,
  organizationId: string,
  deliveryId: string,
  { read, stored }: { readonly read: readonly number[]; readonly stored: readonly number[] },
  now: Date,
): Promise<readonly string[]> {
  const rows = await tx
    .updateTable('quarantineItem')
    .set({ state: 'released', decidedAt: now, decisionNote: 'replay' })
    .where('organizationId', '=', organizationId)
    .where('deliveryId', '=', deliveryId)
    .where('state', '=', 'open')
    .where((at) =>
      at.or([
        at.and([at('outcome', '=', 'rejected'), at('itemIndex', 'in', [...read])]),
        ...(stored.length === 0
          ? []
          : [at.and([at('outcome', '=', 'quarantined'), at('itemIndex', 'in', [...stored])])]),
      ]),
    )
    .returning('subject')
    .execute();
  return [...new Set(rows.map(({ subject }) => subject))];
}
