import { sql, type Expression, type ExpressionBuilder } from 'kysely';

import type { DB } from '../../../platform/server/database-types.ts';
import type { Tx } from '../../../platform/server/database.ts';
import type { PatientStatus, Sex, ZoneSource } from '../../core/person.ts';
import type { AddressParts } from '../../core/schemas.ts';

/** A patient as stored; the address is a JSON column. */
export interface PatientRow {
  readonly id: string;
  readonly practiceId: string;
  readonly givenNames: string;
  readonly familyName: string;
  readonly secondFamilyName: string | null;
  readonly preferredName: string | null;
  readonly birthDate: string | null;
  readonly sex: Sex | null;
  readonly language: string;
  readonly interpreterNeeded: boolean | null;
  readonly zone: string;
  readonly zoneSource: ZoneSource;
  readonly address: AddressParts;
  readonly status: PatientStatus;
  readonly restricted: boolean;
}

export interface HeaderRow extends PatientRow {
  readonly practiceName: string;
  readonly phone: string | null;
  readonly recordNumber: string | null;
  readonly version: number;
}

const batchSize = 500;

/** Stores new patients; a trigger keeps the words of their names. Sorted by key, as every bulk insert. */
export async function insertPatients(
  tx: Tx,
  organizationId: string,
  patients: readonly PatientRow[],
  now: Date,
): Promise<void> {
  const sorted = patients.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  for (let at = 0; at < sorted.length; at += batchSize) {
    const rows = sorted.slice(at, at + batchSize).map((patient) => ({
      organizationId,
      ...patient,
      address: JSON.stringify(patient.address),
      createdAt: now,
      updatedAt: now,
    }));
    await tx.insertInto('patient').values(rows).execute();
  }
}

/** Writes the row if it still has this version; tells whether it had. */
export async function updatePatientRow(
  tx: Tx,
  patient: PatientRow,
  version: number,
  now: Date,
): Promise<boolean> {
  const { id, address, ...columns } = patient;
  const result = await tx
    .updateTable('patient')
    .set({
      ...columns,
      address: JSON.stringify(address),
      updatedAt: now,
      version: sql<number>`version + 1`,
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Closes or opens a record; it counts as a change of the patient. */
export async function setRestricted(
  tx: Tx,
  id: string,
  restricted: boolean,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('patient')
    .set({ restricted, updatedAt: now, version: sql<number>`version + 1` })
    .where('id', '=', id)
    .execute();
}

/** The heads of these patients, in no particular order; ids that do not exist are left out. */
export async function selectHeaders(tx: Tx, ids: readonly string[]): Promise<HeaderRow[]> {
  if (ids.length === 0) return [];
  const rows = await headers(tx).where('patient.id', '=', anyOf(ids)).execute();
  return rows as HeaderRow[];
}

/** The head of one patient, locked against changes until the end of the transaction. */
export async function lockPatient(tx: Tx, id: string): Promise<HeaderRow | undefined> {
  await tx.selectFrom('patient').select('id').where('id', '=', id).forUpdate().execute();
  const [row] = await selectHeaders(tx, [id]);
  return row;
}

function headers(tx: Tx) {
  return tx
    .selectFrom('patient')
    .innerJoin('practice', (join) =>
      join
        .onRef('practice.organizationId', '=', 'patient.organizationId')
        .onRef('practice.id', '=', 'patient.practiceId'),
    )
    .select((eb) => [
      ...([
        'patient.id',
        'patient.practiceId',
        'patient.givenNames',
        'patient.familyName',
      ] as const),
      ...(['patient.secondFamilyName', 'patient.preferredName', 'patient.birthDate'] as const),
      ...([
        'patient.sex',
        'patient.language',
        'patient.interpreterNeeded',
        'patient.zone',
      ] as const),
      ...([
        'patient.zoneSource',
        'patient.address',
        'patient.status',
        'patient.restricted',
      ] as const),
      ...(['patient.version', 'practice.name as practiceName'] as const),
      phoneOf(eb).as('phone'),
      recordNumberOf(eb).as('recordNumber'),
    ]);
}

type Eb = ExpressionBuilder<DB, 'patient' | 'practice'>;

/** The preferred telephone number, or the first one entered. */
function phoneOf(eb: Eb) {
  return eb
    .selectFrom('contactPoint')
    .select('contactPoint.value')
    .whereRef('contactPoint.patientId', '=', 'patient.id')
    .whereRef('contactPoint.organizationId', '=', 'patient.organizationId')
    .where('contactPoint.channel', '=', 'phone')
    .where('contactPoint.endedAt', 'is', null)
    .orderBy('contactPoint.preferred', 'desc')
    .orderBy('contactPoint.id')
    .limit(1);
}

function recordNumberOf(eb: Eb) {
  return eb
    .selectFrom('patientIdentifier')
    .select('patientIdentifier.value')
    .whereRef('patientIdentifier.patientId', '=', 'patient.id')
    .whereRef('patientIdentifier.organizationId', '=', 'patient.organizationId')
    .where('patientIdentifier.kind', '=', 'MR')
    .orderBy('patientIdentifier.system')
    .limit(1);
}

/** One array parameter instead of one parameter per id: the statement's text stays the same. */
export function anyOf(ids: readonly string[]): Expression<string> {
  return sql<string>`any(${ids}::uuid[])`;
}
