-- Patients and the people around them.

-- Letters only as a search compares them: without accents and case.
-- unaccent() is only STABLE because its dictionary may change; ours does not.
create function search_form(value text) returns text language sql immutable parallel safe
  as $$ select lower(public.unaccent('public.unaccent', value)) $$;

-- The words of a name: "Ana María O'Neill-de la Cruz" gives ana, maria, oneill, de, la, cruz.
create function name_words(value text) returns setof text language sql immutable parallel safe
  as $$ select distinct word
        from regexp_split_to_table(translate(search_form(value), '''’`', ''), '[^[:alnum:]]+') as word
        where word <> '' $$;

create table patient (
  organization_id uuid not null references organization,
  id uuid not null,
  practice_id uuid not null,
  given_names text not null,
  family_name text not null,
  second_family_name text,
  preferred_name text,
  birth_date date,
  sex text check (sex in ('female', 'male', 'other', 'unknown')),
  -- BCP 47 primary tag; 'und' while nobody has asked.
  language text not null,
  interpreter_needed boolean,
  zone text not null,
  zone_source text not null check (zone_source in ('given', 'zip', 'practice')),
  address jsonb not null default '{}',
  status text not null default 'active' check (status in ('active', 'paused', 'ended', 'deceased')),
  -- Opened only by whoever owns work on the patient, or by breaking the glass.
  restricted boolean not null default false,
  sort_name text collate "C" not null generated always as (
    search_form(family_name || coalesce(' ' || second_family_name, '') || ' ' || given_names)
  ) stored,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  primary key (organization_id, id),
  foreign key (organization_id, practice_id) references practice
);
create index patient_birth_date on patient (organization_id, birth_date);
create index patient_sort_name on patient (organization_id, sort_name, id);
create index patient_practice on patient (organization_id, practice_id, sort_name, id);
call isolate_by_organization('patient');

-- One row per word of a name, with what lists are sorted by: the index alone gives the first page of the
-- many that a common name finds. Prefix search goes over this B-tree and not over a trigram index: under
-- row-level security PostgreSQL uses an index only for leakproof operators, and LIKE is not one.
create table patient_name_word (
  organization_id uuid not null,
  word text collate "C" not null,
  patient_id uuid not null,
  sort_name text collate "C" not null,
  primary key (organization_id, word, patient_id) include (sort_name),
  foreign key (organization_id, patient_id) references patient
);
create index patient_name_word_patient on patient_name_word (organization_id, patient_id);
call isolate_by_organization('patient_name_word');

create function name_words_of(p patient) returns setof text language sql immutable parallel safe
  as $$ select name_words(concat_ws(' ', p.given_names, p.family_name, p.second_family_name, p.preferred_name)) $$;

-- Once per statement for new patients, of whom an import brings thousands.
create function add_name_words() returns trigger language plpgsql as $$
begin
  insert into patient_name_word (organization_id, word, patient_id, sort_name)
  select added.organization_id, word, added.id, added.sort_name
  from added cross join lateral name_words_of(added::patient) as word;
  return null;
end $$;
create trigger name_words_added after insert on patient
  referencing new table as added for each statement execute function add_name_words();

create function replace_name_words() returns trigger language plpgsql as $$
begin
  delete from patient_name_word where organization_id = new.organization_id and patient_id = new.id;
  insert into patient_name_word (organization_id, word, patient_id, sort_name)
  select new.organization_id, word, new.id, new.sort_name from name_words_of(new) as word;
  return null;
end $$;
create trigger name_words_changed after update of given_names, family_name, second_family_name, preferred_name
  on patient for each row execute function replace_name_words();

-- `kind` is the code of HL7 table 0203 where one is given (MR: medical record number).
create table patient_identifier (
  organization_id uuid not null,
  system text not null,
  value text not null,
  kind text,
  patient_id uuid not null,
  search_value text collate "C" not null generated always as (lower(value)) stored,
  primary key (organization_id, system, value) include (patient_id),
  foreign key (organization_id, patient_id) references patient
);
create index patient_identifier_patient on patient_identifier (organization_id, patient_id);
create index patient_identifier_value on patient_identifier (organization_id, search_value) include (value, patient_id);
call isolate_by_organization('patient_identifier');

-- `consent`: unknown is not consent. Telephone numbers are kept as E.164; reversed digits find "…4321".
create table contact_point (
  organization_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  channel text not null check (channel in ('phone', 'text', 'email', 'letter', 'portal')),
  value text not null,
  use text not null default 'home' check (use in ('home', 'mobile', 'work', 'other')),
  preferred boolean not null default false,
  consent text not null default 'unknown' check (consent in ('granted', 'refused', 'revoked', 'unknown')),
  consent_at timestamptz,
  consent_by text,
  ended_at timestamptz,
  reversed_digits text collate "C" generated always as (
    case when channel in ('phone', 'text') then reverse(regexp_replace(split_part(value, ';', 1), '\D', '', 'g')) end
  ) stored,
  primary key (organization_id, id),
  foreign key (organization_id, patient_id) references patient
);
create index contact_point_patient on contact_point (organization_id, patient_id);
create unique index contact_point_once on contact_point (organization_id, patient_id, channel, value) where ended_at is null;
create index contact_point_value on contact_point (organization_id, value);
create index contact_point_digits on contact_point (organization_id, reversed_digits) where ended_at is null;
call isolate_by_organization('contact_point');

create table enrolment (
  organization_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  program text not null,
  status text not null check (status in ('proposed', 'active', 'paused', 'ended')),
  consent text not null default 'unknown' check (consent in ('granted', 'refused', 'revoked', 'unknown')),
  consent_on date,
  started_on date,
  ended_on date,
  end_reason text,
  primary key (organization_id, id),
  foreign key (organization_id, patient_id) references patient
);
create unique index enrolment_open on enrolment (organization_id, patient_id, program) where status <> 'ended';
create index enrolment_patient on enrolment (organization_id, patient_id);
call isolate_by_organization('enrolment');

create table condition (
  organization_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  code_system text not null,
  code text not null,
  display text not null,
  clinical_status text not null check (
    clinical_status in ('active', 'recurrence', 'relapse', 'inactive', 'remission', 'resolved', 'unknown')),
  -- 'entered-in-error' stays for the record and counts for nothing.
  verification text not null check (
    verification in ('unconfirmed', 'provisional', 'differential', 'confirmed', 'refuted', 'entered-in-error')),
  onset_on date,
  abated_on date,
  primary key (organization_id, id),
  foreign key (organization_id, patient_id) references patient
);
create index condition_patient on condition (organization_id, patient_id);
-- What the patient has now: read with every batch of readings.
create index condition_present on condition (organization_id, patient_id) include (code_system, code)
  where clinical_status not in ('inactive', 'remission', 'resolved')
    and verification not in ('refuted', 'entered-in-error');
call isolate_by_organization('condition');

-- Professionals and places that are not ours: prescribers, hospitals, agencies.
create table directory_entry (
  organization_id uuid not null references organization,
  id uuid not null,
  kind text not null check (kind in ('practitioner', 'organization')),
  name text not null,
  npi text,
  phone text,
  email text,
  address jsonb not null default '{}',
  active boolean not null default true,
  sort_name text collate "C" not null generated always as (search_form(name)) stored,
  primary key (organization_id, id)
);
create unique index directory_entry_npi on directory_entry (organization_id, npi) where npi is not null;
create index directory_entry_name on directory_entry (organization_id, sort_name, id);
call isolate_by_organization('directory_entry');

create table medication (
  organization_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  code_system text,
  code text,
  display text not null,
  status text not null check (
    status in ('active', 'on-hold', 'cancelled', 'completed', 'entered-in-error', 'stopped', 'draft', 'unknown')),
  authored_on date,
  dosage text,
  prescriber text,
  prescriber_id uuid,
  primary key (organization_id, id),
  foreign key (organization_id, patient_id) references patient,
  foreign key (organization_id, prescriber_id) references directory_entry
);
create index medication_patient on medication (organization_id, patient_id);
call isolate_by_organization('medication');

-- `class` is a code of HL7 v3 ActCode (AMB, IMP, EMER, HH, VR, …), as FHIR R4 asks for.
create table encounter (
  organization_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  class text not null,
  display text not null,
  status text not null check (
    status in ('planned', 'arrived', 'triaged', 'in-progress', 'onleave', 'finished', 'cancelled', 'entered-in-error', 'unknown')),
  began_at timestamptz,
  ended_at timestamptz,
  reason text,
  place text,
  place_id uuid,
  professional text,
  professional_id uuid,
  primary key (organization_id, id),
  foreign key (organization_id, patient_id) references patient,
  foreign key (organization_id, place_id) references directory_entry,
  foreign key (organization_id, professional_id) references directory_entry
);
create index encounter_patient on encounter (organization_id, patient_id, began_at desc);
call isolate_by_organization('encounter');

create table care_circle_member (
  organization_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  kind text not null check (kind in ('family', 'friend', 'proxy', 'professional')),
  name text not null,
  relation text not null,
  language text,
  phone text,
  email text,
  scope text[] not null default '{}',
  consent text not null default 'unknown' check (consent in ('granted', 'refused', 'revoked', 'unknown')),
  directory_entry_id uuid,
  starts_on date,
  ends_on date,
  note text,
  primary key (organization_id, id),
  foreign key (organization_id, patient_id) references patient,
  foreign key (organization_id, directory_entry_id) references directory_entry
);
create index care_circle_member_patient on care_circle_member (organization_id, patient_id);
call isolate_by_organization('care_circle_member');

-- What an import made of each source record, so that a second run finds its rows again and leaves alone
-- what has not changed at the source (corrections made here survive).
create table source_record (
  organization_id uuid not null references organization,
  resource_type text not null,
  source_id text not null,
  source text not null,
  row_id uuid not null,
  content_hash text not null,
  imported_at timestamptz not null,
  primary key (organization_id, resource_type, source_id, source)
);
call isolate_by_organization('source_record');
