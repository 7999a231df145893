import { sql } from 'kysely';

import type { Tx } from '../../../platform/server/database.ts';
import type { LevelEdit } from '../../core/what-if-edit.ts';
import type { PanelSum } from '../../core/what-if-panel.ts';

/** A change that is being tried on the past, and how far it has come. */
export interface TrialRow {
  readonly id: string;
  readonly protocolId: string;
  readonly parentVersion: number;
  readonly parentHash: string;
  readonly edits: readonly LevelEdit[];
  readonly practiceId: string | null;
  readonly fromAt: Date;
  readonly toAt: Date;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly patientsTotal: number;
  readonly patientsDone: number;
  readonly afterPatient: string | null;
  readonly finishedAt: Date | null;
  readonly result: PanelSum;
}

export type ChangeState = 'proposed' | 'approved' | 'declined' | 'withdrawn';

/** A change of a protocol as it was proposed and decided. */
export interface ChangeRow {
  readonly id: string;
  readonly trialId: string;
  readonly protocolId: string;
  readonly parentVersion: number;
  readonly parentHash: string;
  readonly edits: readonly LevelEdit[];
  readonly effectiveOn: string;
  readonly state: ChangeState;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly reason: string;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decisionReason: string | null;
  readonly version: number | null;
  readonly contentHash: string | null;
  /** Written by whatever release approved it: to be checked before it is used. */
  readonly definition: unknown;
}

/** How often the organization has published: one row by its key. */
export async function selectReleaseNumber(tx: Tx, organizationId: string): Promise<number> {
  const result = await sql<{ number: number }>`
    select number from protocol_release where organization_id = ${organizationId}::uuid`.execute(
    tx.withoutPlugins(),
  );
  return result.rows[0]?.number ?? 0;
}

/** Whoever judges after this transaction loads the versions anew. */
export async function raiseReleaseNumber(tx: Tx, organizationId: string): Promise<void> {
  await sql`
    insert into protocol_release (organization_id, number) values (${organizationId}::uuid, 1)
    on conflict (organization_id) do update set number = protocol_release.number + 1`.execute(tx);
}

export async function selectChanges(tx: Tx, organizationId: string): Promise<readonly ChangeRow[]> {
  const rows = await tx
    .selectFrom('protocolChange')
    .selectAll()
    .where('organizationId', '=', organizationId)
    .orderBy('proposedAt', 'desc')
    .orderBy('id')
    .execute();
  return rows as unknown as ChangeRow[];
}

/** The organization's own versions, those of the past included. */
export async function selectApproved(
  tx: Tx,
  organizationId: string,
): Promise<readonly ChangeRow[]> {
  const rows = await tx
    .selectFrom('protocolChange')
    .selectAll()
    .where('organizationId', '=', organizationId)
    .where('state', '=', 'approved')
    .orderBy('protocolId')
    .orderBy('version')
    .execute();
  return rows as unknown as ChangeRow[];
}

/** One change, held until the transaction ends. */
export async function lockChange(
  tx: Tx,
  organizationId: string,
  id: string,
): Promise<ChangeRow | undefined> {
  const row = await tx
    .selectFrom('protocolChange')
    .selectAll()
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row as unknown as ChangeRow | undefined;
}

export type ProposedRow = Omit<
  ChangeRow,
  'decidedBy' | 'decidedAt' | 'decisionReason' | 'version' | 'contentHash' | 'definition'
>;

export async function insertChange(
  tx: Tx,
  organizationId: string,
  row: ProposedRow,
): Promise<void> {
  const edits = JSON.stringify(row.edits);
  await tx
    .insertInto('protocolChange')
    .values({ organizationId, ...row, edits })
    .execute();
}

export async function updateChange(
  tx: Tx,
  organizationId: string,
  id: string,
  decision: Pick<ChangeRow, 'state' | 'decidedBy' | 'decidedAt' | 'decisionReason'> &
    Partial<Pick<ChangeRow, 'version' | 'contentHash'>> & { readonly definition?: string },
): Promise<void> {
  await tx
    .updateTable('protocolChange')
    .set(decision)
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

export async function insertTrial(tx: Tx, organizationId: string, row: TrialRow): Promise<void> {
  const { edits, result, ...rest } = row;
  await tx
    .insertInto('protocolTrial')
    .values({
      organizationId,
      ...rest,
      edits: JSON.stringify(edits),
      result: JSON.stringify(result),
    })
    .execute();
}

export async function selectTrial(
  tx: Tx,
  organizationId: string,
  id: string,
): Promise<TrialRow | undefined> {
  const row = await tx
    .selectFrom('protocolTrial')
    .selectAll()
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row as unknown as TrialRow | undefined;
}

export async function lockTrial(
  tx: Tx,
  organizationId: string,
  id: string,
): Promise<TrialRow | undefined> {
  const row = await tx
    .selectFrom('protocolTrial')
    .selectAll()
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row as unknown as TrialRow | undefined;
}

export async function selectTrials(
  tx: Tx,
  organizationId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, TrialRow>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom('protocolTrial')
    .selectAll()
    .where('organizationId', '=', organizationId)
    .where('id', 'in', ids)
    .execute();
  return new Map((rows as unknown as TrialRow[]).map((row) => [row.id, row]));
}

export async function updateTrial(
  tx: Tx,
  organizationId: string,
  { id, patientsDone, afterPatient, finishedAt, result }: TrialRow,
): Promise<void> {
  await tx
    .updateTable('protocolTrial')
    .set({ patientsDone, afterPatient, finishedAt, result: JSON.stringify(result) })
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

/** Whom a trial looks at: patients who are followed now, of a practice or of all. */
export interface Panel {
  readonly practiceId: string | null;
}

export async function countPanel(
  tx: Tx,
  organizationId: string,
  { practiceId }: Panel,
): Promise<number> {
  const { count } = await tx
    .selectFrom('patient')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('organizationId', '=', organizationId)
    .where('status', '=', 'active')
    .$if(practiceId !== null, (query) => query.where('practiceId', '=', practiceId ?? ''))
    .executeTakeFirstOrThrow();
  return count;
}

/** The next patients in the order of their ids. */
export async function selectPanel(
  tx: Tx,
  organizationId: string,
  { practiceId, after }: Panel & { readonly after: string | null },
  limit: number,
): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('patient')
    .select('id')
    .where('organizationId', '=', organizationId)
    .where('status', '=', 'active')
    .$if(practiceId !== null, (query) => query.where('practiceId', '=', practiceId ?? ''))
    .$if(after !== null, (query) => query.where('id', '>', after ?? ''))
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}
