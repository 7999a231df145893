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
 * One page of the patients that meet the query, by surname. Words of a name are found and sorted in their
 * index, which carries the surname: of a common name only the page is fetched. A text that may also be a
 * number is united from its readings, each answered from its own index. Comparisons are ranges and not
 * LIKE: row-level security admits only leakproof operators to an index.
 */
export async function searchPatientIds(
  tx: Tx,
  query: PatientQuery,
  page: SearchPage,
): Promise<Hit[]> {
  const found = matches(query);
  const [source, name, id] = found
    ? [
        sql`(${found}) as found join patient on patient.id = found.id`,
        sql`found.sort_name`,
        sql`found.id`,
      ]
    : [sql`patient`, sql`patient.sort_name`, sql`patient.id`];
  const conditions = [
    query.birthDate === null ? null : sql`patient.birth_date = ${query.birthDate}::date`,
    page.practiceId === null ? null : sql`patient.practice_id = ${page.practiceId}::uuid`,
    page.patientId === null ? null : sql`patient.id = ${page.patientId}::uuid`,
    page.status === null ? null : sql`patient.status = ${page.status}`,
    page.after === null
      ? null
      : sql`(${name}, ${id}) > (${page.after.sortName}, ${page.after.id}::uuid)`,
  ].filter((condition) => condition !== null);
  const where = conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
  const result = await sql<Hit>`
    select ${id} as id, ${name} as sort_name from ${source} where ${where}
    order by ${name}, ${id} limit ${page.limit}`.execute(tx);
  return result.rows;
}

type Fragment = RawBuilder<unknown>;

/** Id and sort name of those whom the text means in one of its readings; null when there is no text. */
function matches({ words, identifier, digits }: PatientQuery): Fragment | null {
  const numbers = [byIdentifier(identifier), byDigits(digits)].filter((one) => one !== null);
  const numbered = sql`
    select id, sort_name from patient where id in (${sql.join(numbers, sql` union `)})`;
  const ways = [
    ...(words.length === 0 ? [] : [sql`(${sql.join(words.map(beginning), sql` intersect `)})`]),
    ...(numbers.length === 0 ? [] : [numbered]),
  ];
  return ways.length === 0 ? null : sql.join(ways, sql` union `);
}

/** Patients with a word that begins so. */
function beginning(word: string): Fragment {
  return sql`
    select distinct patient_id as id, sort_name from patient_name_word
    where word >= search_form(${word}) and word < search_form(${word}) || ${lastCharacter}`;
}

function byIdentifier(start: string | null): Fragment | null {
  if (start === null) return null;
  return sql`
    select patient_id from patient_identifier
    where search_value >= ${start} and search_value < ${start + lastCharacter}`;
}

/** The number ends in these digits. */
function byDigits(digits: string | null): Fragment | null {
  if (digits === null) return null;
  const reversed = [...digits].reverse().join('');
  return sql`
    select patient_id from contact_point
    where reversed_digits >= ${reversed} and reversed_digits < ${reversed + lastCharacter}
      and ended_at is null`;
}
