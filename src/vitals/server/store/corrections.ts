import { sql } from 'kysely';

import type { Tx } from '../../../platform/server/database.ts';
import type { PositionedValues } from '../../core/reading-row.ts';
import type { VitalKind } from '../../core/reading.ts';

/** What became of one reading; the reading itself stays. */
export interface CorrectionRow {
  readonly id: string;
  readonly patientId: string;
  readonly kind: VitalKind;
  readonly effectiveAt: Date;
  readonly sourceId: string;
  readonly action: 'replaced' | 'withdrawn';
  readonly replacedByAt: Date | null;
  readonly replacedBySourceId: string | null;
  readonly reason: string;
  readonly authorId: string | null;
  readonly at: Date;
}

/** Appends corrections; a reading that was corrected before is a violation of its key. */
export async function insertCorrections(
  tx: Tx,
  organizationId: string,
  rows: readonly CorrectionRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insertInto('readingCorrection')
    .values(rows.map((row) => ({ organizationId, ...row })))
    .execute();
}

interface CorrectedValue extends PositionedValues {
  readonly unit: string;
  readonly beyond: 'HI' | 'LO' | null;
}

/** A correction with what was there before and what is there now. */
export interface ToldCorrectionRow extends Pick<
  CorrectionRow,
  'id' | 'kind' | 'effectiveAt' | 'reason' | 'authorId' | 'at'
> {
  readonly before: CorrectedValue;
  /** Null: nothing took its place. */
  readonly after: CorrectedValue | null;
}

/** What was corrected of a patient's readings between two moments, the latest first; at most `limit`. */
export async function selectCorrections(
  tx: Tx,
  organizationId: string,
  patientId: string,
  { from, to }: { readonly from: Date; readonly to: Date },
  limit: number,
): Promise<readonly ToldCorrectionRow[]> {
  const result = await sql<ToldCorrectionRow>`
    select c.id, c.kind, c.effective_at as "effectiveAt", c.reason, c.author_id as "authorId", c.at,
      ${valueOf('b')} as before, case when n.unit is not null then ${valueOf('n')} end as after
    from reading_correction c
    join reading b on b.organization_id = c.organization_id and b.patient_id = c.patient_id
      and b.kind = c.kind and b.effective_at = c.effective_at and b.source_id = c.source_id
    left join reading n on n.organization_id = c.organization_id and n.patient_id = c.patient_id
      and n.kind = c.kind and n.effective_at = c.replaced_by_at
      and n.source_id = c.replaced_by_source_id
    where c.organization_id = ${organizationId}::uuid and c.patient_id = ${patientId}::uuid
      and c.at between ${from}::timestamptz and ${to}::timestamptz
    order by c.at desc, c.id desc
    limit ${limit}`.execute(tx.withoutPlugins());
  return result.rows;
}

/** The value of the reading before (`b`) or of the new one (`n`). */
function valueOf(table: 'b' | 'n') {
  const column = (name: string) => sql.ref(`${table}.${name}`);
  return sql`jsonb_build_object('value1', ${column('value_1')}, 'value2', ${column('value_2')},
    'value3', ${column('value_3')}, 'unit', ${column('unit')}, 'beyond', ${column('beyond')})`;
}
