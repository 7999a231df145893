/** What is known of a patient's health and programs: conditions, medications, encounters, enrolments, circle. */
import { sql, type Insertable, type Selectable } from 'kysely';

import type { Tx } from '../../../platform/server/database.ts';
import type { DB } from '../../../platform/server/database-types.ts';

/** Tables with one row per fact about one patient. */
export type FactTable = 'condition' | 'medication' | 'encounter' | 'enrolment' | 'careCircleMember';

export type FactRow<T extends FactTable> = Omit<Selectable<DB[T]>, 'organizationId'>;
export type NewFact<T extends FactTable> = Omit<Insertable<DB[T]>, 'organizationId'> & {
  readonly id: string;
};

const batchSize = 500;

/** Stores facts, replacing those whose id exists. Sorted by key, as every bulk insert. */
export async function putFacts<T extends FactTable>(
  tx: Tx,
  organizationId: string,
  table: T,
  facts: readonly NewFact<T>[],
): Promise<void> {
  const sorted = facts.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  for (let at = 0; at < sorted.length; at += batchSize) {
    const rows = sorted.slice(at, at + batchSize).map((fact) => ({ organizationId, ...fact }));
    const columns = Object.keys(rows[0] ?? {}).filter(
      (name) => !['organizationId', 'id'].includes(name),
    );
    await tx
      .insertInto(table as 'condition')
      .values(rows as unknown as Insertable<DB['condition']>[])
      .onConflict((conflict) =>
        conflict.columns(['organizationId', 'id']).doUpdateSet((eb) => {
          const excluded = columns.map(
            (name) => [name, eb.ref(`excluded.${name as 'code'}`)] as const,
          );
          return Object.fromEntries(excluded);
        }),
      )
      .execute();
  }
}

/** One fact of a patient, locked until the end of the transaction. */
export async function lockFact<T extends FactTable>(
  tx: Tx,
  table: T,
  patientId: string,
  id: string,
): Promise<FactRow<T> | undefined> {
  const row = await tx
    .selectFrom(table as 'condition')
    .selectAll()
    .where('patientId', '=', patientId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row ? (withoutOrganization(row) as unknown as FactRow<T>) : undefined;
}

export interface PresentCondition {
  readonly patientId: string;
  readonly codeSystem: string;
  readonly code: string;
}

/** Conditions that are neither over, refuted nor a mistake; the filter is that of their partial index. */
export async function selectPresentConditions(
  tx: Tx,
  patientIds: readonly string[],
): Promise<PresentCondition[]> {
  const result = await sql<PresentCondition>`
    select patient_id as "patientId", code_system as "codeSystem", code from condition
    where patient_id = any(${patientIds}::uuid[])
      and clinical_status not in ('inactive', 'remission', 'resolved')
      and verification not in ('refuted', 'entered-in-error')`.execute(tx.withoutPlugins());
  return result.rows;
}

export async function selectConditions(tx: Tx, patientId: string): Promise<FactRow<'condition'>[]> {
  const rows = await tx
    .selectFrom('condition')
    .selectAll()
    .where('patientId', '=', patientId)
    .orderBy(sql`abated_on is not null`)
    .orderBy('onsetOn', (order) => order.desc().nullsLast())
    .orderBy('id')
    .execute();
  return rows.map(withoutOrganization);
}

export async function selectMedications(
  tx: Tx,
  patientId: string,
): Promise<FactRow<'medication'>[]> {
  const rows = await tx
    .selectFrom('medication')
    .selectAll()
    .where('patientId', '=', patientId)
    .orderBy(sql`status not in ('active', 'on-hold')`)
    .orderBy('authoredOn', (order) => order.desc().nullsLast())
    .orderBy('id')
    .execute();
  return rows.map(withoutOrganization);
}

export async function selectEncounters(
  tx: Tx,
  patientId: string,
  limit: number,
): Promise<FactRow<'encounter'>[]> {
  const rows = await tx
    .selectFrom('encounter')
    .selectAll()
    .where('patientId', '=', patientId)
    .orderBy('beganAt', (order) => order.desc().nullsLast())
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(withoutOrganization);
}

export async function selectEnrolments(tx: Tx, patientId: string): Promise<FactRow<'enrolment'>[]> {
  const rows = await tx
    .selectFrom('enrolment')
    .selectAll()
    .where('patientId', '=', patientId)
    .orderBy(sql`status = 'ended'`)
    .orderBy('startedOn', (order) => order.desc().nullsLast())
    .orderBy('id')
    .execute();
  return rows.map(withoutOrganization);
}

/** The active enrolments in some programs on a day, of one patient or of all. */
export function selectActiveEnrolments(
  tx: Tx,
  organizationId: string,
  day: string,
  of: { readonly programs?: readonly string[]; readonly patientId?: string },
): Promise<{ patientId: string; program: string }[]> {
  const { programs, patientId } = of;
  let query = tx
    .selectFrom('enrolment')
    .select(['patientId', 'program'])
    .where('organizationId', '=', organizationId)
    .where('status', '=', 'active')
    .where((eb) => eb.or([eb('startedOn', 'is', null), eb('startedOn', '<=', day)]))
    .where((eb) => eb.or([eb('endedOn', 'is', null), eb('endedOn', '>=', day)]))
    .orderBy('patientId')
    .orderBy('program');
  if (programs !== undefined) query = query.where('program', 'in', [...programs]);
  if (patientId !== undefined) query = query.where('patientId', '=', patientId);
  return query.execute();
}

export async function hasOpenEnrolment(
  tx: Tx,
  patientId: string,
  program: string,
): Promise<boolean> {
  const row = await tx
    .selectFrom('enrolment')
    .select('id')
    .where('patientId', '=', patientId)
    .where('program', '=', program)
    .where('status', '<>', 'ended')
    .executeTakeFirst();
  return row !== undefined;
}

export async function selectCareCircle(
  tx: Tx,
  patientId: string,
): Promise<FactRow<'careCircleMember'>[]> {
  const rows = await tx
    .selectFrom('careCircleMember')
    .selectAll()
    .where('patientId', '=', patientId)
    .orderBy('endsOn', (order) => order.desc().nullsFirst())
    .orderBy('id')
    .execute();
  return rows.map(withoutOrganization);
}

function withoutOrganization<T extends { organizationId: string }>(
  row: T,
): Omit<T, 'organizationId'> {
  const { organizationId: _organizationId, ...fact } = row;
  return fact;
}
