import type { Tx } from '../../../platform/server/database.ts';

/** The names of people who work here, by id. */
export async function selectNames(
  tx: Tx,
  organizationId: string,
  ids: readonly (string | null)[],
): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const rows = await tx
    .selectFrom('appUser')
    .select(['id', 'displayName'])
    .where('organizationId', '=', organizationId)
    .where('id', 'in', wanted)
    .execute();
  return new Map(rows.map((row) => [row.id, row.displayName]));
}
