import { sql } from 'kysely';

import { integerArray, textArray, uuidArray } from '../../../platform/server/binary-arrays.ts';
import type { Tx } from '../../../platform/server/database.ts';
import type { DayBits } from '../../core/days.ts';

/** Adds days, in the order given (sorted by month, patient, kind); those already there cost one lookup. */
export async function addDays(
  tx: Tx,
  organizationId: string,
  days: readonly DayBits[],
): Promise<void> {
  if (days.length === 0) return;
  await sql`
    insert into reading_days as d (organization_id, patient_id, month, kind, all_days, device_days)
    select ${organizationId}::uuid, patient_id, month::date, kind, all_days, device_days
    from unnest(
      ${uuidArray(days, (one) => one.patientId)}::uuid[],
      ${textArray(days, (one) => one.month)}::text[],
      ${textArray(days, (one) => one.kind)}::text[],
      ${integerArray(days, (one) => one.allDays)}::int4[],
      ${integerArray(days, (one) => one.deviceDays)}::int4[]
    ) as given (patient_id, month, kind, all_days, device_days)
    where not exists (select from reading_days k where k.organization_id = ${organizationId}::uuid
      and k.month = given.month::date and k.patient_id = given.patient_id and k.kind = given.kind
      and k.all_days & given.all_days = given.all_days
      and k.device_days & given.device_days = given.device_days offset 0)
    on conflict (organization_id, month, patient_id, kind) do update
    set all_days = d.all_days | excluded.all_days, device_days = d.device_days | excluded.device_days`.execute(
    tx.withoutPlugins(),
  );
}

/**
 * Puts the days of one patient, month and kind to exactly these: after a withdrawal. Servers that
 * remember days look again.
 */
export async function setDays(tx: Tx, organizationId: string, bits: DayBits): Promise<void> {
  await tx
    .insertInto('readingDays')
    .values({ organizationId, ...bits })
    .onConflict((conflict) =>
      conflict
        .columns(['organizationId', 'month', 'patientId', 'kind'])
        .doUpdateSet({ allDays: bits.allDays, deviceDays: bits.deviceDays }),
    )
    .execute();
  await sql`
    insert into reading_days_epoch as e (organization_id, epoch) values (${organizationId}::uuid, 1)
    on conflict (organization_id) do update set epoch = e.epoch + 1`.execute(tx);
}

/** How often days were taken back so far. */
export async function selectDaysEpoch(tx: Tx, organizationId: string): Promise<number> {
  const result = await sql<{ epoch: number }>`
    select epoch from reading_days_epoch where organization_id = ${organizationId}::uuid`.execute(
    tx.withoutPlugins(),
  );
  return result.rows[0]?.epoch ?? 0;
}
