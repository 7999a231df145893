-- Devices and readings.

create table device (
  organization_id uuid not null references organization,
  id uuid not null,
  identifier text not null,
  model text,
  kinds text[] not null,
  validated boolean,
  patient_id uuid,
  status text not null default 'active' check (status in ('active', 'returned', 'lost', 'retired')),
  zone_less_clock boolean not null default false,
  created_at timestamptz not null,
  primary key (organization_id, id),
  foreign key (organization_id, patient_id) references patient
);
create unique index device_identifier on device (organization_id, identifier);
create index device_patient on device (organization_id, patient_id);
call isolate_by_organization('device');

-- Narrow and partitioned by month (partitions are made ahead by a job and on demand at ingest).
-- The one key finds duplicates and draws charts. Values are in the order of the vital's components,
-- in `unit` as received. No foreign keys: `enlace verify` looks for orphans.
create table reading (
  organization_id uuid not null,
  patient_id uuid not null,
  kind text not null,
  effective_at timestamptz not null,
  source_id text not null,
  value_1 double precision,
  value_2 double precision,
  value_3 double precision,
  unit text not null,
  beyond text check (beyond in ('HI', 'LO')),
  standing text not null,
  trust text not null,
  origin text not null,
  offset_minutes smallint,
  device_id uuid,
  delivery_id uuid not null,
  received_at timestamptz not null,
  context jsonb,
  -- Why it is unconfirmed: plausibility codes, separated by spaces.
  doubts text,
  primary key (organization_id, patient_id, kind, effective_at, source_id)
    include (value_1, value_2, value_3, unit, beyond, standing, trust),
  check (value_1 is not null or beyond is not null)
) partition by range (effective_at);
call isolate_by_organization('reading');

-- Imported history: too thin for partitions of its own, and plans stay short.
create table reading_2000_2019 partition of reading
  for values from ('2000-01-01 00:00+00') to ('2020-01-01 00:00+00');
-- A partition reached directly would pass by the parent's policy: nobody but the owner may.
revoke all on reading_2000_2019 from enlace_app;

-- Attached, not created as a partition: CREATE … PARTITION OF would lock out running reads and writes.
create procedure ensure_reading_partition(month date) language plpgsql security definer set search_path = public as $$
declare
  first_day date := date_trunc('month', month);
  partition text := 'reading_' || to_char(first_day, 'YYYYMM');
begin
  if first_day < date '2020-01-01' or to_regclass(partition) is not null then return; end if;
  perform pg_advisory_xact_lock(hashtext('reading_partition'));
  if to_regclass(partition) is not null then return; end if;
  execute format('create table %I (like reading including all)', partition);
  execute format('revoke all on %I from enlace_app', partition);
  execute format('alter table reading attach partition %I for values from (%L) to (%L)',
    partition, first_day || ' 00:00+00', (first_day + interval '1 month')::date || ' 00:00+00');
end $$;

-- A correction or withdrawal of one reading: the reading stays, this row says what became of it.
create table reading_correction (
  organization_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  kind text not null,
  effective_at timestamptz not null,
  source_id text not null,
  action text not null check (action in ('replaced', 'withdrawn')),
  replaced_by_at timestamptz,
  replaced_by_source_id text,
  reason text not null,
  author_id uuid,
  at timestamptz not null,
  primary key (organization_id, id),
  unique (organization_id, patient_id, kind, effective_at, source_id),
  foreign key (organization_id, patient_id) references patient
);
call isolate_by_organization('reading_correction');

-- Days of a month with at least one reading, bit 0 = the first; the patient's local dates.
create table reading_days (
  organization_id uuid not null,
  patient_id uuid not null,
  month date not null,
  kind text not null,
  all_days integer not null default 0,
  device_days integer not null default 0,
  primary key (organization_id, month, patient_id, kind)
  -- Room for a row to be updated on its own page, so that its index entry stays.
) with (fillfactor = 70);
call isolate_by_organization('reading_days');

-- Grows whenever days are taken back, so that a server knows when what it remembers of them is old.
create table reading_days_epoch (
  organization_id uuid primary key references organization,
  epoch integer not null
);
call isolate_by_organization('reading_days_epoch');
