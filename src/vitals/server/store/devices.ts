import { sql } from 'kysely';

import { textArray } from '../../../platform/server/binary-arrays.ts';
import type { Tx } from '../../../platform/server/database.ts';
import type { DeviceState, Holding } from '../../core/device-state.ts';
import type { VitalKind } from '../../core/reading.ts';

/** A device as it is added. */
export interface NewDeviceRow {
  readonly id: string;
  readonly identifier: string;
  readonly model: string | null;
  readonly kinds: readonly VitalKind[];
  readonly validated: boolean | null;
  readonly patientId: string | null;
  readonly status: DeviceState;
  readonly zoneLessClock: boolean;
  readonly createdAt: Date;
  /** The identifier of the first device of a row of replacements; absent: its own. */
  readonly series?: string | null;
}

export interface DeviceRow extends NewDeviceRow {
  readonly series: string | null;
  readonly batteryPercent: number | null;
  readonly batteryAt: Date | null;
  readonly signalDbm: number | null;
  readonly signalAt: Date | null;
}

/** What ingest must know of a device. */
export interface DeviceForIngest extends Pick<
  NewDeviceRow,
  'id' | 'identifier' | 'patientId' | 'status' | 'zoneLessClock'
> {
  /** What the source called it: one of its names. */
  readonly named: string;
  /** Names it in the identity of readings. */
  readonly series: string;
  readonly holdings: readonly Holding[];
}

/** Devices by what sources call them: their identifier, or another name that is theirs now. */
export async function selectByIdentifiers(
  tx: Tx,
  organizationId: string,
  identifiers: readonly string[],
): Promise<readonly DeviceForIngest[]> {
  const result = await sql<DeviceForIngest>`
    with asked as (select unnest(${textArray(identifiers)}::text[]) as named),
    known as (
      select coalesce(other.device_id, own.id) as id, asked.named from asked
      left join lateral (
        -- Whose name it is now, or was last: what comes late still comes from there.
        select device_id from device_alias i
        where i.organization_id = ${organizationId}::uuid and i.value = asked.named
        order by i.until_at is null desc, i.from_at desc limit 1
      ) other on true
      left join device own on own.organization_id = ${organizationId}::uuid and own.identifier = asked.named
      where coalesce(other.device_id, own.id) is not null
    )
    select d.id, d.identifier, known.named, coalesce(d.series, d.identifier) as series,
      d.patient_id as "patientId", d.status, d.zone_less_clock as "zoneLessClock",
      coalesce((select json_agg(json_build_object('patientId', h.patient_id,
          'from', floor(extract(epoch from h.from_at) * 1000),
          'until', floor(extract(epoch from h.until_at) * 1000)))
        from device_holding h where h.organization_id = d.organization_id and h.device_id = d.id), '[]') as holdings
    from known join device d on d.organization_id = ${organizationId}::uuid and d.id = known.id
  `.execute(tx.withoutPlugins());
  return result.rows;
}

/** Adds devices; one that is there already is left as it is. */
export async function insertDevices(
  tx: Tx,
  organizationId: string,
  rows: readonly NewDeviceRow[],
): Promise<number> {
  if (rows.length === 0) return 0;
  const result = await tx
    .insertInto('device')
    .values(rows.map((row) => ({ organizationId, ...row, kinds: [...row.kinds] })))
    .onConflict((conflict) => conflict.columns(['organizationId', 'identifier']).doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows ?? 0n);
}

const columns = [
  'id',
  'identifier',
  'model',
  'kinds',
  'validated',
  'patientId',
  'status',
  'zoneLessClock',
  'createdAt',
  'series',
  'batteryPercent',
  'batteryAt',
  'signalDbm',
  'signalAt',
] as const;

/** Devices that a patient has or had, the newest first. */
export async function selectOfPatient(
  tx: Tx,
  organizationId: string,
  patientId: string,
): Promise<readonly DeviceRow[]> {
  const rows = await tx
    .selectFrom('device')
    .select(columns)
    .where('organizationId', '=', organizationId)
    .where('patientId', '=', patientId)
    .orderBy('createdAt', 'desc')
    .execute();
  return rows as DeviceRow[];
}

/** One device, which nobody else changes until the end of the transaction. */
export async function lockDevice(
  tx: Tx,
  organizationId: string,
  id: string,
): Promise<DeviceRow | undefined> {
  const row = await tx
    .selectFrom('device')
    .select(columns)
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row as DeviceRow | undefined;
}

export async function updateDevice(
  tx: Tx,
  organizationId: string,
  { id, createdAt: _createdAt, ...changes }: DeviceRow,
): Promise<void> {
  await tx
    .updateTable('device')
    .set({ ...changes, kinds: [...changes.kinds] })
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

/** Paired devices of which a reading came since then are in use from now on. */
export async function activateMeasuring(
  tx: Tx,
  organizationId: string,
  since: Date,
): Promise<readonly { id: string; patientId: string | null }[]> {
  const result = await sql<{ id: string; patientId: string | null }>`
    update device d set status = 'active'
    where d.organization_id = ${organizationId}::uuid and d.status = 'paired' and exists (
      select from reading r where r.organization_id = d.organization_id and r.patient_id = d.patient_id
        and r.kind = any(d.kinds) and r.effective_at >= ${since}::timestamptz and r.device_id = d.id)
    returning id, patient_id as "patientId"`.execute(tx.withoutPlugins());
  return result.rows;
}
