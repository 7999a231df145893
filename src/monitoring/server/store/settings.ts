import type { Tx } from '../../../platform/server/database.ts';

/** A limit or a fact of a patient, with its author's name. */
export interface LimitSetting {
  readonly id: string;
  readonly ruleId: string;
  readonly limitName: string;
  readonly value: number;
  readonly unit: string;
  readonly authorId: string;
  readonly reason: string;
  readonly effectiveFrom: Date;
  readonly effectiveTo: Date | null;
}

export interface FactSetting {
  readonly id: string;
  readonly fact: string;
  readonly value: number | null;
  readonly unit: string | null;
  readonly authorId: string | null;
  readonly reason: string;
  readonly effectiveFrom: Date;
  readonly effectiveTo: Date | null;
}

/** Every limit that was ever set for a patient, the newest first. */
export function selectLimitSettings(tx: Tx, organizationId: string, patientId: string) {
  return tx
    .selectFrom('patientLimit')
    .selectAll()
    .where('organizationId', '=', organizationId)
    .where('patientId', '=', patientId)
    .orderBy('effectiveFrom', 'desc')
    .orderBy('id')
    .execute();
}

export function insertLimit(
  tx: Tx,
  row: LimitSetting & { readonly organizationId: string; readonly patientId: string },
) {
  return tx.insertInto('patientLimit').values(row).execute();
}

/** Every flag and figure that was ever entered for a patient, the newest first. */
export function selectFactSettings(tx: Tx, organizationId: string, patientId: string) {
  return tx
    .selectFrom('patientFact')
    .selectAll()
    .where('organizationId', '=', organizationId)
    .where('patientId', '=', patientId)
    .orderBy('effectiveFrom', 'desc')
    .orderBy('id')
    .execute();
}

export function insertFact(
  tx: Tx,
  row: FactSetting & { readonly organizationId: string; readonly patientId: string },
) {
  return tx.insertInto('patientFact').values(row).execute();
}
