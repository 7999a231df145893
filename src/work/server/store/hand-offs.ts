import { sql, type Selectable } from 'kysely';

import type { DB } from '../../../platform/server/database-types.ts';
import type { Tx } from '../../../platform/server/database.ts';
import type {
  AnsweredHandOff,
  Contingency,
  HandOff,
  HandOffAction,
  HandOffTarget,
  OfferedHandOff,
  Severity,
} from '../../core/hand-off.ts';
import type { Sbar } from '../../core/sbar.ts';

type HandOffRow = Selectable<DB['handOff']>;

/** Stores a new offer. */
export async function insertHandOff(
  tx: Tx,
  organizationId: string,
  handOff: OfferedHandOff,
): Promise<void> {
  await tx
    .insertInto('handOff')
    .values({
      organizationId,
      id: handOff.id,
      workItemId: handOff.itemId,
      patientId: handOff.patientId,
      fromUserId: handOff.fromUserId,
      toUserId: 'userId' in handOff.to ? handOff.to.userId : null,
      toQueue: 'queue' in handOff.to ? handOff.to.queue : null,
      severity: handOff.severity,
      sbar: JSON.stringify(handOff.sbar),
      actions: JSON.stringify(handOff.actions),
      contingency: JSON.stringify(handOff.contingency),
      state: handOff.state,
      offeredAt: handOff.offeredAt,
      answerDueAt: handOff.answerDueAt,
      nextClockAt: handOff.nextClockAt,
      escalationStep: handOff.escalationStep,
      escalatedTo: handOff.escalatedTo,
    })
    .execute();
}

/** Stores what became of an offer; what was offered never changes. */
export async function updateHandOff(
  tx: Tx,
  organizationId: string,
  handOff: OfferedHandOff | AnsweredHandOff,
): Promise<void> {
  const offered = handOff.state === 'offered';
  await tx
    .updateTable('handOff')
    .set({
      state: handOff.state,
      nextClockAt: offered ? handOff.nextClockAt : null,
      escalationStep: handOff.escalationStep,
      escalatedTo: handOff.escalatedTo,
      answeredAt: offered ? null : handOff.answeredAt,
      answeredBy: offered ? null : handOff.answeredBy,
      synthesis: handOff.state === 'accepted' ? handOff.synthesis : null,
      declineReason: handOff.state === 'declined' ? handOff.reason : null,
    })
    .where('organizationId', '=', organizationId)
    .where('id', '=', handOff.id)
    .execute();
}

/** One hand-off; locked, nobody else answers it until the end of the transaction. Lock its item first. */
export async function selectHandOff(
  tx: Tx,
  organizationId: string,
  id: string,
  how: 'read' | 'lock',
): Promise<HandOff | undefined> {
  const query = tx
    .selectFrom('handOff')
    .selectAll()
    .where('organizationId', '=', organizationId)
    .where('id', '=', id);
  const row = await (how === 'lock' ? query.forUpdate() : query).executeTakeFirst();
  return row && handOffOf(row);
}

/** The open offer of an item, locked. */
export async function lockOfferedOf(
  tx: Tx,
  organizationId: string,
  itemId: string,
): Promise<HandOff | undefined> {
  const row = await tx
    .selectFrom('handOff')
    .selectAll()
    .where('organizationId', '=', organizationId)
    .where('workItemId', '=', itemId)
    .where('state', '=', 'offered')
    .forUpdate()
    .executeTakeFirst();
  return row && handOffOf(row);
}

