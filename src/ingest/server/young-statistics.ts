import type { Database } from '../../platform/server/database.ts';
import type { Log } from '../../platform/server/log.ts';
import { refreshYoungStatistics } from './store/statistics.ts';

/** Items stored by this process after which statistics may be of emptier tables; later autovacuum keeps up. */
const moments = [200, 1_000, 5_000, 25_000, 100_000];

/** Watches how much is stored, and has statistics looked at again while the tables are young. */
export function watchGrowth(database: Database, log: Log): (items: number) => void {
  let stored = 0;
  let next = 0;
  return (items) => {
    stored += items;
    if (stored < (moments[next] ?? Infinity)) return;
    while (stored >= (moments[next] ?? Infinity)) next += 1;
    // Beside what comes next: nobody waits for it, and without it everything is only slower.
    refreshYoungStatistics(database).catch((error: unknown) => {
      log.warn({ err: error }, 'statistics were not refreshed');
    });
  };
}
