import type { Tx } from '../../../platform/server/database.ts';
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
