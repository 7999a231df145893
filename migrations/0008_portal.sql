-- The patient's own way in: invitations by link and code, sessions bound to one patient, messages, and
-- questions about symptoms. A patient is never a user of the organization.

alter table audit_event drop constraint audit_event_actor_kind_check;
alter table audit_event add constraint audit_event_actor_kind_check
  check (actor_kind in ('user', 'token', 'system', 'patient'));

-- Of the link only the SHA-256 is kept; the code is told another way and is kept hashed with the link's
-- secret, so that the table alone opens nothing. `member_id`: a proxy of the care circle, else the patient.
create table portal_invitation (
  organization_id uuid not null references organization,
  id uuid not null,
  patient_id uuid not null,
  member_id uuid,
  secret_sha256 bytea not null unique,
  code_sha256 bytea not null,
  failed_attempts integer not null default 0,
  created_by uuid,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  closed_at timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, patient_id) references patient,
  foreign key (organization_id, member_id) references care_circle_member
);
create unique index portal_invitation_open on portal_invitation (organization_id, patient_id, member_id)
  nulls not distinct where closed_at is null;
call isolate_by_organization('portal_invitation');

create table portal_session (
  organization_id uuid not null references organization,
  id uuid not null,
  patient_id uuid not null,
  member_id uuid,
  secret_sha256 bytea not null unique,
  began_at timestamptz not null,
  last_active_at timestamptz not null,
  ended_at timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, patient_id) references patient,
  foreign key (organization_id, member_id) references care_circle_member
);
create index portal_session_patient on portal_session (organization_id, patient_id) where ended_at is null;
call isolate_by_organization('portal_session');

-- Link and cookie tell the tenant, so they are looked up before one is chosen.
create function find_portal_organization(given_sha256 bytea) returns uuid
  language sql stable security definer set search_path = public
  as $$ select organization_id from portal_invitation where secret_sha256 = given_sha256
        union all
        select organization_id from portal_session where secret_sha256 = given_sha256
        limit 1 $$;

-- Written by the patient (or a proxy), or by somebody of the staff (`author_id`). Never changed.
create table portal_message (
  organization_id uuid not null references organization,
  id uuid not null,
  patient_id uuid not null,
  from_patient boolean not null,
  author_id uuid,
  author_name text not null,
  text text not null,
  at timestamptz not null,
  primary key (organization_id, id),
  foreign key (organization_id, patient_id) references patient,
  check (from_patient = (author_id is null))
);
create index portal_message_patient on portal_message (organization_id, patient_id, at);
call isolate_by_organization('portal_message');

create table portal_question (
  organization_id uuid not null references organization,
  id uuid not null,
  patient_id uuid not null,
  symptoms text[] not null,
  asked_by uuid not null,
  asked_at timestamptz not null,
  answered_at timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, patient_id) references patient,
  foreign key (organization_id, asked_by) references app_user
);
create index portal_question_open on portal_question (organization_id, patient_id) where answered_at is null;
call isolate_by_organization('portal_question');
