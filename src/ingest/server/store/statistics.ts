import { sql } from 'kysely';

import type { Database } from '../../../platform/server/database.ts';

/** Lets the database look again at tables whose statistics are of when they were all but empty. */
export async function refreshYoungStatistics(database: Database): Promise<void> {
  await sql`call refresh_young_statistics()`.execute(database);
}
