import { randomBytes, randomUUID } from 'node:crypto';

import type pg from 'pg';

/** One column that an insert may name. */
export interface Column {
  readonly name: string;
  readonly type: string;
  /** Must be given: not null and without a default. */
  readonly required: boolean;
  /** The application's role may insert it. */
  readonly insertable: boolean;
}

export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
}

/** Every table with rows of an organization, from the catalogue: a new one is found by itself. */
export async function listTables(owner: pg.Client): Promise<readonly Table[]> {
  const { rows } = await owner.query<Table>(`
    select quote_ident(c.relname) as name, json_agg(json_build_object(
        'name', quote_ident(a.attname),
        'type', format_type(a.atttypid, null),
        'required', a.attnotnull and not a.atthasdef,
        'insertable', has_column_privilege('enlace_app', c.oid, a.attnum, 'insert')
      ) order by a.attnum) as columns
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and exists (select from pg_attribute o where o.attrelid = c.oid and o.attname = 'organization_id')
    group by c.relname
    order by c.relname`);
  return rows;
}

const byType: Readonly<Record<string, () => unknown>> = {
  uuid: randomUUID,
  text: () => `text-${randomUUID()}`,
  'text[]': () => [],
  smallint: () => 1,
  integer: () => 1,
  'double precision': () => 1,
  boolean: () => false,
  jsonb: () => '{}',
  bytea: () => randomBytes(32),
  date: () => '2026-11-01',
  'time without time zone': () => '08:00',
  'timestamp with time zone': () => new Date(),
  xid8: () => '1',
};

/** What the checks of a table ask for; a table whose checks are not known here fails its insert. */
const given: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  alert: { state: 'active', direction: 'high' },
  alert_event: { type: 'opened' },
  audit_event: { actor_kind: 'system' },
  business_hours: { closes: '18:00' },
  care_circle_member: { kind: 'family' },
  condition: { clinical_status: 'active', verification: 'confirmed' },
  contact_point: { channel: 'phone', value: '+12125550100' },
  device_alias: { kind: 'gateway' },
  directory_entry: { kind: 'practitioner' },
  encounter: { status: 'finished' },
  enrolment: { status: 'active' },
  hand_off: { severity: 'stable', state: 'offered', to_queue: 'q', next_clock_at: new Date() },
  ingest_source: { authentication: 'basic' },
  invitation: { kind: 'first-administrator' },
  medication: { status: 'active' },
  patient: { zone_source: 'given' },
  portal_message: { from_patient: true },
  protocol_change: {
    ...{ state: 'approved', decided_by: randomUUID(), decided_at: new Date() },
    ...{ version: 1_001, content_hash: 'none', definition: '{}' },
  },
  quarantine_item: { outcome: 'rejected' },
  reading: { value_1: 1 },
  reading_correction: { action: 'withdrawn' },
  source_outage: { scope: 'source' },
  work_item: {
    queue_by: 'routing',
    state: 'open',
    next_clock: 'acknowledge',
    next_clock_at: new Date(),
  },
};

/**
 * Inserts one row of the organization, beyond references and triggers, unless the table has one: what
 * cannot be seen or changed must be there.
 */
export async function ensureRow(
  owner: pg.Client,
  table: Table,
  organizationId: string,
): Promise<void> {
  const { rowCount } = await owner.query(
    `select from ${table.name} where organization_id = $1 limit 1`,
    [organizationId],
  );
  if (rowCount !== 0) return;
  const row: Record<string, unknown> = { ...given[table.name], organization_id: organizationId };
  for (const { name, type, required } of table.columns) {
    if (required && !(name in row)) row[name] = byType[type]?.();
  }
  const names = Object.keys(row);
  const places = names.map((_, place) => `$${place + 1}`);
  await owner.query('set session_replication_role = replica');
  try {
    await owner.query(
      `insert into ${table.name} (${names.join(', ')}) values (${places.join(', ')})`,
      Object.values(row),
    );
  } finally {
    await owner.query('reset session_replication_role');
  }
}

/** What the organization's rows are, table by table: equal before and after when nothing was touched. */
export async function fingerprint(
  owner: pg.Client,
  tables: readonly Table[],
  organizationId: string,
): Promise<Readonly<Record<string, string>>> {
  const prints: Record<string, string> = {};
  for (const { name } of tables) {
    const { rows } = await owner.query<{ print: string }>(
      `select count(*) || ' ' || md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as print
       from ${name} t where organization_id = $1`,
      [organizationId],
    );
    prints[name] = rows[0]?.print ?? '';
  }
  return prints;
}
