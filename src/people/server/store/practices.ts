import type { Tx } from '../../../platform/server/database.ts';

export interface PracticeRow {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  readonly phone: string | null;
  readonly active: boolean;
}

const columns = ['id', 'name', 'zone', 'phone', 'active'] as const;

/** All practices, or the one a caller is bound to; active ones first. */
export async function selectPractices(tx: Tx, onlyId: string | null): Promise<PracticeRow[]> {
  let query = tx.selectFrom('practice').select(columns).orderBy('active', 'desc').orderBy('name');
  if (onlyId !== null) query = query.where('id', '=', onlyId);
  return query.execute();
}

export async function lockPractice(tx: Tx, id: string): Promise<PracticeRow | undefined> {
  return tx
    .selectFrom('practice')
    .select(columns)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** Stores a practice, new or changed; false when another one has the name. */
export async function putPractice(
  tx: Tx,
  organizationId: string,
  practice: PracticeRow,
): Promise<boolean> {
  const namesake = await tx
    .selectFrom('practice')
    .select('id')
    .where('name', '=', practice.name)
    .where('id', '<>', practice.id)
    .executeTakeFirst();
  if (namesake) return false;
  const { id: _id, ...changes } = practice;
  await tx
    .insertInto('practice')
    .values({ organizationId, ...practice })
    .onConflict((conflict) => conflict.columns(['organizationId', 'id']).doUpdateSet(changes))
    .execute();
  return true;
}
