-- Deliveries as they arrived, and what could not be taken at its word.

create table delivery (
  organization_id uuid not null,
  id uuid not null,
  source text not null,
  adapter text not null,
  token_id uuid,
  user_id uuid,
  message_id text,
  content_hash bytea not null,
  content_type text not null,
  -- As it arrived; null when all of it had been received before.
  body bytea,
  body_encoding text not null default 'identity' check (body_encoding in ('identity', 'zstd')),
  received_at timestamptz not null,
  accepted integer not null,
  duplicate integer not null,
  quarantined integer not null,
  rejected integer not null,
  primary key (organization_id, id)
);
create index delivery_received on delivery (organization_id, received_at desc);
call isolate_by_organization('delivery');

-- `quarantined`: understood, but not believed until somebody decides. `rejected`: not understood.
create table quarantine_item (
  organization_id uuid not null,
  id uuid not null,
  delivery_id uuid not null,
  item_index integer not null,
  outcome text not null check (outcome in ('quarantined', 'rejected')),
  reason text not null,
  detail jsonb not null default '{}',
  patient_id uuid,
  -- The patient, or the source when nobody knows the patient: whose data-check work it is.
  subject text not null,
  kind text,
  -- In a dangerous range: to be looked at first.
  critical boolean not null default false,
  candidate jsonb,
  raw jsonb,
  source text not null,
  identity text not null,
  arrived_at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'released', 'corrected', 'refused')),
  decided_by uuid,
  decided_at timestamptz,
  decision_note text,
  primary key (organization_id, id),
  -- Nobody decided what a replay could read, or store, after all.
  check (state = 'open' or (decided_at is not null and (decided_by is not null or state = 'released')))
);
-- A replay of the same bad item finds the same row.
create unique index quarantine_item_identity on quarantine_item (organization_id, identity);
create index quarantine_item_open on quarantine_item (organization_id, arrived_at desc, id) where state = 'open';
create index quarantine_item_decided on quarantine_item (organization_id, arrived_at desc, id) where state <> 'open';
create index quarantine_item_subject on quarantine_item (organization_id, subject) where state = 'open';
create index quarantine_item_patient on quarantine_item (organization_id, patient_id, arrived_at desc) where patient_id is not null;
call isolate_by_organization('quarantine_item');

create table import_mapping (
  organization_id uuid not null references organization,
  id uuid not null,
  name text not null,
  mapping jsonb not null,
  created_by uuid,
  created_at timestamptz not null,
  primary key (organization_id, id),
  unique (organization_id, name)
);
call isolate_by_organization('import_mapping');

-- A plan made while a table was empty takes any index that begins with the organization for as good as
-- its key, and prepared plans and foreign keys stay with it until statistics come: autovacuum brings
-- them within minutes, a first import is through by then. Of tables that have grown this costs nothing.
create procedure refresh_young_statistics() language plpgsql security definer set search_path = public as $$
declare
  young regclass;
begin
  for young in
    select c.oid from pg_class c
    where c.oid in ('patient'::regclass, 'condition'::regclass, 'device'::regclass, 'reading_days'::regclass,
        'delivery'::regclass, 'alert'::regclass, 'alert_event'::regclass, 'work_item'::regclass, 'work_event'::regclass)
      and c.reltuples < 1000 and pg_relation_size(c.oid) > 4 * current_setting('block_size')::int
    order by c.oid
  loop
    execute format('analyze %s', young);
  end loop;
end $$;

-- A vendor's account with us: who may deliver to /ingest/{vendor}, and for which practice's patients.
create table ingest_source (
  organization_id uuid not null references organization,
  id uuid not null,
  vendor text not null,
  label text not null,
  -- Names its deliveries, and is part of the identity of their readings: never changed.
  source text not null,
  practice_id uuid,
  authentication text not null check (authentication in ('signature', 'basic', 'url')),
  -- Sealed with the secret of the installation: a signature cannot be checked against a hash.
  sealed_secret bytea not null,
  -- How old a signature may be.
  window_minutes integer not null check (window_minutes between 1 and 1440),
  enabled boolean not null default true,
  -- Where measurements are fetched from, when a vendor only notifies.
  base_url text,
  -- What the vendor gave the organization for its application, to ask for persons' tokens; sealed too.
  sealed_application bytea,
  -- The vendor said that we ask too often: nothing is fetched before.
  paused_until timestamptz,
  created_by uuid,
  created_at timestamptz not null,
  primary key (organization_id, id),
  unique (organization_id, source),
  foreign key (organization_id, practice_id) references practice
);
call isolate_by_organization('ingest_source');

-- Whose data a vendor lets us fetch, with what it gave us to do so.
create table ingest_account (
  organization_id uuid not null,
  source_id uuid not null,
  account text not null,
  sealed_token bytea not null,
  -- With it the access token is renewed; each renewal replaces both.
  sealed_refresh bytea,
  -- Of the access token; null: not known.
  expires_at timestamptz,
  -- `ended`: asking again changes nothing, a person must link the account anew.
  state text not null default 'linked' check (state in ('linked', 'ended')),
  problem text check (problem in ('link-ended', 'application-refused', 'other-person', 'unreachable')),
  failing_since timestamptz,
  failures integer not null default 0,
  -- Whose data it is as the vendor names them: the same from the first answer on.
  vendor_user text,
  -- Up to here everything was brought.
  reached_at timestamptz,
  next_fetch_at timestamptz,
  -- Of the last answer: the same again has nothing new.
  last_answer_hash bytea,
  updated_at timestamptz not null,
  check (state = 'linked' or problem is not null),
  check ((problem is null) = (failing_since is null)),
  primary key (organization_id, source_id, account),
  foreign key (organization_id, source_id) references ingest_source
);
call isolate_by_organization('ingest_account');

-- What came through a source, by hour. `refused`: requests with a wrong or stale secret, nothing of them is kept.
create table ingest_source_hour (
  organization_id uuid not null,
  source_id uuid not null,
  hour timestamptz not null,
  deliveries integer not null default 0,
  accepted integer not null default 0,
  duplicate integer not null default 0,
  quarantined integer not null default 0,
  rejected integer not null default 0,
  refused integer not null default 0,
  last_delivery_at timestamptz,
  primary key (organization_id, source_id, hour),
  foreign key (organization_id, source_id) references ingest_source
);
call isolate_by_organization('ingest_source_hour');

-- The source in the address tells the tenant, so it is looked up before one is chosen.
create function find_ingest_source(given_id uuid) returns setof ingest_source
  language sql stable security definer set search_path = public
  as $$ select * from ingest_source where id = given_id $$;
