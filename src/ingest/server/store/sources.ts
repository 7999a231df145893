import { sql } from 'kysely';

import type { Database, Tx } from '../../../platform/server/database.ts';
import type { Authentication } from '../../core/vendors/vendor-access.ts';
import type { VendorName } from '../../core/vendors/vendor.ts';

export interface SourceRow {
  readonly organizationId: string;
  readonly id: string;
  readonly vendor: VendorName;
  readonly label: string;
  readonly source: string;
  readonly practiceId: string | null;
  readonly authentication: Authentication;
  readonly sealedSecret: Buffer;
  readonly windowMinutes: number;
  readonly enabled: boolean;
  readonly baseUrl: string | null;
}

const columns = [
  ...['organizationId', 'id', 'vendor', 'label', 'source', 'practiceId', 'authentication'],
  ...['sealedSecret', 'windowMinutes', 'enabled', 'baseUrl'],
] as (keyof SourceRow)[];

/** The source with this id, before a tenant is known. */
export async function findSource(database: Database, id: string): Promise<SourceRow | undefined> {
  const result = await sql<SourceRow>`
    select organization_id, id, vendor, label, source, practice_id, authentication, sealed_secret,
      window_minutes, enabled, base_url
    from find_ingest_source(${id}::uuid)`.execute(database);
  return result.rows[0];
}

export async function insertSource(
  tx: Tx,
  row: SourceRow & { readonly createdBy: string | null; readonly createdAt: Date },
): Promise<void> {
  await tx.insertInto('ingestSource').values(row).execute();
}

export async function selectSource(
  tx: Tx,
  organizationId: string,
  id: string,
): Promise<SourceRow | undefined> {
  const row = await tx
    .selectFrom('ingestSource')
    .select(columns)
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row as SourceRow | undefined;
}

/** Names that are taken among those that begin so. */
export async function selectTakenNames(
  tx: Tx,
  organizationId: string,
  name: string,
): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom('ingestSource')
    .select('source')
    .where('organizationId', '=', organizationId)
    .where('source', 'like', `${name}%`)
    .execute();
  return new Set(rows.map(({ source }) => source));
}

export interface SourceWithCounts extends Omit<SourceRow, 'organizationId' | 'sealedSecret'> {
  readonly accounts: number;
  /** Of them, those of which nothing can be fetched until a person does something. */
  readonly endedAccounts: number;
  /** Of them, those of which nothing could be fetched the last time. */
  readonly failingAccounts: number;
  readonly hasApplication: boolean;
  readonly pausedUntil: Date | null;
  readonly lastDeliveryAt: Date | null;
  readonly accepted: number;
  readonly quarantined: number;
  readonly rejected: number;
  readonly refused: number;
}

/** All sources by name, with what came since a moment. */
export async function selectSources(
  tx: Tx,
  organizationId: string,
  since: Date,
): Promise<readonly SourceWithCounts[]> {
  const result = await sql<SourceWithCounts>`
    select s.id, s.vendor, s.label, s.source, s.practice_id as "practiceId", s.authentication,
      s.window_minutes as "windowMinutes", s.enabled, s.base_url as "baseUrl",
      linked.accounts, linked.ended as "endedAccounts", linked.failing as "failingAccounts",
      s.sealed_application is not null as "hasApplication", s.paused_until as "pausedUntil",
      (select h.last_delivery_at from ingest_source_hour h where h.organization_id = s.organization_id
        and h.source_id = s.id and h.last_delivery_at is not null
        order by h.hour desc limit 1) as "lastDeliveryAt",
      sums.accepted, sums.quarantined, sums.rejected, sums.refused
    from ingest_source s, lateral (
      select coalesce(sum(h.accepted), 0)::int4 as accepted,
        coalesce(sum(h.quarantined), 0)::int4 as quarantined,
        coalesce(sum(h.rejected), 0)::int4 as rejected, coalesce(sum(h.refused), 0)::int4 as refused
      from ingest_source_hour h where h.organization_id = s.organization_id and h.source_id = s.id
        and h.hour > ${since}::timestamptz - interval '1 hour') sums, lateral (
      select count(*)::int4 as accounts, (count(*) filter (where a.state = 'ended'))::int4 as ended,
        (count(*) filter (where a.state = 'linked' and a.problem is not null))::int4 as failing
      from ingest_account a where a.organization_id = s.organization_id and a.source_id = s.id) linked
    where s.organization_id = ${organizationId}::uuid
    order by s.label, s.id`.execute(tx.withoutPlugins());
  return result.rows;
}

export async function updateSource(
  tx: Tx,
  organizationId: string,
  id: string,
  changes: Partial<Pick<SourceRow, 'enabled' | 'sealedSecret'>> & {
    readonly sealedApplication?: Buffer;
    readonly pausedUntil?: Date | null;
  },
): Promise<boolean> {
  const result = await tx
    .updateTable('ingestSource')
    .set(changes)
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export interface SourceCounts {
  readonly deliveries: number;
  readonly accepted: number;
  readonly duplicate: number;
  readonly quarantined: number;
  readonly rejected: number;
  readonly refused: number;
}

/** Adds to what came in the hour of a moment. */
export async function addToHour(
  tx: Tx,
  key: { readonly organizationId: string; readonly sourceId: string; readonly at: Date },
  counts: SourceCounts,
): Promise<void> {
  const { organizationId, sourceId, at } = key;
  const last = counts.deliveries > 0 ? at : null;
  await sql`
    insert into ingest_source_hour as h (organization_id, source_id, hour, deliveries, accepted, duplicate,
      quarantined, rejected, refused, last_delivery_at)
    values (${organizationId}::uuid, ${sourceId}::uuid, date_trunc('hour', ${at}::timestamptz),
      ${counts.deliveries}, ${counts.accepted}, ${counts.duplicate}, ${counts.quarantined},
      ${counts.rejected}, ${counts.refused}, ${last}::timestamptz)
    on conflict (organization_id, source_id, hour) do update set
      deliveries = h.deliveries + excluded.deliveries, accepted = h.accepted + excluded.accepted,
      duplicate = h.duplicate + excluded.duplicate, quarantined = h.quarantined + excluded.quarantined,
      rejected = h.rejected + excluded.rejected, refused = h.refused + excluded.refused,
      last_delivery_at = greatest(h.last_delivery_at, excluded.last_delivery_at)`.execute(tx);
}

/** What the organization has for its application at a vendor, sealed. */
export async function selectApplication(
  tx: Tx,
  organizationId: string,
  id: string,
): Promise<Buffer | null> {
  const row = await tx
    .selectFrom('ingestSource')
    .select('sealedApplication')
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.sealedApplication ?? null;
}
