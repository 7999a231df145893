import { sql } from 'kysely';

import type { Database, Tx } from '../../../platform/server/database.ts';

/** The organization that a link or a cookie belongs to, before a tenant is known. */
export async function findPortalOrganization(
  database: Database,
  secretSha256: Buffer,
): Promise<string | undefined> {
  const result = await sql<{ id: string | null }>`
    select find_portal_organization(${secretSha256}) as id`.execute(database);
  return result.rows[0]?.id ?? undefined;
}

export interface InvitationRow {
  readonly id: string;
  readonly patientId: string;
  readonly memberId: string | null;
  readonly codeSha256: Buffer;
  readonly failedAttempts: number;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export async function insertPortalInvitation(
  tx: Tx,
  row: Omit<InvitationRow, 'failedAttempts'> & {
    readonly organizationId: string;
    readonly secretSha256: Buffer;
    readonly createdBy: string | null;
  },
): Promise<void> {
  await tx.insertInto('portalInvitation').values(row).execute();
}

const invitationColumns = [
  ...(['id', 'patientId', 'memberId', 'codeSha256', 'failedAttempts'] as const),
  ...(['createdAt', 'expiresAt'] as const),
];

/** The invitation behind a link while it is open; nobody else tries its code meanwhile. */
export function lockPortalInvitation(
  tx: Tx,
  organizationId: string,
  secretSha256: Buffer,
): Promise<InvitationRow | undefined> {
  return tx
    .selectFrom('portalInvitation')
    .select(invitationColumns)
    .where('organizationId', '=', organizationId)
    .where('secretSha256', '=', secretSha256)
    .where('closedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst();
}

export async function countFailedAttempt(
  tx: Tx,
  organizationId: string,
  id: string,
  closedAt: Date | null,
): Promise<void> {
  await tx
    .updateTable('portalInvitation')
    .set((eb) => ({ failedAttempts: eb('failedAttempts', '+', 1), closedAt }))
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

/** Closes what is open for a patient: all of it, or only the invitation of one person. */
export async function closePortalInvitations(
  tx: Tx,
  { organizationId, patientId }: PatientKey,
  now: Date,
  memberId?: string | null,
): Promise<number> {
  const result = await tx
    .updateTable('portalInvitation')
    .set({ closedAt: now })
    .where('organizationId', '=', organizationId)
    .where('patientId', '=', patientId)
    .where('closedAt', 'is', null)
    .$if(memberId !== undefined, (update) =>
      update.where('memberId', 'is not distinct from', memberId ?? null),
    )
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

export interface PatientKey {
  readonly organizationId: string;
  readonly patientId: string;
}

export function selectOpenInvitations(
  tx: Tx,
  { organizationId, patientId }: PatientKey,
  now: Date,
): Promise<InvitationRow[]> {
  return tx
    .selectFrom('portalInvitation')
    .select(invitationColumns)
    .where('organizationId', '=', organizationId)
    .where('patientId', '=', patientId)
    .where('closedAt', 'is', null)
    .where('expiresAt', '>', now)
    .orderBy('createdAt', 'desc')
    .execute();
}

export interface SessionRow {
  readonly id: string;
  readonly patientId: string;
  readonly memberId: string | null;
  readonly beganAt: Date;
  readonly lastActiveAt: Date;
}

const sessionColumns = ['id', 'patientId', 'memberId', 'beganAt', 'lastActiveAt'] as const;

export async function insertPortalSession(
  tx: Tx,
  row: SessionRow & { readonly organizationId: string; readonly secretSha256: Buffer },
): Promise<void> {
  await tx.insertInto('portalSession').values(row).execute();
}

export function selectPortalSession(
  tx: Tx,
  organizationId: string,
  secretSha256: Buffer,
): Promise<SessionRow | undefined> {
  return tx
    .selectFrom('portalSession')
    .select(sessionColumns)
    .where('organizationId', '=', organizationId)
    .where('secretSha256', '=', secretSha256)
    .where('endedAt', 'is', null)
    .executeTakeFirst();
}

export function selectPortalSessions(
  tx: Tx,
  { organizationId, patientId }: PatientKey,
): Promise<SessionRow[]> {
  return tx
    .selectFrom('portalSession')
    .select(sessionColumns)
    .where('organizationId', '=', organizationId)
    .where('patientId', '=', patientId)
    .where('endedAt', 'is', null)
    .orderBy('beganAt', 'desc')
    .execute();
}

export async function touchPortalSession(
  tx: Tx,
  organizationId: string,
  id: string,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('portalSession')
    .set({ lastActiveAt: now })
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

/** Ends the sessions of a patient, or one of them. */
export async function endPortalSessions(
  tx: Tx,
  { organizationId, patientId }: PatientKey,
  now: Date,
  id?: string,
): Promise<number> {
  const result = await tx
    .updateTable('portalSession')
    .set({ endedAt: now })
    .where('organizationId', '=', organizationId)
    .where('patientId', '=', patientId)
    .where('endedAt', 'is', null)
    .$if(id !== undefined, (update) => update.where('id', '=', id ?? ''))
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}
