import { sql } from 'kysely';

import type { Tx } from '../../../platform/server/database.ts';
import type { WorkItem } from '../../core/item.ts';
import { itemOf } from './rows.ts';

/** Items by their ids, in no order. */
export async function selectItemsById(
  tx: Tx,
  organizationId: string,
  ids: readonly string[],
): Promise<readonly WorkItem[]> {
  const rows = await tx
    .selectFrom('workItem')
    .selectAll()
    .where('organizationId', '=', organizationId)
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute();
  return rows.map(itemOf);
}
