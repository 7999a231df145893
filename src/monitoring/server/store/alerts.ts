import { sql } from 'kysely';

import { uuidArray } from '../../../platform/server/binary-arrays.ts';
import type { Tx } from '../../../platform/server/database.ts';
import type { VitalKind } from '../../../vitals/core/reading.ts';
import type { AlertMoment } from '../../core/alert.ts';
import type { Direction } from '../../core/protocol.ts';
import type { RecheckState, Verdict } from '../../core/verdict.ts';

export type ClearReason = 'newer-reading' | 'person' | 'recomputed';

/** An alert as stored; instants in milliseconds since 1970 UTC. */
export interface AlertRow {
  readonly id: string;
  readonly patientId: string;
  readonly kind: VitalKind;
  readonly ruleId: string;
  readonly protocolVersion: number;
  readonly contentHash: string;
  readonly state: 'active' | 'cleared';
  readonly priority: number;
  readonly direction: Direction;
  readonly unconfirmed: boolean;
  /** When it came back after it had cleared. */
  readonly returns: readonly number[];
  /** Until then the end of an episode that came and went is not believed. */
  readonly calmAt: number | null;
  readonly needsPerson: boolean;
  readonly recheck: RecheckState | null;
  readonly recheckDueAt: number | null;
  readonly openedAt: number;
  readonly raisedAt: number;
  readonly lastReadingAt: number;
  readonly occurrences: number;
  readonly latest: AlertMoment;
  readonly worst: AlertMoment;
  readonly verdict: Verdict;
  readonly clearedAt: number | null;
  readonly clearReason: ClearReason | null;
  readonly clearedCategory: string | null;
}

const ms = (column: string) => sql.raw(`(extract(epoch from ${column}) * 1000)::float8`);

/** What following an episode needs of it: all but the latest verdict, which the next one replaces. */
export type RunningAlert = Omit<AlertRow, 'verdict'>;

const runningColumns = sql`id, patient_id as "patientId", kind, rule_id as "ruleId",
  protocol_version as "protocolVersion", content_hash as "contentHash", state, priority, direction,
  unconfirmed, returns, ${ms('calm_at')} as "calmAt", needs_person as "needsPerson", recheck, ${ms('recheck_due_at')} as "recheckDueAt",
  ${ms('opened_at')} as "openedAt", ${ms('raised_at')} as "raisedAt",
  ${ms('last_reading_at')} as "lastReadingAt", occurrences, latest, worst,
  ${ms('cleared_at')} as "clearedAt", clear_reason as "clearReason",
  cleared_category as "clearedCategory"`;

const columns = sql`${runningColumns}, verdict`;

/** Active alerts of patients, and those that cleared since an instant. */
export async function selectRunning(
  tx: Tx,
  organizationId: string,
  patientIds: readonly string[],
  clearedSince: Date,
): Promise<readonly RunningAlert[]> {
  // Two scans, each on an index of its own: most patients have no alert at all.
  const result = await sql<RunningAlert>`
    select ${runningColumns} from alert
    where organization_id = ${organizationId}::uuid and state = 'active'
      and patient_id = any(${uuidArray(patientIds)}::uuid[])
    union all
    select ${runningColumns} from alert
    where organization_id = ${organizationId}::uuid and state = 'cleared'
      and patient_id = any(${uuidArray(patientIds)}::uuid[])
      and (cleared_at > ${clearedSince}::timestamptz or calm_at is not null)
    order by "openedAt", id`.execute(tx.withoutPlugins());
  return result.rows;
}

/** A patient's active alerts, and those that ended or began since an instant. */
export async function selectAlertsSince(
  tx: Tx,
  organizationId: string,
  patientId: string,
  since: Date,
): Promise<readonly AlertRow[]> {
  const result = await sql<AlertRow>`
    select ${columns} from alert
    where organization_id = ${organizationId}::uuid and patient_id = ${patientId}::uuid
      and (state = 'active' or opened_at >= ${since}::timestamptz
        or cleared_at >= ${since}::timestamptz)
    order by "openedAt", id`.execute(tx.withoutPlugins());
  return result.rows;
}

const record =
  sql.raw(`(id uuid, "patientId" uuid, kind text, "ruleId" text, "protocolVersion" integer,
  "contentHash" text, state text, priority smallint, direction text, unconfirmed boolean,
  returns jsonb, "calmAt" float8, "needsPerson" boolean, recheck jsonb, "recheckDueAt" float8, "openedAt" float8, "raisedAt" float8,
  "lastReadingAt" float8, occurrences integer, latest jsonb, worst jsonb, verdict jsonb,
  "clearedAt" float8, "clearReason" text, "clearedCategory" text)`);

