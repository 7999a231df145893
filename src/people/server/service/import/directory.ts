import type { Tx } from '../../../../platform/server/database.ts';
import {
  putDirectoryEntries,
  selectDirectoryByIds,
  selectDirectoryByNpi,
  type DirectoryRow,
} from '../../store/directory.ts';
import type { Item } from './intake.ts';
import { settle, type Ledger, type Settled } from './ledger.ts';

export interface SettledItem {
  readonly at: number;
  readonly rowId: string;
  readonly settled: Settled;
}

export interface DirectoryPlan {
  readonly rows: Map<string, DirectoryRow>;
  readonly settled: readonly SettledItem[];
}

/** Plans what becomes of Practitioners and Organizations; the same NPI is the same entry. */
export async function planDirectory(
  tx: Tx,
  ledger: Ledger,
  items: readonly Item[],
): Promise<DirectoryPlan> {
  const drafts = items.flatMap((item) => {
    const { draft } = item;
    return draft.type === 'Practitioner' || draft.type === 'Organization'
      ? [{ ...item, draft }]
      : [];
  });
  const npis = drafts.flatMap(({ draft }) => draft.content.npi ?? []);
  const byNpi = new Map((await selectDirectoryByNpi(tx, npis)).map(({ npi, id }) => [npi, id]));
  const rows = new Map<string, DirectoryRow>();
  const settled = drafts.map(({ at, keys, draft }) => {
    const { npi } = draft.content;
    const matched = npi === null ? null : (byNpi.get(npi) ?? null);
    // Others point at them by identifier as often as by id, also from later files.
    const stored = keys.filter((key) => !key.startsWith('urn:'));
    const outcome = settle(ledger, draft.type, {
      ...{ keys, matched, content: draft.content },
      stored: stored.length > 0 ? stored : keys,
    });
    if (npi !== null && !byNpi.has(npi)) byNpi.set(npi, outcome.rowId);
    if (outcome.settled !== 'duplicate')
      rows.set(outcome.rowId, { id: outcome.rowId, ...draft.content });
    return { at, ...outcome };
  });
  return { rows, settled };
}

/** Stores what was planned. */
export async function applyDirectory(
  tx: Tx,
  organizationId: string,
  plan: DirectoryPlan,
): Promise<void> {
  await putDirectoryEntries(tx, organizationId, [...plan.rows.values()]);
}

/** Names of entries, planned or stored. */
export async function loadDirectoryNames(
  tx: Tx,
  plan: DirectoryPlan,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const stored = await selectDirectoryByIds(
    tx,
    ids.filter((id) => !plan.rows.has(id)),
  );
  const names = [...plan.rows.values(), ...stored].map(({ id, name }) => [id, name] as const);
  return new Map(names);
}
