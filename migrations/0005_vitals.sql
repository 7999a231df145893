-- Devices and readings.

create table device (
  organization_id uuid not null references organization,
  id uuid not null,
  identifier text not null,
  model text,
  kinds text[] not null,
  validated boolean,
  patient_id uuid,
  status text not null default 'active' check (status in
    ('ordered', 'shipped', 'delivered', 'paired', 'active', 'swapped', 'returned', 'lost', 'retired', 'cancelled')),
  zone_less_clock boolean not null default false,
  -- The identifier of the first device of a row of replacements: readings without an id of their own are
  -- told apart by it, so that what a swapped device sent is known when its successor sends it again.
  series text,
  -- Last known, as its deliveries told it.
  battery_percent smallint,
  battery_at timestamptz,
  signal_dbm smallint,
  signal_at timestamptz,
  created_at timestamptz not null,
  primary key (organization_id, id),
  foreign key (organization_id, patient_id) references patient
);
create unique index device_identifier on device (organization_id, identifier);
create index device_patient on device (organization_id, patient_id);
call isolate_by_organization('device');

-- Other names under which sources know a device (gateway, phone, IMEI), each for its time.
create table device_alias (
  organization_id uuid not null,
  value text not null,
  from_at timestamptz not null,
  until_at timestamptz,
  kind text not null check (kind in ('serial', 'imei', 'gateway', 'phone')),
  device_id uuid not null,
  primary key (organization_id, value, from_at),
  foreign key (organization_id, device_id) references device
);
create unique index device_alias_open on device_alias (organization_id, value) where until_at is null;
create index device_alias_device on device_alias (organization_id, device_id);
call isolate_by_organization('device_alias');

-- Who had a device when: a late reading belongs to whoever had it then.
create table device_holding (
  organization_id uuid not null,
  device_id uuid not null,
  from_at timestamptz not null,
  until_at timestamptz,
  patient_id uuid not null,
  primary key (organization_id, device_id, from_at),
  foreign key (organization_id, device_id) references device,
  foreign key (organization_id, patient_id) references patient
);
create unique index device_holding_open on device_holding (organization_id, device_id) where until_at is null;
call isolate_by_organization('device_holding');

-- What happened to a device: states, names, what its vendor told. Only added to.
create table device_event (
  organization_id uuid not null,
  id uuid not null,
  device_id uuid not null,
  at timestamptz not null,
  recorded_at timestamptz not null,
  event text not null,
  patient_id uuid,
  -- A person, or nobody when a vendor told it.
  author_id uuid,
  source text,
  reason text,
  detail text,
  primary key (organization_id, id),
  foreign key (organization_id, device_id) references device
);
create index device_event_device on device_event (organization_id, device_id, at);
call isolate_by_organization('device_event');

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
