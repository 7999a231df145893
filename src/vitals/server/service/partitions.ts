import type { Database, Tx } from '../../../platform/server/database.ts';
import { ensurePartition } from '../store/partitions.ts';

/** Readings of a month for which there is no place yet; it must be made outside of the transaction. */
export class MissingPartitions extends Error {
  readonly months: readonly string[];

  constructor(months: readonly string[]) {
    super('Readings have no partition yet.');
    this.name = 'MissingPartitions';
    this.months = months;
  }
}

// Partitions are only ever added, so what was seen once stays true.
const known = new Set<number>();

/** Imported history before this shares one partition that is always there. */
const firstMonth = monthNumber(Date.UTC(2020, 0, 1));

/** Months since the year 0 of an instant, UTC: how readings are partitioned. */
function monthNumber(at: number): number {
  const date = new Date(at);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

function firstDay(month: number): string {
  return new Date(Date.UTC(Math.floor(month / 12), month % 12, 1)).toISOString().slice(0, 10);
}

/** Throws MissingPartitions unless every instant has its partition. */
export function requirePartitions(instants: Iterable<number>): void {
  const missing = new Set<number>();
  for (const at of instants) {
    const month = monthNumber(at);
    if (month >= firstMonth && !known.has(month)) missing.add(month);
  }
  if (missing.size > 0)
    throw new MissingPartitions([...missing].toSorted((a, b) => a - b).map(firstDay));
}

/** Makes the partitions of these months (first days, YYYY-MM-DD) where they are missing. */
export async function ensurePartitions(
  database: Database,
  months: readonly string[],
): Promise<void> {
  for (const month of months) {
    await ensurePartition(database, month);
    known.add(monthNumber(Date.parse(month)));
  }
}

/** This month and the two that follow. */
export function monthsAhead(now: Date): readonly string[] {
  const month = monthNumber(now.getTime());
  return [month, month + 1, month + 2].map(firstDay);
}

/** The same within a transaction, for what runs beside ingest: what is not committed is not known yet. */
export async function ensurePartitionsWithin(tx: Tx, months: readonly string[]): Promise<void> {
  for (const month of months) await ensurePartition(tx, month);
}
