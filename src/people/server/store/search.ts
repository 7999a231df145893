import { sql, type RawBuilder } from 'kysely';

import type { Tx } from '../../../platform/server/database.ts';
import type { PatientQuery } from '../../core/search.ts';

export interface SearchPage {
  readonly practiceId: string | null;
  readonly patientId: string | null;
  readonly status: string | null;
  readonly after: { readonly sortName: string; readonly id: string } | null;
  readonly limit: number;
}

interface Hit {
  readonly id: string;
  readonly sortName: string;
}

// Sorts after every word that begins with the same letters (collation "C" compares bytes).
const lastCharacter = '\u{10ffff}';

/**
 * One page of the patients that meet the query, by surname. The ways a text can be read (name, record
 * number, telephone) are each answered from their own index and united before paging. Comparisons are
 * ranges and not LIKE: row-level security admits only leakproof operators to an index.
 */
export async function searchPatientIds(
  tx: Tx,
  query: PatientQuery,
  page: SearchPage,
): Promise<Hit[]> {
  const readings = [byWords(query.words), byIdentifier(query.identifier), byDigits(query.digits)];
  const found = readings.filter((reading) => reading !== null);
  const conditions = [
    query.birthDate === null ? null : sql`patient.birth_date = ${query.birthDate}::date`,
    page.practiceId === null ? null : sql`patient.practice_id = ${page.practiceId}::uuid`,
    page.patientId === null ? null : sql`patient.id = ${page.patientId}::uuid`,
    page.status === null ? null : sql`patient.status = ${page.status}`,
    page.after === null
      ? null
      : sql`(patient.sort_name, patient.id) > (${page.after.sortName}, ${page.after.id}::uuid)`,
    found.length === 0
      ? null
      : sql`patient.id in (select patient_id from (${sql.join(found, sql` union `)}) as reading)`,
  ].filter((condition) => condition !== null);
  const where = conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
  const result = await sql<Hit>`
    select patient.id, patient.sort_name from patient where ${where}
    order by patient.sort_name, patient.id limit ${page.limit}`.execute(tx);
  return result.rows;
}

type Reading = RawBuilder<unknown> | null;

/** Every word must begin a word of the name. */
function byWords(words: readonly string[]): Reading {
  if (words.length === 0) return null;
  const each = words.map(
    (word) => sql`
      select patient_id from patient_name_word
      where word >= search_form(${word}) and word < search_form(${word}) || ${lastCharacter}`,
  );
  return sql`select patient_id from (${sql.join(each, sql` intersect `)}) as words`;
}

function byIdentifier(beginning: string | null): Reading {
  if (beginning === null) return null;
  return sql`
    select patient_id from patient_identifier
    where search_value >= ${beginning} and search_value < ${beginning + lastCharacter}`;
}

/** The number ends in these digits. */
function byDigits(digits: string | null): Reading {
  if (digits === null) return null;
  const reversed = [...digits].reverse().join('');
  return sql`
    select patient_id from contact_point
    where reversed_digits >= ${reversed} and reversed_digits < ${reversed + lastCharacter}
      and ended_at is null`;
}
