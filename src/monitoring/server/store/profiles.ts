import { sql } from 'kysely';

import { uuidArray } from '../../../platform/server/binary-arrays.ts';
import type { Tx } from '../../../platform/server/database.ts';
import type { PatientLimit } from '../../core/profile.ts';
import type { Symptom } from '../../core/symptom.ts';

export interface FactRow {
  readonly patientId: string;
  readonly fact: string;
  readonly value: number | null;
}

export interface LimitRow extends Omit<PatientLimit, 'effectiveTo'> {
  readonly patientId: string;
  readonly effectiveTo: number | null;
}

export interface SymptomRow {
  readonly patientId: string;
  readonly at: number;
  readonly sourceId: string;
  readonly present: readonly Symptom[];
}

/** Flags and figures in force at an instant. */
export async function selectFacts(
  tx: Tx,
  organizationId: string,
  patientIds: readonly string[],
  now: Date,
): Promise<readonly FactRow[]> {
  const result = await sql<FactRow>`
    select patient_id as "patientId", fact, value from patient_fact
    where organization_id = ${organizationId}::uuid
      and patient_id = any(${uuidArray(patientIds)}::uuid[])
      and effective_from <= ${now}::timestamptz
      and (effective_to is null or effective_to > ${now}::timestamptz)
    order by effective_from`.execute(tx.withoutPlugins());
  return result.rows;
}

/** Limits set for these patients that are in force at an instant or begin later. */
export async function selectLimits(
  tx: Tx,
  organizationId: string,
  patientIds: readonly string[],
  now: Date,
): Promise<readonly LimitRow[]> {
  const result = await sql<LimitRow>`
    select id, patient_id as "patientId", rule_id as "ruleId", limit_name as name, value, unit,
      author_id::text as author, reason,
      (extract(epoch from effective_from) * 1000)::float8 as "effectiveFrom",
      (extract(epoch from effective_to) * 1000)::float8 as "effectiveTo"
    from patient_limit
    where organization_id = ${organizationId}::uuid
      and patient_id = any(${uuidArray(patientIds)}::uuid[])
      and (effective_to is null or effective_to > ${now}::timestamptz)
    order by effective_from, id`.execute(tx.withoutPlugins());
  return result.rows;
}

/** What patients answered since an instant. */
export async function selectSymptomReports(
  tx: Tx,
  organizationId: string,
  patientIds: readonly string[],
  since: Date,
): Promise<readonly SymptomRow[]> {
  const result = await sql<SymptomRow>`
    select patient_id as "patientId", (extract(epoch from at) * 1000)::float8 as at,
      source_id as "sourceId", present
    from symptom_report
    where organization_id = ${organizationId}::uuid
      and patient_id = any(${uuidArray(patientIds)}::uuid[]) and at >= ${since}::timestamptz
    order by at`.execute(tx.withoutPlugins());
  return result.rows;
}

/** Keeps an answer; the same one again is not kept twice. Returns whether it was new. */
export async function insertSymptomReport(
  tx: Tx,
  row: {
    readonly organizationId: string;
    readonly patientId: string;
    readonly at: Date;
    readonly sourceId: string;
    readonly present: readonly string[];
    readonly authorId: string | null;
  },
): Promise<boolean> {
  const result = await tx
    .insertInto('symptomReport')
    .values({ ...row, present: [...row.present] })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}
