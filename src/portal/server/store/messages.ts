import type { Tx } from '../../../platform/server/database.ts';
import type { PatientKey } from './access.ts';

export interface MessageRow {
  readonly id: string;
  readonly fromPatient: boolean;
  readonly authorName: string;
  readonly text: string;
  readonly at: Date;
}

/** Stores a message; false when it is there already. */
export async function insertPortalMessage(
  tx: Tx,
  row: MessageRow & PatientKey & { readonly authorId: string | null },
): Promise<boolean> {
  const result = await tx
    .insertInto('portalMessage')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows) === 1;
}

const columns = ['id', 'fromPatient', 'authorName', 'text', 'at'] as const;

export function selectPortalMessage(
  tx: Tx,
  { organizationId, patientId }: PatientKey,
  id: string,
): Promise<MessageRow | undefined> {
  return tx
    .selectFrom('portalMessage')
    .select(columns)
    .where('organizationId', '=', organizationId)
    .where('patientId', '=', patientId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** The newest messages of a patient, oldest first. */
export async function selectPortalMessages(
  tx: Tx,
  { organizationId, patientId }: PatientKey,
  limit: number,
): Promise<MessageRow[]> {
  const rows = await tx
    .selectFrom('portalMessage')
    .select(columns)
    .where('organizationId', '=', organizationId)
    .where('patientId', '=', patientId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.toReversed();
}
