import type { Tx } from '../../../platform/server/database.ts';

export interface OrganizationRow {
  readonly name: string;
  readonly zone: string;
  readonly demonstration: boolean;
  readonly settings: unknown;
}

export async function insertOrganization(
  tx: Tx,
  row: {
    organizationId: string;
    name: string;
    zone: string;
    demonstration: boolean;
    createdAt: Date;
  },
): Promise<void> {
  await tx.insertInto('organization').values(row).execute();
}

export async function selectOrganization(tx: Tx, organizationId: string): Promise<OrganizationRow> {
  return tx
    .selectFrom('organization')
    .select(['name', 'zone', 'demonstration', 'settings'])
    .where('organizationId', '=', organizationId)
    .executeTakeFirstOrThrow();
}

export async function lockOrganization(tx: Tx, organizationId: string): Promise<OrganizationRow> {
  return tx
    .selectFrom('organization')
    .select(['name', 'zone', 'demonstration', 'settings'])
    .where('organizationId', '=', organizationId)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

export async function updateOrganization(
  tx: Tx,
  organizationId: string,
  row: { readonly name: string; readonly zone: string; readonly settings: object },
): Promise<void> {
  await tx
    .updateTable('organization')
    .set({ name: row.name, zone: row.zone, settings: JSON.stringify(row.settings) })
    .where('organizationId', '=', organizationId)
    .execute();
}
