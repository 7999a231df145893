import { sql } from 'kysely';

import type { Tx } from '../../../platform/server/database.ts';
import type { AddressParts } from '../../core/schemas.ts';

export interface DirectoryRow {
  readonly id: string;
  readonly kind: 'practitioner' | 'organization';
  readonly name: string;
  readonly npi: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly address: AddressParts;
  readonly active: boolean;
}

const columns = ['id', 'kind', 'name', 'npi', 'phone', 'email', 'address', 'active'] as const;

/** Active entries whose name begins so, without accents and case. */
export async function searchDirectoryRows(
  tx: Tx,
  text: string,
  limit: number,
): Promise<DirectoryRow[]> {
  const rows = await tx
    .selectFrom('directoryEntry')
    .select(columns)
    .where('sortName', '>=', sql<string>`search_form(${text})`)
    .where('sortName', '<', sql<string>`search_form(${text}) || ${'\u{10ffff}'}`)
    .where('active', '=', true)
    .orderBy('sortName')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows as DirectoryRow[];
}

export async function selectDirectoryByIds(
  tx: Tx,
  ids: readonly string[],
): Promise<DirectoryRow[]> {
  const rows = await tx
    .selectFrom('directoryEntry')
    .select(columns)
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute();
  return rows as DirectoryRow[];
}

/** Entries by National Provider Identifier. */
export async function selectDirectoryByNpi(
  tx: Tx,
  npis: readonly string[],
): Promise<{ id: string; npi: string }[]> {
  const result = await sql<{ id: string; npi: string }>`
    select id, npi from directory_entry where npi = any(${npis}::text[])`.execute(tx);
  return result.rows;
}

/** Stores entries, replacing those whose id exists. Sorted by key, as every bulk insert. */
export async function putDirectoryEntries(
  tx: Tx,
  organizationId: string,
  entries: readonly DirectoryRow[],
): Promise<void> {
  const sorted = entries.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  for (let at = 0; at < sorted.length; at += 500) {
    const rows = sorted
      .slice(at, at + 500)
      .map((entry) => ({ organizationId, ...entry, address: JSON.stringify(entry.address) }));
    await tx
      .insertInto('directoryEntry')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['organizationId', 'id']).doUpdateSet((eb) => ({
          name: eb.ref('excluded.name'),
          npi: eb.ref('excluded.npi'),
          phone: eb.ref('excluded.phone'),
          email: eb.ref('excluded.email'),
          address: eb.ref('excluded.address'),
          active: eb.ref('excluded.active'),
        })),
      )
      .execute();
  }
}