/** The ids of the open offers of items, by item. */
export async function selectOfferedIds(
  tx: Tx,
  organizationId: string,
  itemIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (itemIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom('handOff')
    .select(['workItemId', 'id'])
    .where('organizationId', '=', organizationId)
    .where('workItemId', 'in', [...itemIds])
    .where('state', '=', 'offered')
    .execute();
  return new Map(rows.map((row) => [row.workItemId, row.id]));
}

export interface Inbox {
  readonly userId: string;
  readonly queues: readonly string[];
  /** Only work of this practice, for somebody bound to one. */
  readonly practiceId: string | null;
}

/** Offers addressed to a person or to queues, oldest first; or those the person sent. */
export async function selectOffered(
  tx: Tx,
  organizationId: string,
  inbox: Inbox,
  side: 'received' | 'sent',
): Promise<readonly HandOff[]> {
  const mine =
    side === 'sent'
      ? sql<boolean>`from_user_id = ${inbox.userId}`
      : sql<boolean>`from_user_id <> ${inbox.userId} and (to_user_id = ${inbox.userId}
          or to_queue = any(${inbox.queues}::text[]) or escalated_to = any(${inbox.queues}::text[]))`;
  const rows = await tx
    .selectFrom('handOff')
    .selectAll()
    .where('organizationId', '=', organizationId)
    .where('state', '=', 'offered')
    .where(mine)
    .where(
      sql<boolean>`(${inbox.practiceId}::uuid is null or exists (
        select from work_item w where w.organization_id = hand_off.organization_id
          and w.id = hand_off.work_item_id and w.practice_id = ${inbox.practiceId}))`,
    )
    .orderBy('offeredAt')
    .limit(inboxLimit)
    .execute();
  return rows.map(handOffOf);
}

/** Nobody works through more than this; the oldest come first. */
const inboxLimit = 200;

/** A patient's hand-offs, newest first. */
export async function selectPatientHandOffs(
  tx: Tx,
  organizationId: string,
  patientId: string,
  limit: number,
): Promise<readonly HandOff[]> {
  const rows = await tx
    .selectFrom('handOff')
    .selectAll()
    .where('organizationId', '=', organizationId)
    .where('patientId', '=', patientId)
    .orderBy('offeredAt', 'desc')
    .limit(limit)
    .execute();
  return rows.map(handOffOf);
}

/** Tells whether an open offer on a patient is addressed to a person or to queues. */
export async function isOfferedPatient(
  tx: Tx,
  organizationId: string,
  inbox: Inbox,
  patientId: string,
): Promise<boolean> {
  const row = await tx
    .selectFrom('handOff')
    .select('id')
    .where('organizationId', '=', organizationId)
    .where('patientId', '=', patientId)
    .where('state', '=', 'offered')
    .where(
      sql<boolean>`(to_user_id = ${inbox.userId} or to_queue = any(${inbox.queues}::text[])
        or escalated_to = any(${inbox.queues}::text[]))`,
    )
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Offers whose clock is due, with the item and offer locked, leaving those that somebody else holds. */
export async function lockDueHandOffs(
  tx: Tx,
  organizationId: string,
  now: Date,
  limit: number,
): Promise<readonly OfferedHandOff[]> {
  const result = await sql<HandOffRow>`
    select h.* from hand_off h
    join work_item w on w.organization_id = h.organization_id and w.id = h.work_item_id
    where h.organization_id = ${organizationId} and h.state = 'offered' and h.next_clock_at <= ${now}
    order by h.next_clock_at limit ${limit}
    for no key update of w, h skip locked`.execute(tx);
  return result.rows.map(handOffOf).filter((one) => one.state === 'offered');
}

function handOffOf(row: HandOffRow): HandOff {
  const common = {
    id: row.id,
    itemId: row.workItemId,
    patientId: row.patientId,
    fromUserId: row.fromUserId,
    to: targetOf(row),
    severity: row.severity as Severity,
    sbar: row.sbar as unknown as Sbar,
    actions: row.actions as unknown as readonly HandOffAction[],
    contingency: row.contingency as unknown as readonly Contingency[],
    offeredAt: row.offeredAt,
    answerDueAt: row.answerDueAt,
    escalationStep: row.escalationStep,
    escalatedTo: row.escalatedTo,
  };
  const { nextClockAt, answeredAt, answeredBy, synthesis, declineReason } = row;
  if (row.state === 'offered' && nextClockAt) return { ...common, state: 'offered', nextClockAt };
  if (row.state === 'accepted' && answeredAt && answeredBy && synthesis) {
    return { ...common, state: 'accepted', answeredAt, answeredBy, synthesis };
  }
  if (row.state === 'declined' && answeredAt && answeredBy && declineReason) {
    return { ...common, state: 'declined', answeredAt, answeredBy, reason: declineReason };
  }
  if (row.state === 'withdrawn' && answeredAt) {
    return { ...common, state: 'withdrawn', answeredAt, answeredBy };
  }
  throw new Error(`Hand-off ${row.id} is in no state that exists.`);
}

function targetOf(row: HandOffRow): HandOffTarget {
  if (row.toUserId !== null) return { userId: row.toUserId };
  if (row.toQueue !== null) return { queue: row.toQueue };
  throw new Error(`Hand-off ${row.id} is addressed to nobody.`);
}
