-- Patients and the people around them.

-- Search without accents and case. unaccent() is only STABLE because its dictionary may change; ours does not.
create function search_form(value text) returns text language sql immutable parallel safe
  as $$ select lower(public.unaccent('public.unaccent', value)) $$;

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
  language text not null,
  interpreter_needed boolean,
  zone text not null,
  zone_source text not null check (zone_source in ('given', 'zip', 'practice')),
  address jsonb not null default '{}',
  status text not null default 'active' check (status in ('active', 'paused', 'ended', 'deceased')),
  -- Opened only by whoever owns work on the patient, or by breaking the glass.
  restricted boolean not null default false,
  search_name text not null generated always as (
    search_form(given_names || ' ' || family_name || coalesce(' ' || second_family_name, '') || coalesce(' ' || preferred_name, ''))
  ) stored,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  primary key (organization_id, id),
  foreign key (organization_id, practice_id) references practice
);
create index patient_name on patient using gin (search_name gin_trgm_ops);
create index patient_birth_date on patient (organization_id, birth_date);
create index patient_practice on patient (organization_id, practice_id, search_name);
call isolate_by_organization('patient');

create table patient_identifier (
  organization_id uuid not null,
  system text not null,
  value text not null,
  patient_id uuid not null,
  primary key (organization_id, system, value) include (patient_id),
  foreign key (organization_id, patient_id) references patient
);
create index patient_identifier_patient on patient_identifier (organization_id, patient_id);
call isolate_by_organization('patient_identifier');

-- `consent`: unknown is not consent.
create table contact_point (
  organization_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  channel text not null check (channel in ('phone', 'text', 'email', 'letter', 'portal')),
  value text not null,
  use text not null default 'home',
  preferred boolean not null default false,
  consent text not null default 'unknown' check (consent in ('granted', 'refused', 'revoked', 'unknown')),
  consent_at timestamptz,
  consent_by text,
  primary key (organization_id, id),
  foreign key (organization_id, patient_id) references patient
);
create index contact_point_patient on contact_point (organization_id, patient_id);
create index contact_point_value on contact_point (organization_id, value);
call isolate_by_organization('contact_point');

create table enrolment (
  organization_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  program text not null,
  status text not null check (status in ('proposed', 'active', 'paused', 'ended')),
  consent text not null default 'unknown' check (consent in ('granted', 'refused', 'revoked', 'unknown')),
  started_on date,
  ended_on date,
  end_reason text,
  primary key (organization_id, id),
  foreign key (organization_id, patient_id) references patient
);
create unique index enrolment_open on enrolment (organization_id, patient_id, program) where status <> 'ended';
call isolate_by_organization('enrolment');

-- `source_key` makes an import find its row again.
create table condition (
  organization_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  code_system text not null,
  code text not null,
  display text not null,
  clinical_status text not null,
  onset_on date,
  abated_on date,
  source_key text,
  primary key (organization_id, id),
  foreign key (organization_id, patient_id) references patient
);
create index condition_patient on condition (organization_id, patient_id);
create unique index condition_source on condition (organization_id, source_key) where source_key is not null;
call isolate_by_organization('condition');

create table medication (
  organization_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  code_system text,
  code text,
  display text not null,
  status text not null,
  authored_on date,
  dosage text,
  source_key text,
  primary key (organization_id, id),
  foreign key (organization_id, patient_id) references patient
);
create index medication_patient on medication (organization_id, patient_id);
create unique index medication_source on medication (organization_id, source_key) where source_key is not null;
call isolate_by_organization('medication');

create table encounter (
  organization_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  class text not null,
  display text not null,
  status text not null,
  began_at timestamptz,
  ended_at timestamptz,
  reason text,
  place text,
  source_key text,
  primary key (organization_id, id),
  foreign key (organization_id, patient_id) references patient
);
create index encounter_patient on encounter (organization_id, patient_id, began_at desc);
create unique index encounter_source on encounter (organization_id, source_key) where source_key is not null;
call isolate_by_organization('encounter');

-- Professionals and places that are not ours: prescribers, hospitals, agencies.
create table directory_entry (
  organization_id uuid not null references organization,
  id uuid not null,
  kind text not null check (kind in ('practitioner', 'organization')),
  name text not null,
  npi text,
  phone text,
  address jsonb not null default '{}',
  source_key text,
  primary key (organization_id, id)
);
create unique index directory_entry_source on directory_entry (organization_id, source_key) where source_key is not null;
call isolate_by_organization('directory_entry');

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
