import type { Tx } from '../../../platform/server/database.ts';
import type { VitalKind } from '../../../vitals/core/reading.ts';

/** What somebody set for a vital sign of a patient. */
export interface CadenceSetting {
  readonly id: string;
  readonly kind: VitalKind;
  readonly everyHours: number;
  readonly silentAfterHours: number;
  readonly authorId: string;
  readonly reason: string;
  readonly effectiveFrom: Date;
  readonly effectiveTo: Date | null;
}

/** Every setting that was ever made for a patient, the newest first. */
export async function selectCadences(
  tx: Tx,
  organizationId: string,
  patientId: string,
): Promise<readonly CadenceSetting[]> {
  const rows = await tx
    .selectFrom('patientCadence')
    .selectAll()
    .where('organizationId', '=', organizationId)
    .where('patientId', '=', patientId)
    .orderBy('effectiveFrom', 'desc')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...row, kind: row.kind as VitalKind }));
}

/** The settings of all patients that are in force at a moment. */
export async function selectCadencesInForce(
  tx: Tx,
  organizationId: string,
  now: Date,
): Promise<readonly (CadenceSetting & { readonly patientId: string })[]> {
  const rows = await tx
    .selectFrom('patientCadence')
    .selectAll()
    .where('organizationId', '=', organizationId)
    .where('effectiveFrom', '<=', now)
    .where((eb) => eb.or([eb('effectiveTo', 'is', null), eb('effectiveTo', '>', now)]))
    .orderBy('effectiveFrom')
    .execute();
  return rows.map((row) => ({ ...row, kind: row.kind as VitalKind }));
}

export function insertCadence(
  tx: Tx,
  row: CadenceSetting & { readonly organizationId: string; readonly patientId: string },
) {
  return tx.insertInto('patientCadence').values(row).execute();
}
