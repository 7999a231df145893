import { sql } from 'kysely';

import type { Database } from '../../../platform/server/database.ts';

/** Makes the partition of a month (its first day, YYYY-MM-DD) if it is missing, in a transaction of its own. */
export async function ensurePartition(database: Database, month: string): Promise<void> {
  await sql`call ensure_reading_partition(${month}::date)`.execute(database);
}
