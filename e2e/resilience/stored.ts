import pg from 'pg';

import { verifyMonitoring } from '../../src/monitoring/server/service/verify.ts';
import { systemCaller } from '../../src/platform/server/context.ts';
import {
  createDatabase,
  createPool,
  inOrganization,
  listOrganizationIds,
} from '../../src/platform/server/database.ts';

export interface Stored {
  /** How often each posted reading is there. */
  readonly sourceIds: ReadonlyMap<string, number>;
  /** Where alerts and cards do not say the same; nothing is good. */
  readonly disagreeing: string[];
  readonly activeAlerts: number;
  readonly openCards: number;
}

/** Runs work on the database as the owner of its tables. */
export async function withClient<T>(
  connectionString: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client(connectionString);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** What posted readings became, asked of the tables themselves. */
export function readStored(connectionString: string): Promise<Stored> {
  return withClient(connectionString, async (client) => {
    const ids = await client.query<{ id: string; count: number }>(
      "select substring(source_id from 'crash-.*') as id, count(*)::int as count from reading where source_id like '%crash-%' group by 1",
    );
    const counts = await client.query<{ alerts: number; cards: number }>(
      "select (select count(*)::int from alert where state = 'active') as alerts, (select count(*)::int from work_item where state <> 'closed' and kind = 'triage') as cards",
    );
    return {
      sourceIds: new Map(ids.rows.map(({ id, count }) => [id, count])),
      disagreeing: await disagreements(connectionString),
      activeAlerts: counts.rows[0]?.alerts ?? 0,
      openCards: counts.rows[0]?.cards ?? 0,
    };
  });
}

/** What `enlace verify` says of alerts and cards. */
async function disagreements(connectionString: string): Promise<string[]> {
  const pool = createPool({ connectionString, max: 1, onError: () => undefined });
  const database = createDatabase(pool);
  try {
    const found: string[] = [];
    for (const organizationId of await listOrganizationIds(database)) {
      const caller = systemCaller(organizationId, 'resilience');
      const broken = await inOrganization(database, organizationId, (tx) =>
        verifyMonitoring({ tx, caller, now: new Date(), audited: 0 }),
      );
      found.push(...broken.map(({ check, id }) => `${check} ${id}`));
    }
    return found;
  } finally {
    await database.destroy();
  }
}