function instant(column: string) {
  return sql.raw(`to_timestamp("${column}" / 1000)`);
}

/** Stores alerts as they are now, new or changed, in the order given (sorted by id). */
export async function upsertAlerts(
  tx: Tx,
  organizationId: string,
  rows: readonly AlertRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into alert (organization_id, id, patient_id, kind, rule_id, protocol_version,
      content_hash, state, priority, direction, unconfirmed, returns, calm_at, needs_person, recheck, recheck_due_at,
      opened_at, raised_at, last_reading_at, occurrences, latest, worst, verdict, cleared_at,
      clear_reason, cleared_category)
    select ${organizationId}::uuid, id, "patientId", kind, "ruleId", "protocolVersion", "contentHash",
      state, priority, direction, unconfirmed, returns, ${instant('calmAt')}, "needsPerson", recheck, ${instant('recheckDueAt')},
      ${instant('openedAt')}, ${instant('raisedAt')}, ${instant('lastReadingAt')}, occurrences, latest,
      worst, verdict, ${instant('clearedAt')}, "clearReason", "clearedCategory"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given ${record}
    on conflict (organization_id, id) do update set
      kind = excluded.kind, protocol_version = excluded.protocol_version,
      content_hash = excluded.content_hash, state = excluded.state, priority = excluded.priority,
      unconfirmed = excluded.unconfirmed, returns = excluded.returns,
      calm_at = excluded.calm_at, needs_person = excluded.needs_person,
      recheck = excluded.recheck, recheck_due_at = excluded.recheck_due_at,
      last_reading_at = excluded.last_reading_at, occurrences = excluded.occurrences,
      latest = excluded.latest, worst = excluded.worst, verdict = excluded.verdict,
      cleared_at = excluded.cleared_at, clear_reason = excluded.clear_reason,
      cleared_category = excluded.cleared_category`.execute(tx.withoutPlugins());
}

export const alertEventTypes = [
  'opened',
  'worsened',
  'repeated',
  'downgraded',
  'cleared',
  'recomputed',
] as const;

export interface AlertEventRow {
  readonly id: string;
  readonly alertId: string;
  readonly at: number;
  readonly type: (typeof alertEventTypes)[number];
  readonly verdict: Verdict;
}

/** Appends to the history of alerts. */
export async function insertAlertEvents(
  tx: Tx,
  organizationId: string,
  rows: readonly AlertEventRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into alert_event (organization_id, id, alert_id, at, type, verdict)
    select ${organizationId}::uuid, id, "alertId", to_timestamp(at / 1000), type, verdict
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as given (id uuid, "alertId" uuid, at float8, type text, verdict jsonb)`.execute(
    tx.withoutPlugins(),
  );
}

/** Ends the alerts of a patient that wait for a person; their history says so with the verdict they had. */
export async function endByPerson(
  tx: Tx,
  organizationId: string,
  patientId: string,
  now: Date,
): Promise<readonly string[]> {
  const result = await sql<{ id: string }>`
    with ended as (
      update alert set state = 'cleared', cleared_at = ${now}, clear_reason = 'person',
        recheck_due_at = null, calm_at = null
      where organization_id = ${organizationId}::uuid and patient_id = ${patientId}::uuid
        and state = 'active' and needs_person
      returning id, verdict)
    insert into alert_event (organization_id, id, alert_id, at, type, verdict)
    select ${organizationId}::uuid, gen_random_uuid(), id, ${now}, 'cleared', verdict from ended
    returning alert_id as id`.execute(tx.withoutPlugins());
  return result.rows.map((row) => row.id);
}

/** The history of one alert, oldest first. */
export async function selectAlertEvents(
  tx: Tx,
  organizationId: string,
  alertId: string,
): Promise<readonly AlertEventRow[]> {
  const result = await sql<AlertEventRow>`
    select id, alert_id as "alertId", ${ms('at')} as at, type, verdict from alert_event
    where organization_id = ${organizationId}::uuid and alert_id = ${alertId}::uuid
    order by at, id`.execute(tx.withoutPlugins());
  return result.rows;
}

