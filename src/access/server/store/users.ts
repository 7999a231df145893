import { sql } from 'kysely';

import type { Tx } from '../../../platform/server/database.ts';

export interface UserRow {
  readonly id: string;
  readonly displayName: string;
  readonly email: string;
  readonly credentials: string | null;
  readonly roles: string[];
  readonly languages: string[];
  readonly skills: string[];
  readonly interfaceLanguage: string;
  readonly practiceId: string | null;
  readonly active: boolean;
}

export interface UserValues {
  readonly displayName: string;
  readonly credentials: string | null;
  readonly roles: readonly string[];
  readonly languages: readonly string[];
  readonly skills: readonly string[];
  readonly interfaceLanguage: 'en' | 'es';
  readonly practiceId: string | null;
}

const columns = [
  ...(['id', 'displayName', 'email', 'credentials', 'roles', 'languages', 'skills'] as const),
  ...(['interfaceLanguage', 'practiceId', 'active'] as const),
];

export async function insertUser(
  tx: Tx,
  row: UserValues & { organizationId: string; id: string; email: string; createdAt: Date },
): Promise<void> {
  await tx
    .insertInto('appUser')
    .values({
      ...row,
      roles: [...row.roles],
      languages: [...row.languages],
      skills: [...row.skills],
    })
    .execute();
}

export async function selectUser(
  tx: Tx,
  organizationId: string,
  id: string,
): Promise<UserRow | undefined> {
  return tx
    .selectFrom('appUser')
    .select(columns)
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** All of the organization's people, locked in a fixed order, so that the last administrator stays one. */
export async function lockUsers(tx: Tx, organizationId: string): Promise<UserRow[]> {
  return tx
    .selectFrom('appUser')
    .select(columns)
    .where('organizationId', '=', organizationId)
    .orderBy('id')
    .forUpdate()
    .execute();
}

export interface ListedUserRow extends UserRow {
  readonly onDuty: boolean;
  readonly canSignIn: boolean;
  readonly totpEnrolled: boolean;
}

export async function selectUsers(tx: Tx, organizationId: string): Promise<ListedUserRow[]> {
  const result = await sql<ListedUserRow>`
    select u.id, u.display_name, u.email, u.credentials, u.roles, u.languages, u.skills,
           u.interface_language, u.practice_id, u.active,
           exists (select from duty d where d.organization_id = u.organization_id and d.user_id = u.id
                   and d.ended_at is null) as on_duty,
           coalesce(i.has_password, false) as can_sign_in,
           coalesce(i.two_factor_enabled, false) as totp_enrolled
    from app_user u left join identities_of_organization() i on i.user_id = u.id
    where u.organization_id = ${organizationId}
    order by u.active desc, u.display_name, u.id`.execute(tx);
  return result.rows;
}

export async function updateUser(
  tx: Tx,
  organizationId: string,
  id: string,
  values: Partial<UserValues> & { readonly email?: string; readonly active?: boolean },
): Promise<boolean> {
  const { roles, languages, skills, ...rest } = values;
  const result = await tx
    .updateTable('appUser')
    .set({
      ...rest,
      ...(roles && { roles: [...roles] }),
      ...(languages && { languages: [...languages] }),
      ...(skills && { skills: [...skills] }),
    })
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function practiceExists(
  tx: Tx,
  organizationId: string,
  practiceId: string,
): Promise<boolean> {
  const row = await tx
    .selectFrom('practice')
    .select('id')
    .where('organizationId', '=', organizationId)
    .where('id', '=', practiceId)
    .executeTakeFirst();
  return row !== undefined;
}
