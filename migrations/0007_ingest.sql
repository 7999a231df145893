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
  check (state = 'open' or (decided_at is not null and decided_by is not null))
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
