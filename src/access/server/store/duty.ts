import { sql } from 'kysely';

import type { Tx } from '../../../platform/server/database.ts';

export interface OnDutyRow {
  readonly userId: string;
  readonly displayName: string;
  readonly credentials: string | null;
  readonly roles: string[];
  readonly languages: string[];
  readonly skills: string[];
  readonly beganAt: Date;
}

export async function selectOnDuty(tx: Tx, organizationId: string): Promise<OnDutyRow[]> {
  return tx
    .selectFrom('duty as d')
    .innerJoin('appUser as u', (join) =>
      join.onRef('u.organizationId', '=', 'd.organizationId').onRef('u.id', '=', 'd.userId'),
    )
    .select(['d.userId', 'u.displayName', 'u.credentials', 'u.roles', 'u.languages', 'u.skills'])
    .select('d.beganAt')
    .where('d.organizationId', '=', organizationId)
    .where('d.endedAt', 'is', null)
    .where('u.active', '=', true)
    .orderBy('u.displayName')
    .execute();
}

export async function isOnDuty(tx: Tx, organizationId: string, userId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('duty')
    .select('id')
    .where('organizationId', '=', organizationId)
    .where('userId', '=', userId)
    .where('endedAt', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Begins a duty; nothing changes for somebody who is on duty already. */
export async function insertDuty(
  tx: Tx,
  row: { organizationId: string; id: string; userId: string; beganAt: Date },
): Promise<boolean> {
  const result = await tx
    .insertInto('duty')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['organizationId', 'userId']).where('endedAt', 'is', null).doNothing(),
    )
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function endDuty(
  tx: Tx,
  organizationId: string,
  userId: string,
  now: Date,
): Promise<boolean> {
  const result = await tx
    .updateTable('duty')
    .set({ endedAt: now })
    .where('organizationId', '=', organizationId)
    .where('userId', '=', userId)
    .where('endedAt', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Ends the duty of everybody who has no session any more; tells who. */
export async function endDutyWithoutSession(
  tx: Tx,
  organizationId: string,
  now: Date,
): Promise<string[]> {
  const rows = await tx
    .updateTable('duty')
    .set({ endedAt: now })
    .where('organizationId', '=', organizationId)
    .where('endedAt', 'is', null)
    .where('userId', 'not in', sql<string>`(select live_session_users())`)
    .returning('userId')
    .execute();
  return rows.map((row) => row.userId);
}
