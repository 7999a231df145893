import { sql } from 'kysely';

import { textArray } from '../../../platform/server/binary-arrays.ts';
import type { Tx } from '../../../platform/server/database.ts';
import type { VitalKind } from '../../core/reading.ts';

export type DeviceStatus = 'active' | 'returned' | 'lost' | 'retired';

export interface DeviceRow {
  readonly id: string;
  readonly identifier: string;
  readonly model: string | null;
  readonly kinds: readonly VitalKind[];
  readonly validated: boolean | null;
  readonly patientId: string | null;
  readonly status: DeviceStatus;
  readonly zoneLessClock: boolean;
  readonly createdAt: Date;
}

/** What ingest must know of a device. */
export type DeviceForIngest = Pick<
  DeviceRow,
  'id' | 'identifier' | 'patientId' | 'status' | 'zoneLessClock'
>;

/** Devices by what sources call them. */
export async function selectByIdentifiers(
  tx: Tx,
  organizationId: string,
  identifiers: readonly string[],
): Promise<readonly DeviceForIngest[]> {
  const result = await sql<DeviceForIngest>`
    select id, identifier, patient_id as "patientId", status, zone_less_clock as "zoneLessClock"
    from device where organization_id = ${organizationId}::uuid
      and identifier = any(${textArray(identifiers)}::text[])`.execute(tx.withoutPlugins());
  return result.rows;
}

/** Adds devices; one that is there already is left as it is. */
export async function insertDevices(
  tx: Tx,
  organizationId: string,
  rows: readonly DeviceRow[],
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
  { id, identifier: _identifier, createdAt: _createdAt, ...changes }: DeviceRow,
): Promise<void> {
  await tx
    .updateTable('device')
    .set({ ...changes, kinds: [...changes.kinds] })
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .execute();
}
