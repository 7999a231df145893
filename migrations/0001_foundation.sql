-- The tenant, its practices and people who work for it, machine access, calendars and the audit log.
-- Every table carries organization_id first in its keys; row-level security compares it with the
-- setting app.organization_id of the transaction. The role enlace_app owns nothing.

do $$ begin
  if not exists (select from pg_roles where rolname = 'enlace_app') then
    create role enlace_app nologin;
  end if;
  execute format('grant enlace_app to %I', current_user);
end $$;
grant usage on schema public to enlace_app;
alter default privileges in schema public grant select, insert, update, delete on tables to enlace_app;
alter default privileges in schema public grant usage, select on sequences to enlace_app;
-- Functions that act with their owner's rights are for the application only, not for every role.
alter default privileges revoke execute on routines from public;
alter default privileges in schema public grant execute on routines to enlace_app;

create extension if not exists pg_trgm;
create extension if not exists unaccent;

create function current_organization() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.organization_id', true), '')::uuid $$;

-- Puts a table under row-level security; every migration that creates a table calls it.
create procedure isolate_by_organization(target regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format(
    'create policy organization on %s using (organization_id = (select current_organization())) with check (organization_id = (select current_organization()))',
    target);
end $$;

create table organization (
  organization_id uuid primary key,
  name text not null,
  zone text not null,
  demonstration boolean not null default false,
  settings jsonb not null default '{}',
  created_at timestamptz not null default now()
);
call isolate_by_organization('organization');

-- Jobs and sign-in must know the tenants before they can choose one; ids only.
create function all_organization_ids() returns setof uuid language sql stable security definer
  set search_path = public as $$ select organization_id from organization order by 1 $$;

create table practice (
  organization_id uuid not null references organization,
  id uuid not null,
  name text not null,
  zone text not null,
  phone text,
  active boolean not null default true,
  created_at timestamptz not null default now(),
  primary key (organization_id, id),
  unique (organization_id, name)
);
call isolate_by_organization('practice');

-- A person who signs in; the id is that of the identity in schema auth.
create table app_user (
  organization_id uuid not null references organization,
  id uuid not null,
  display_name text not null,
  email text not null check (email = lower(email)),
  credentials text,
  roles text[] not null,
  languages text[] not null,
  skills text[] not null default '{}',
  interface_language text not null default 'en' check (interface_language in ('en', 'es')),
  practice_id uuid,
  active boolean not null default true,
  created_at timestamptz not null default now(),
  primary key (organization_id, id),
  unique (organization_id, email),
  foreign key (organization_id, practice_id) references practice
);
call isolate_by_organization('app_user');

-- One-time links: only the SHA-256 of the secret is kept. The first administrator has no user yet.
create table invitation (
  organization_id uuid not null references organization,
  id uuid not null,
  kind text not null check (kind in ('invitation', 'password-reset', 'first-administrator')),
  user_id uuid,
  secret_sha256 bytea not null unique,
  created_by uuid,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, user_id) references app_user,
  check ((kind = 'first-administrator') = (user_id is null))
);
create unique index invitation_open on invitation (organization_id, user_id) nulls not distinct where used_at is null;
call isolate_by_organization('invitation');

-- The link tells the tenant, so it is looked up before one is chosen.
create function find_invitation(given_sha256 bytea) returns uuid
  language sql stable security definer set search_path = public
  as $$ select organization_id from invitation where secret_sha256 = given_sha256 $$;

-- Who is working now, in which languages: routing looks here.
create table duty (
  organization_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  began_at timestamptz not null,
  ended_at timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, user_id) references app_user
);
create unique index duty_open on duty (organization_id, user_id) where ended_at is null;
call isolate_by_organization('duty');

-- Opening hours of business-hours clocks, per weekday (1 = Monday), local time of the zone.
create table business_hours (
  organization_id uuid not null references organization,
  weekday smallint not null check (weekday between 1 and 7),
  opens time not null,
  closes time not null check (closes > opens),
  primary key (organization_id, weekday)
);
call isolate_by_organization('business_hours');

