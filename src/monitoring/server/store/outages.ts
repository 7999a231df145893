import type { Tx } from '../../../platform/server/database.ts';
import type { Way } from '../../core/silence.ts';

/** An outage that goes on. */
export interface KnownOutage extends Way {
  readonly id: string;
  /** Milliseconds since 1970 UTC. */
  readonly referenceAt: number;
}

/** The outages that go on, as they were last seen. */
export async function selectOutages(
  tx: Tx,
  organizationId: string,
): Promise<readonly KnownOutage[]> {
  const rows = await tx
    .selectFrom('sourceOutage')
    .select(['id', 'scope', 'name', 'referenceAt'])
    .where('organizationId', '=', organizationId)
    .where('endedAt', 'is', null)
    .orderBy('name')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    scope: row.scope === 'vendor' ? 'vendor' : 'source',
    name: row.name,
    referenceAt: row.referenceAt.getTime(),
  }));
}

/** Notes that an outage began. */
export async function insertOutage(
  tx: Tx,
  organizationId: string,
  { id, scope, name, referenceAt }: KnownOutage,
  now: Date,
): Promise<void> {
  const row = { organizationId, id, scope, name, referenceAt: new Date(referenceAt), beganAt: now };
  await tx.insertInto('sourceOutage').values(row).execute();
}

/** Notes that an outage is over. */
export async function endOutage(
  tx: Tx,
  organizationId: string,
  id: string,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('sourceOutage')
    .set({ endedAt: now })
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .execute();
}
