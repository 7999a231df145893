import type { Symptom } from '../../../monitoring/core/symptom.ts';
import type { Tx } from '../../../platform/server/database.ts';
import type { PatientKey } from './access.ts';

export interface QuestionRow {
  readonly id: string;
  readonly symptoms: Symptom[];
  readonly askedAt: Date;
  readonly answeredAt: Date | null;
}

const columns = ['id', 'symptoms', 'askedAt', 'answeredAt'] as const;

export async function insertPortalQuestion(
  tx: Tx,
  row: Omit<QuestionRow, 'answeredAt'> & PatientKey & { readonly askedBy: string },
): Promise<void> {
  await tx.insertInto('portalQuestion').values(row).execute();
}

/** The newest questions of a patient; without those that were answered when only open ones are wanted. */
export async function selectPortalQuestions(
  tx: Tx,
  { organizationId, patientId }: PatientKey,
  only: 'open' | 'all',
): Promise<QuestionRow[]> {
  const rows = await tx
    .selectFrom('portalQuestion')
    .select(columns)
    .where('organizationId', '=', organizationId)
    .where('patientId', '=', patientId)
    .$if(only === 'open', (select) => select.where('answeredAt', 'is', null))
    .orderBy('askedAt', 'desc')
    .limit(20)
    .execute();
  return rows as QuestionRow[];
}

/** One question of a patient; nobody else answers it until the end of the transaction. */
export async function lockPortalQuestion(
  tx: Tx,
  { organizationId, patientId }: PatientKey,
  id: string,
): Promise<QuestionRow | undefined> {
  const row = await tx
    .selectFrom('portalQuestion')
    .select(columns)
    .where('organizationId', '=', organizationId)
    .where('patientId', '=', patientId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row as QuestionRow | undefined;
}

export async function markQuestionAnswered(
  tx: Tx,
  { organizationId, patientId }: PatientKey,
  id: string,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('portalQuestion')
    .set({ answeredAt: now })
    .where('organizationId', '=', organizationId)
    .where('patientId', '=', patientId)
    .where('id', '=', id)
    .execute();
}