create table holiday (
  organization_id uuid not null references organization,
  day date not null,
  name_en text not null,
  name_es text not null,
  primary key (organization_id, day)
);
call isolate_by_organization('holiday');

-- Machine access: only the SHA-256 of a token is kept. `api_secret_sha1` is what Nightscout uploaders send.
create table api_token (
  organization_id uuid not null references organization,
  id uuid not null,
  label text not null,
  source text not null,
  scopes text[] not null,
  practice_id uuid,
  patient_id uuid,
  secret_sha256 bytea not null unique,
  api_secret_sha1 bytea unique,
  created_by uuid,
  created_at timestamptz not null default now(),
  last_used_on date,
  revoked_at timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, practice_id) references practice
);
call isolate_by_organization('api_token');

-- The token tells the tenant, so it is looked up before one is chosen.
create function find_api_token(given_sha256 bytea, given_sha1 bytea) returns setof api_token
  language sql stable security definer set search_path = public
  as $$ select * from api_token
        where (secret_sha256 = given_sha256 or api_secret_sha1 = given_sha1) and revoked_at is null $$;

-- Transaction numbers start again when a dump is restored into another cluster, so they count per cluster.
create function current_cluster() returns text language sql stable security definer
  set search_path = pg_catalog as $$ select system_identifier::text from pg_control_system() $$;

-- Append-only. `patient_ids`: every patient whose information the actor saw or changed.
-- `transaction_id` orders events for sealing: all of a lower one are finished once the snapshot passed it.
create table audit_event (
  organization_id uuid not null,
  id uuid not null,
  cluster text not null default current_cluster(),
  transaction_id xid8 not null default pg_current_xact_id(),
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('user', 'token', 'system')),
  actor_id uuid,
  actor_label text not null,
  action text not null,
  purpose text not null,
  patient_ids uuid[] not null default '{}',
  subject text,
  detail jsonb not null default '{}',
  break_glass_id uuid,
  primary key (organization_id, id)
);
create index audit_event_order on audit_event (organization_id, cluster, transaction_id, id);
create index audit_event_break_glass on audit_event (organization_id, break_glass_id) where break_glass_id is not null;
create index audit_event_patient on audit_event using gin (patient_ids) where action <> 'readings.receive';
call isolate_by_organization('audit_event');

-- One link of the hash chain covers all events after the link before, up to (transaction_id, event id):
-- SHA-256 over the previous hash, the link itself and the SHA-256 of every event, each as canonical JSON.
create table audit_seal (
  organization_id uuid not null,
  sequence integer not null,
  sealed_at timestamptz not null,
  cluster text not null,
  up_to_transaction xid8 not null,
  up_to_id uuid not null,
  event_count integer not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  previous_hash bytea not null,
  hash bytea not null,
  primary key (organization_id, sequence)
);
call isolate_by_organization('audit_seal');

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'table % is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger append_only before update or delete on audit_event for each row execute function refuse_change();
create trigger append_only before update or delete on audit_seal for each row execute function refuse_change();
create trigger no_truncate before truncate on audit_event execute function refuse_change();
create trigger no_truncate before truncate on audit_seal execute function refuse_change();
revoke update, delete on audit_event, audit_seal from enlace_app;
-- The application cannot choose where in the order an event stands.
revoke insert on audit_event from enlace_app;
grant insert (organization_id, id, at, actor_kind, actor_id, actor_label, action, purpose, patient_ids, subject, detail, break_glass_id)
  on audit_event to enlace_app;

-- Emergency access: reason, time box, and a notice the privacy officer must acknowledge.
create table break_glass (
  organization_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  patient_id uuid not null,
  reason text not null,
  began_at timestamptz not null,
  ends_at timestamptz not null,
  reviewed_by uuid,
  reviewed_at timestamptz,
  review_note text,
  primary key (organization_id, id),
  foreign key (organization_id, user_id) references app_user
);
create index break_glass_open on break_glass (organization_id, user_id, patient_id, ends_at);
create index break_glass_unreviewed on break_glass (organization_id, began_at) where reviewed_at is null;
call isolate_by_organization('break_glass');
