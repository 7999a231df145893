import type { Tx } from '../../../platform/server/database.ts';
import type { CsvMapping } from '../../core/csv/mapping.ts';

export interface MappingRow {
  readonly name: string;
  readonly mapping: CsvMapping;
  readonly createdAt: Date;
}

/** The mappings saved by the organization, by name. */
export async function selectMappings(
  tx: Tx,
  organizationId: string,
): Promise<readonly MappingRow[]> {
  const rows = await tx
    .selectFrom('importMapping')
    .select(['name', 'mapping', 'createdAt'])
    .where('organizationId', '=', organizationId)
    .orderBy('name')
    .execute();
  return rows as unknown as MappingRow[];
}

/** Saves a mapping in the place of the one with this name. */
export async function putMapping(
  tx: Tx,
  organizationId: string,
  row: MappingRow & { readonly id: string; readonly createdBy: string | null },
): Promise<void> {
  const mapping = JSON.stringify(row.mapping);
  await tx
    .insertInto('importMapping')
    .values({ organizationId, ...row, mapping })
    .onConflict((conflict) =>
      conflict.columns(['organizationId', 'name']).doUpdateSet({
        mapping,
        createdBy: row.createdBy,
        createdAt: row.createdAt,
      }),
    )
    .execute();
}
