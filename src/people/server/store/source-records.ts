import { sql } from 'kysely';

import type { Tx } from '../../../platform/server/database.ts';

/** What an import made of one record of a source. */
export interface SourceRecord {
  readonly resourceType: string;
  readonly sourceId: string;
  readonly rowId: string;
  readonly contentHash: string;
}

/** Which of these records (by type and id) of a source were imported before. */
export async function selectSourceRecords(
  tx: Tx,
  source: string,
  wanted: readonly { resourceType: string; sourceId: string }[],
): Promise<SourceRecord[]> {
  const result = await sql<SourceRecord>`
    with wanted as materialized (
      select * from unnest(
        ${wanted.map((one) => one.resourceType)}::text[],
        ${wanted.map((one) => one.sourceId)}::text[]
      ) as wanted (resource_type, source_id)
    )
    select resource_type, source_id, row_id, content_hash
    from wanted join source_record using (resource_type, source_id)
    where source = ${source}`.execute(tx);
  return result.rows;
}

/** Remembers what was imported, and from which state of the source's record. */
export async function putSourceRecords(
  tx: Tx,
  organizationId: string,
  source: string,
  records: readonly SourceRecord[],
  now: Date,
): Promise<void> {
  const sorted = records.toSorted((a, b) =>
    `${a.resourceType}/${a.sourceId}` < `${b.resourceType}/${b.sourceId}` ? -1 : 1,
  );
  for (let at = 0; at < sorted.length; at += 500) {
    const rows = sorted.slice(at, at + 500).map((record) => ({
      organizationId,
      source,
      ...record,
      importedAt: now,
    }));
    await tx
      .insertInto('sourceRecord')
      .values(rows)
      .onConflict((conflict) =>
        conflict
          .columns(['organizationId', 'resourceType', 'sourceId', 'source'])
          .doUpdateSet((eb) => ({
            rowId: eb.ref('excluded.rowId'),
            contentHash: eb.ref('excluded.contentHash'),
            importedAt: eb.ref('excluded.importedAt'),
          })),
      )
      .execute();
  }
}
