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
  primary key (organization_id, patient_id, kind, effective_at, source_id)
    include (value_1, value_2, value_3, unit, beyond, standing, trust),
  check (value_1 is not null or beyond is not null)
) partition by range (effective_at);
call isolate_by_organization('reading');

-- A partition reached directly would pass by the parent's policy: each one is isolated as well.
create procedure ensure_reading_partition(month date) language plpgsql security definer set search_path = public as $$
declare
  first_day date := date_trunc('month', month);
  partition text := 'reading_' || to_char(first_day, 'YYYYMM');
begin
  if to_regclass(partition) is null then
    perform pg_advisory_xact_lock(hashtext('reading_partition'));
    if to_regclass(partition) is null then
      execute format('create table %I partition of reading for values from (%L) to (%L)',
        partition, first_day || ' 00:00+00', (first_day + interval '1 month')::date || ' 00:00+00');
      execute format('revoke all on %I from enlace_app', partition);
    end if;
  end if;
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
);
call isolate_by_organization('reading_days');
