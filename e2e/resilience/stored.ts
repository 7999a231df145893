import pg from 'pg';

export interface Stored {
  /** How often each posted reading is there. */
  readonly sourceIds: ReadonlyMap<string, number>;
  /** Where alerts and cards do not say the same, or an alert is there twice; nothing is good. */
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
    const disagreeing = await client.query<{ what: string }>(disagreements);
    const counts = await client.query<{ alerts: number; cards: number }>(
      "select (select count(*)::int from alert where state = 'active') as alerts, (select count(*)::int from work_item where state <> 'closed' and kind = 'triage') as cards",
    );
    return {
      sourceIds: new Map(ids.rows.map(({ id, count }) => [id, count])),
      disagreeing: disagreeing.rows.map(({ what }) => what),
      activeAlerts: counts.rows[0]?.alerts ?? 0,
      openCards: counts.rows[0]?.cards ?? 0,
    };
  });
}

/** Nobody works the cards of these runs, so that each must list exactly what is wrong with its patient. */
const disagreements = `
  with said as (
    select w.patient_id, f ->> 'ruleId' as rule_id
    from work_item w, jsonb_array_elements(w.headline -> 'findings') f
    where w.state <> 'closed' and w.kind in ('triage', 'missing-readings')),
  active as (select patient_id, rule_id from alert where state = 'active')
  select 'alert without card: ' || rule_id as what from (select * from active except select * from said) a
  union all
  select 'card without alert: ' || rule_id from (select * from said except select * from active) b
  union all
  select 'two cards: ' || kind from work_item where state <> 'closed' group by kind, subject having count(*) > 1
  union all
  select 'alert opened ' || count(e.id) || ' times: ' || a.rule_id from alert a
    left join alert_event e on e.alert_id = a.id and e.type = 'opened'
    group by a.id, a.rule_id having count(e.id) <> 1
  union all
  select 'alert without its reading: ' || a.rule_id from alert a
    where a.state = 'active' and a.kind = 'blood-pressure' and not exists (
      select from reading r where r.patient_id = a.patient_id and r.kind = a.kind
        and r.effective_at = a.last_reading_at)`;
