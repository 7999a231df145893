import { sql } from 'kysely';

import type { Tx } from '../../../platform/server/database.ts';
import type { VitalKind } from '../../../vitals/core/reading.ts';
import type { HeldCandidate, HoldDetail } from '../../core/held.ts';
import type { ItemCode } from '../../core/item-codes.ts';

export type QuarantineState = 'open' | 'released' | 'corrected' | 'refused';

/** An item that was not taken at its word. `identity` makes a replay find the same row. */
export interface NewQuarantineRow {
  readonly id: string;
  readonly deliveryId: string;
  readonly itemIndex: number;
  readonly outcome: 'quarantined' | 'rejected';
  readonly reason: ItemCode;
  readonly detail: HoldDetail;
  readonly patientId: string | null;
  readonly subject: string;
  readonly kind: VitalKind | null;
  readonly critical: boolean;
  readonly candidate: HeldCandidate | null;
  /** JSON text. */
  readonly raw: string | null;
  readonly source: string;
  readonly identity: string;
  readonly arrivedAt: number;
}

/** Keeps items that are not there yet; answers the identities that were new. */
export async function insertQuarantine(
  tx: Tx,
  organizationId: string,
  rows: readonly NewQuarantineRow[],
): Promise<ReadonlySet<string>> {
  const given = rows.map(({ raw, ...row }) => ({ ...row, raw: raw === null ? null : raw }));
  const result = await sql<{ identity: string }>`
    insert into quarantine_item (organization_id, id, delivery_id, item_index, outcome, reason, detail,
      patient_id, subject, kind, critical, candidate, raw, source, identity, arrived_at)
    select ${organizationId}::uuid, id, "deliveryId", "itemIndex", outcome, reason, detail, "patientId",
      subject, kind, critical, candidate, raw::jsonb, source, identity, to_timestamp("arrivedAt" / 1000)
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as given (id uuid, "deliveryId" uuid,
      "itemIndex" integer, outcome text, reason text, detail jsonb, "patientId" uuid, subject text,
      kind text, critical boolean, candidate jsonb, raw text, source text, identity text,
      "arrivedAt" float8)
    on conflict (organization_id, identity) do nothing
    returning identity`.execute(tx.withoutPlugins());
  return new Set(result.rows.map((row) => row.identity));
}

/** Items by identity that somebody has decided already. */
export async function selectDecided(
  tx: Tx,
  organizationId: string,
  identities: readonly string[],
): Promise<ReadonlySet<string>> {
  const result = await sql<{ identity: string }>`
    select identity from quarantine_item
    where organization_id = ${organizationId}::uuid and state <> 'open'
      and identity = any(${[...identities]}::text[])`.execute(tx.withoutPlugins());
  return new Set(result.rows.map((row) => row.identity));
}

/** How much is held, by subject and reason. */
export interface HeldCount {
  readonly subject: string;
  readonly reason: ItemCode;
  readonly outcome: 'quarantined' | 'rejected';
  readonly kind: VitalKind | null;
  readonly critical: boolean;
  readonly count: number;
  /** Of the newest one: milliseconds since 1970 UTC. */
  readonly newestAt: number;
}

/** What is held open for these subjects. */
export async function countHeld(
  tx: Tx,
  organizationId: string,
  subjects: readonly string[],
): Promise<readonly HeldCount[]> {
  const result = await sql<HeldCount>`
    select subject, reason, outcome, kind, bool_or(critical) as critical, count(*)::int4 as count,
      (extract(epoch from max(arrived_at)) * 1000)::float8 as "newestAt"
    from quarantine_item
    where organization_id = ${organizationId}::uuid and state = 'open'
      and subject = any(${[...subjects]}::text[])
    group by subject, reason, outcome, kind
    order by subject, reason`.execute(tx.withoutPlugins());
  return result.rows;
}
