import type { Tx } from '../../../../platform/server/database.ts';
import { hashContent } from '../../../../platform/server/content.ts';
import { newId } from '../../../../platform/server/ids.ts';
import type { Target } from '../../fhir/reference.ts';
import {
  putSourceRecords,
  selectSourceRecords,
  type SourceRecord,
} from '../../store/source-records.ts';
import type { ResourceType } from './intake.ts';

interface Entry {
  readonly rowId: string;
  readonly contentHash: string;
}

/** Which row each record of a source became, from earlier imports and from this one so far. */
export interface Ledger {
  readonly entries: Map<string, Entry>;
  readonly changed: Map<string, SourceRecord>;
}

export interface Key {
  readonly type: string;
  readonly key: string;
}

function nameOf(type: string, key: string): string {
  return `${type} ${key}`;
}

/** The ledger as far as these keys are concerned. */
export async function openLedger(tx: Tx, source: string, keys: readonly Key[]): Promise<Ledger> {
  const unique = new Map(keys.map((one) => [nameOf(one.type, one.key), one]));
  const wanted = [...unique.values()].map(({ type, key }) => ({
    resourceType: type,
    sourceId: key,
  }));
  const records = await selectSourceRecords(tx, source, wanted);
  const entries = records.map(
    (record) => [nameOf(record.resourceType, record.sourceId), record] as const,
  );
  return { entries: new Map(entries), changed: new Map() };
}

/** What a record became, if it was imported before. */
export function recall(ledger: Ledger, type: string, key: string): Entry | undefined {
  return ledger.entries.get(nameOf(type, key));
}

/** The row that a reference points at, if it is one of these types. */
export function lookUp(
  ledger: Ledger,
  target: Target | null,
  types: readonly ResourceType[],
): string | null {
  if (target === null) return null;
  for (const type of types.filter((one) => target.type === null || target.type === one)) {
    const entries = target.keys.map((key) => recall(ledger, type, key));
    const found = entries.find((entry) => entry !== undefined);
    if (found) return found.rowId;
  }
  return null;
}

export type Settled = 'accepted' | 'updated' | 'duplicate';

export interface LedgerRecord {
  /** The first one is the record's identity, the others are names for it. */
  readonly keys: readonly string[];
  /** Which of them later imports need; the others hold for this one only. */
  readonly stored: readonly string[];
  readonly content: unknown;
  /** A row that was found by other means than an earlier import. */
  readonly matched?: string | null;
  /** The id for a new row, when it should not be a new one. */
  readonly freshId?: string | null;
}

/** Decides what a record means for what is stored: new, changed at the source, or the same as before. */
export function settle(
  ledger: Ledger,
  type: string,
  { keys, stored, content, matched = null, freshId = null }: LedgerRecord,
): { readonly rowId: string; readonly settled: Settled } {
  const contentHash = hashContent(content);
  const before = recall(ledger, type, keys[0] ?? '');
  const rowId = before?.rowId ?? matched ?? freshId ?? newId();
  // A name that another record bears already stays with it.
  const own = keys.filter((key) => (recall(ledger, type, key)?.rowId ?? rowId) === rowId);
  for (const key of own) ledger.entries.set(nameOf(type, key), { rowId, contentHash });
  if (before?.contentHash === contentHash) return { rowId, settled: 'duplicate' };
  for (const key of own.filter((one) => stored.includes(one))) {
    ledger.changed.set(nameOf(type, key), {
      resourceType: type,
      sourceId: key,
      rowId,
      contentHash,
    });
  }
  return { rowId, settled: before || matched ? 'updated' : 'accepted' };
}

/** Stores what changed in the ledger. */
export async function closeLedger(
  tx: Tx,
  organizationId: string,
  source: string,
  ledger: Ledger,
  now: Date,
): Promise<void> {
  await putSourceRecords(tx, organizationId, source, [...ledger.changed.values()], now);
}
