import { sql } from 'kysely';

import type { Tx } from '../../../platform/server/database.ts';
import { nearBirthDates, type IdentityProbe } from '../../core/duplicate.ts';
import type { Identifier } from '../../core/person.ts';

export interface KnownPatient {
  readonly id: string;
  readonly practiceId: string;
  readonly zone: string;
  readonly language: string;
  readonly birthDate: string | null;
  readonly status: string;
}

export interface FoundReference extends KnownPatient {
  readonly reference: string;
}

/**
 * Only one transaction at a time adds patients to an organization, so that two people who enter the
 * same patient at once, or an import and a person, see each other's.
 */
export async function lockIdentities(tx: Tx, organizationId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`people ${organizationId}`}, 0))`.execute(
    tx,
  );
}

/** Patients by their ids. */
export async function selectKnownPatients(tx: Tx, ids: readonly string[]): Promise<KnownPatient[]> {
  const result = await sql<KnownPatient>`
    select id, practice_id as "practiceId", zone, language, birth_date as "birthDate", status
    from patient where id = any(${ids}::uuid[])`.execute(tx.withoutPlugins());
  return result.rows;
}

/** Patients by `system` and `value`, or by value alone where `system` is null; one row per match. */
export async function selectByIdentifiers(
  tx: Tx,
  wanted: readonly { reference: string; system: string | null; value: string }[],
): Promise<FoundReference[]> {
  const result = await sql<FoundReference>`
    with wanted as materialized (
      select reference, system, value, lower(value) as search_value
      from unnest(
        ${wanted.map((one) => one.reference)}::text[],
        ${wanted.map((one) => one.system)}::text[],
        ${wanted.map((one) => one.value)}::text[]
      ) as wanted (reference, system, value)
    ), found as (
      select reference, patient_id from wanted
        join patient_identifier using (system, value)
      union
      select reference, patient_id from wanted
        join patient_identifier on patient_identifier.search_value = wanted.search_value
          and patient_identifier.value = wanted.value
      where wanted.system is null
      union
      select reference, row_id from wanted
        join source_record on resource_type = 'Patient' and source_id = wanted.value
      where wanted.system is null
    )
    select reference, id, practice_id as "practiceId", zone, language, birth_date as "birthDate", status
    from found join patient on patient.id = found.patient_id`.execute(tx.withoutPlugins());
  return result.rows;
}

/** Who already has one of these identifiers. */
export async function selectIdentifierOwners(
  tx: Tx,
  identifiers: readonly Identifier[],
): Promise<{ system: string; value: string; patientId: string }[]> {
  if (identifiers.length === 0) return [];
  const result = await sql<{ system: string; value: string; patientId: string }>`
    select system, value, patient_id
    from unnest(
      ${identifiers.map((one) => one.system)}::text[],
      ${identifiers.map((one) => one.value)}::text[]
    ) as wanted (system, value)
    join patient_identifier using (system, value)`.execute(tx);
  return result.rows;
}

/** Adds identifiers that the patient does not have yet. Fails when somebody else has one. */
export async function insertIdentifiers(
  tx: Tx,
  organizationId: string,
  identifiers: readonly (Identifier & { readonly patientId: string })[],
): Promise<void> {
  if (identifiers.length === 0) return;
  const rows = identifiers
    .map(({ patientId, system, value, kind = null }) => ({
      organizationId,
      patientId,
      system,
      value,
      kind,
    }))
    .toSorted((a, b) => (`${a.system}|${a.value}` < `${b.system}|${b.value}` ? -1 : 1));
  for (let at = 0; at < rows.length; at += 500) {
    await tx
      .insertInto('patientIdentifier')
      .values(rows.slice(at, at + 500))
      .execute();
  }
}

/** Forgets all identifiers of a patient, before the new list is stored. */
export async function deleteIdentifiers(tx: Tx, patientId: string): Promise<void> {
  await tx.deleteFrom('patientIdentifier').where('patientId', '=', patientId).execute();
}

export async function selectIdentifiers(
  tx: Tx,
  patientIds: readonly string[],
): Promise<(Identifier & { patientId: string })[]> {
  const result = await sql<Identifier & { patientId: string }>`
    select patient_id, system, value, kind from patient_identifier
    where patient_id = any(${patientIds}::uuid[]) order by system, value`.execute(tx);
  return result.rows;
}

/**
 * Pairs of a probe (its place in the list) and a patient worth comparing with it: same identifier,
 * telephone or e-mail, same birth date, or a birth date that a slip makes of it and a word of the name in
 * common. Only within one practice when it is given.
 */
export async function selectDuplicateCandidates(
  tx: Tx,
  probes: readonly IdentityProbe[],
  practiceId: string | null,
): Promise<{ probe: number; patientId: string }[]> {
  const result = await sql<{ probe: number; patientId: string }>`
    with probe as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(probes.map(toRecord))}::jsonb)
        as probe (at int, name text, born date, near date[], contacts text[], systems text[], numbers text[])
    ), word as materialized (
      select at, array_agg(word) as words from probe cross join lateral name_words(probe.name) as word
      group by at
    ), near as materialized (
      select at, words, day from probe join word using (at) cross join lateral unnest(probe.near) as day
    ), contact as materialized (
      select at, value from probe cross join lateral unnest(contacts) as value
    ), number as materialized (
      select at, system, value
      from probe cross join lateral unnest(systems, numbers) as number (system, value)
    ), candidate as (
      select at, patient_id from number join patient_identifier using (system, value)
      union
      select at, patient_id from contact join contact_point using (value) where ended_at is null
      union
      select at, id from probe join patient on birth_date = born
      union
      select at, id from near join patient on birth_date = day
      where exists (select from patient_name_word where patient_id = patient.id and word = any(words))
    )
    select at as probe, patient_id from candidate join patient on patient.id = patient_id
    where ${practiceId}::uuid is null or practice_id = ${practiceId}::uuid`.execute(tx);
  return result.rows;
}

function toRecord(probe: IdentityProbe, at: number) {
  const numbers = probe.identifiers.map((one) => one.split('|'));
  return {
    at,
    name: probe.name,
    born: probe.birthDate,
    near: probe.birthDate === null ? [] : nearBirthDates(probe.birthDate),
    contacts: [...probe.phones, ...probe.emails],
    systems: numbers.map(([system]) => system),
    numbers: numbers.map(([, ...value]) => value.join('|')),
  };
}

/** What duplicates are compared by, of stored patients. */
export async function selectIdentityProbes(
  tx: Tx,
  ids: readonly string[],
): Promise<Map<string, IdentityProbe>> {
  const result = await sql<IdentityProbe & { id: string }>`
    select id, birth_date, sex, address ->> 'postalCode' as postal_code,
      concat_ws(' ', given_names, family_name, second_family_name) as name,
      array(select value from contact_point where patient_id = patient.id
        and channel in ('phone', 'text') and ended_at is null) as phones,
      array(select value from contact_point where patient_id = patient.id
        and channel = 'email' and ended_at is null) as emails,
      array(select system || '|' || value from patient_identifier
        where patient_id = patient.id) as identifiers
    from patient where id = any(${ids}::uuid[])`.execute(tx);
  return new Map(result.rows.map(({ id, ...probe }) => [id, probe]));
}