/** With which verdict each of these alerts began. */
export async function selectFirstVerdicts(
  tx: Tx,
  organizationId: string,
  alertIds: readonly string[],
): Promise<ReadonlyMap<string, Verdict>> {
  const result = await sql<{ alertId: string; verdict: Verdict }>`
    select distinct on (alert_id) alert_id as "alertId", verdict from alert_event
    where organization_id = ${organizationId}::uuid
      and alert_id = any(${uuidArray(alertIds)}::uuid[])
    order by alert_id, at, id`.execute(tx.withoutPlugins());
  return new Map(result.rows.map((row) => [row.alertId, row.verdict]));
}

export async function selectAlert(
  tx: Tx,
  organizationId: string,
  id: string,
): Promise<AlertRow | undefined> {
  const result = await sql<AlertRow>`
    select ${columns} from alert
    where organization_id = ${organizationId}::uuid and id = ${id}::uuid`.execute(
    tx.withoutPlugins(),
  );
  return result.rows[0];
}

/** A patient's alerts, active ones first, then the newest; `before` pages through the past ones. */
export async function selectAlertsOf(
  tx: Tx,
  organizationId: string,
  patientId: string,
  page: { readonly activeOnly: boolean; readonly before: Date | null; readonly limit: number },
): Promise<readonly AlertRow[]> {
  const result = await sql<AlertRow>`
    select ${columns} from alert
    where organization_id = ${organizationId}::uuid and patient_id = ${patientId}::uuid
      and (state = 'active' or not ${page.activeOnly}::boolean)
      and (${page.before}::timestamptz is null or opened_at < ${page.before}::timestamptz)
    order by state = 'active' desc, opened_at desc, id
    limit ${page.limit}`.execute(tx.withoutPlugins());
  return result.rows;
}

/** Patients with an alert that came and went, has cleared, and has been calm until now. */
export async function selectCalm(
  tx: Tx,
  organizationId: string,
  now: Date,
  limit: number,
): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('alert')
    .select('patientId')
    .distinct()
    .where('organizationId', '=', organizationId)
    .where('calmAt', '<=', now)
    .limit(limit)
    .execute();
  return rows.map((row) => row.patientId);
}

/** Takes note that nothing is waited for any more. */
export async function endCalm(
  tx: Tx,
  organizationId: string,
  patientIds: readonly string[],
  now: Date,
): Promise<void> {
  await tx
    .updateTable('alert')
    .set({ calmAt: null })
    .where('organizationId', '=', organizationId)
    .where('patientId', 'in', patientIds)
    .where('calmAt', '<=', now)
    .execute();
}

/** Patients whose time for a second measurement has run out. */
export async function selectRecheckOverdue(
  tx: Tx,
  organizationId: string,
  now: Date,
  limit: number,
): Promise<readonly string[]> {
  const result = await sql<{ patientId: string }>`
    select distinct patient_id as "patientId" from (
      select patient_id from alert
      where organization_id = ${organizationId}::uuid and state = 'active'
        and recheck_due_at <= ${now}::timestamptz
      order by recheck_due_at limit ${limit}) as overdue`.execute(tx.withoutPlugins());
  return result.rows.map((row) => row.patientId);
}

/** Alerts of a patient that await a second measurement, the most urgent first, then the first to run out. */
export async function selectAwaitingRepeat(
  tx: Tx,
  organizationId: string,
  patientId: string,
  now: Date,
): Promise<
  readonly (Pick<AlertRow, 'id' | 'ruleId' | 'protocolVersion'> & { recheck: RecheckState })[]
> {
  const rows = await tx
    .selectFrom('alert')
    .select(['id', 'ruleId', 'protocolVersion', 'recheck'])
    .where('organizationId', '=', organizationId)
    .where('patientId', '=', patientId)
    .where('state', '=', 'active')
    .where('recheckDueAt', '>', now)
    .orderBy('priority')
    .orderBy('recheckDueAt')
    .execute();
  return rows.map((row) => ({ ...row, recheck: row.recheck as unknown as RecheckState }));
}

/** A page of all alerts in the order of their ids, for checks over everything. */
export async function selectAlertsAfter(
  tx: Tx,
  organizationId: string,
  after: string,
  limit: number,
): Promise<readonly AlertRow[]> {
  const result = await sql<AlertRow>`
    select ${columns} from alert
    where organization_id = ${organizationId}::uuid and id > ${after}::uuid
    order by id limit ${limit}`.execute(tx.withoutPlugins());
  return result.rows;
}
