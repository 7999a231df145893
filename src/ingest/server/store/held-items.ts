import { sql, type RawBuilder } from 'kysely';

import type { Tx } from '../../../platform/server/database.ts';
import type { VitalKind } from '../../../vitals/core/reading.ts';
import type { HeldCandidate, HoldDetail } from '../../core/held.ts';
import type { ItemCode } from '../../core/item-codes.ts';
import type { QuarantineState } from './quarantine.ts';

/** A held or refused item as stored. */
export interface HeldItemRow {
  readonly id: string;
  readonly deliveryId: string;
  readonly outcome: 'quarantined' | 'rejected';
  readonly reason: ItemCode;
  readonly detail: HoldDetail;
  readonly patientId: string | null;
  readonly subject: string;
  readonly kind: VitalKind | null;
  readonly candidate: HeldCandidate | null;
  readonly raw: unknown;
  readonly source: string;
  readonly arrivedAt: Date;
  readonly state: QuarantineState;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decisionNote: string | null;
}

const columns = sql.raw(`q.id, q.delivery_id as "deliveryId", q.outcome, q.reason, q.detail,
  q.patient_id as "patientId", q.subject, q.kind, q.candidate, q.raw, q.source,
  q.arrived_at as "arrivedAt", q.state, q.decided_by as "decidedBy", q.decided_at as "decidedAt",
  q.decision_note as "decisionNote"`);

export interface HeldItemQuery {
  readonly state: 'open' | 'decided' | null;
  readonly outcome: 'quarantined' | 'rejected' | null;
  readonly reason: string | null;
  readonly patientId: string | null;
  /** Only items of this practice's patients: what belongs to nobody yet is not theirs. */
  readonly practiceId: string | null;
  readonly after: { readonly arrivedAt: Date; readonly id: string } | null;
  readonly limit: number;
}

/** One page of items, newest first; along a partial index, so that old decisions cost nothing. */
export async function selectHeldItems(
  tx: Tx,
  organizationId: string,
  query: HeldItemQuery,
): Promise<readonly HeldItemRow[]> {
  const conditions: RawBuilder<unknown>[] = [sql`q.organization_id = ${organizationId}::uuid`];
  if (query.state !== null) {
    conditions.push(query.state === 'open' ? sql`q.state = 'open'` : sql`q.state <> 'open'`);
  }
  if (query.outcome !== null) conditions.push(sql`q.outcome = ${query.outcome}`);
  if (query.reason !== null) conditions.push(sql`q.reason = ${query.reason}`);
  if (query.patientId !== null) conditions.push(sql`q.patient_id = ${query.patientId}::uuid`);
  if (query.practiceId !== null) {
    conditions.push(sql`exists (select from patient p where p.organization_id = q.organization_id
      and p.id = q.patient_id and p.practice_id = ${query.practiceId}::uuid)`);
  }
  if (query.after !== null) {
    const { arrivedAt, id } = query.after;
    conditions.push(sql`(q.arrived_at < ${arrivedAt}::timestamptz
      or q.arrived_at = ${arrivedAt}::timestamptz and q.id > ${id}::uuid)`);
  }
  const result = await sql<HeldItemRow>`
    select ${columns} from quarantine_item q where ${sql.join(conditions, sql` and `)}
    order by q.arrived_at desc, q.id limit ${query.limit}`.execute(tx.withoutPlugins());
  return result.rows;
}

/** One item; `lock` keeps it as it is until the end of the transaction. */
export async function selectHeldItem(
  tx: Tx,
  organizationId: string,
  id: string,
  lock: boolean,
): Promise<HeldItemRow | undefined> {
  const result = await sql<HeldItemRow>`
    select ${columns} from quarantine_item q
    where q.organization_id = ${organizationId}::uuid and q.id = ${id}::uuid
    ${lock ? sql`for update` : sql``}`.execute(tx.withoutPlugins());
  return result.rows[0];
}

/** Stores what somebody decided about an item. */
export async function updateDecision(
  tx: Tx,
  organizationId: string,
  id: string,
  decision: {
    readonly state: Exclude<QuarantineState, 'open'>;
    readonly decidedBy: string;
    readonly decidedAt: Date;
    readonly decisionNote: string;
  },
): Promise<void> {
  await tx
    .updateTable('quarantineItem')
    .set(decision)
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .execute();
}
