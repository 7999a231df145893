import { sql } from 'kysely';

import type { Database, Tx } from '../../../platform/server/database.ts';

export type InvitationKind = 'invitation' | 'password-reset' | 'first-administrator';

export interface InvitationRow {
  readonly id: string;
  readonly kind: InvitationKind;
  readonly userId: string | null;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
}

export async function insertInvitation(
  tx: Tx,
  row: {
    organizationId: string;
    id: string;
    kind: InvitationKind;
    userId: string | null;
    secretSha256: Buffer;
    createdBy: string | null;
    createdAt: Date;
    expiresAt: Date;
  },
): Promise<void> {
  await tx.insertInto('invitation').values(row).execute();
}

/** Makes the unused link of a person (or of the first administrator) useless. */
export async function closeInvitations(
  tx: Tx,
  organizationId: string,
  userId: string | null,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('invitation')
    .set({ usedAt: now })
    .where('organizationId', '=', organizationId)
    .where('userId', 'is not distinct from', userId)
    .where('usedAt', 'is', null)
    .execute();
}

/** The organization that a link belongs to, before a tenant is known. */
export async function findInvitationOrganization(
  database: Database,
  secretSha256: Buffer,
): Promise<string | undefined> {
  const result = await sql<{ id: string | null }>`
    select find_invitation(${secretSha256}) as id`.execute(database);
  return result.rows[0]?.id ?? undefined;
}

export async function lockInvitation(
  tx: Tx,
  organizationId: string,
  secretSha256: Buffer,
): Promise<InvitationRow | undefined> {
  const row = await tx
    .selectFrom('invitation')
    .select(['id', 'kind', 'userId', 'expiresAt', 'usedAt'])
    .where('organizationId', '=', organizationId)
    .where('secretSha256', '=', secretSha256)
    .forUpdate()
    .executeTakeFirst();
  return row as InvitationRow | undefined;
}

export async function markInvitationUsed(
  tx: Tx,
  organizationId: string,
  id: string,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('invitation')
    .set({ usedAt: now })
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .execute();
}
