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

/** What was entered about patients, one table after the other. */
export interface EnteredRows {
  readonly facts: readonly FactRow[];
  readonly limits: readonly LimitRow[];
  readonly symptoms: readonly SymptomRow[];
}

type EnteredRow = { readonly patientId: string } & (
  | { readonly what: 'fact'; readonly row: Omit<FactRow, 'patientId'> }
  | { readonly what: 'limit'; readonly row: Omit<LimitRow, 'patientId'> }
  | { readonly what: 'symptoms'; readonly row: Omit<SymptomRow, 'patientId'> }
);

const epochMs = (column: string) => sql.raw(`extract(epoch from ${column}) * 1000`);

/**
 * Flags and figures in force at an instant, limits in force then or later, and answers since another
 * instant: in one statement, because it goes with every batch of readings and seldom finds anything.
 */
export async function selectEntered(
  tx: Tx,
  organizationId: string,
  patientIds: readonly string[],
  times: { readonly now: Date; readonly symptomsSince: Date },
): Promise<EnteredRows> {
  const { now, symptomsSince } = times;
  const ids = uuidArray(patientIds);
  const result = await sql<EnteredRow>`
    select patient_id as "patientId", 'fact' as what,
      jsonb_build_object('fact', fact, 'value', value) as row, effective_from as ordered
    from patient_fact
    where organization_id = ${organizationId}::uuid and patient_id = any(${ids}::uuid[])
      and effective_from <= ${now}::timestamptz
      and (effective_to is null or effective_to > ${now}::timestamptz)
    union all
    select patient_id, 'limit', jsonb_build_object('id', id, 'ruleId', rule_id, 'name', limit_name,
        'value', value, 'unit', unit, 'author', author_id, 'reason', reason,
        'effectiveFrom', ${epochMs('effective_from')}, 'effectiveTo', ${epochMs('effective_to')}),
      effective_from
    from patient_limit
    where organization_id = ${organizationId}::uuid and patient_id = any(${ids}::uuid[])
      and (effective_to is null or effective_to > ${now}::timestamptz)
    union all
    select patient_id, 'symptoms',
      jsonb_build_object('at', ${epochMs('at')}, 'sourceId', source_id, 'present', present), at
    from symptom_report
    where organization_id = ${organizationId}::uuid and patient_id = any(${ids}::uuid[])
      and at >= ${symptomsSince}::timestamptz
    order by ordered`.execute(tx.withoutPlugins());
  const facts: FactRow[] = [];
  const limits: LimitRow[] = [];
  const symptoms: SymptomRow[] = [];
  for (const { patientId, ...entered } of result.rows) {
    switch (entered.what) {
      case 'fact':
        facts.push({ patientId, ...entered.row });
        break;
      case 'limit':
        limits.push({ patientId, ...entered.row });
        break;
      case 'symptoms':
        symptoms.push({ patientId, ...entered.row });
        break;
    }
  }
  return { facts, limits, symptoms };
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

/** The symptoms of an answer that is kept. */
export async function selectSymptomReport(
  tx: Tx,
  key: { readonly organizationId: string; readonly patientId: string; readonly sourceId: string },
): Promise<readonly string[]> {
  const { present } = await tx
    .selectFrom('symptomReport')
    .select('present')
    .where('organizationId', '=', key.organizationId)
    .where('patientId', '=', key.patientId)
    .where('sourceId', '=', key.sourceId)
    .executeTakeFirstOrThrow();
  return present;
}
