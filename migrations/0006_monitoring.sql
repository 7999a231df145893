-- What is known of a patient for judging, and the alerts that came of it.

-- Effective-dated clinical facts: flags (pregnant, heart failure, SpO2 scale 2 …) and numbers (dry weight …).
create table patient_fact (
  organization_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  fact text not null,
  value double precision,
  unit text,
  author_id uuid,
  reason text not null,
  effective_from timestamptz not null,
  effective_to timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, patient_id) references patient
);
create index patient_fact_patient on patient_fact (organization_id, patient_id, effective_from);
call isolate_by_organization('patient_fact');

create table patient_limit (
  organization_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  rule_id text not null,
  limit_name text not null,
  value double precision not null,
  unit text not null,
  author_id uuid not null,
  reason text not null,
  effective_from timestamptz not null,
  effective_to timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, patient_id) references patient
);
create index patient_limit_patient on patient_limit (organization_id, patient_id, effective_from);
call isolate_by_organization('patient_limit');

-- How often a vital sign is expected of a patient, where somebody set it; else content/monitoring/silence.yaml.
create table patient_cadence (
  organization_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  kind text not null,
  every_hours double precision not null check (every_hours > 0),
  silent_after_hours double precision not null check (silent_after_hours >= every_hours),
  author_id uuid not null,
  reason text not null,
  effective_from timestamptz not null,
  effective_to timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, patient_id) references patient
);
create index patient_cadence_patient on patient_cadence (organization_id, patient_id, effective_from);
call isolate_by_organization('patient_cadence');

-- Silences of many patients at once that are those of their source (or of the vendor behind several).
-- `reference_at`: when the patients still kept to what is expected of them.
create table source_outage (
  organization_id uuid not null,
  id uuid not null,
  scope text not null check (scope in ('source', 'vendor')),
  name text not null,
  reference_at timestamptz not null,
  began_at timestamptz not null,
  ended_at timestamptz,
  primary key (organization_id, id)
);
create unique index source_outage_open on source_outage (organization_id, scope, name) where ended_at is null;
call isolate_by_organization('source_outage');

-- What somebody answered when asked for symptoms, apart from a reading. None: asked, and has none.
create table symptom_report (
  organization_id uuid not null,
  patient_id uuid not null,
  at timestamptz not null,
  source_id text not null,
  present text[] not null,
  author_id uuid,
  primary key (organization_id, patient_id, at, source_id),
  -- An answer that is sent again comes at another time and is still the same answer.
  unique (organization_id, patient_id, source_id),
  foreign key (organization_id, patient_id) references patient
);
create trigger append_only before update or delete on symptom_report for each row execute function refuse_change();
revoke update, delete on symptom_report from enlace_app;
call isolate_by_organization('symptom_report');

-- An episode of one rule: one active per patient and rule. `latest` and `worst` are moments (level,
-- score, finding); `verdict` is the latest verdict with its evidence, the history is in alert_event.
create table alert (
  organization_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  kind text not null,
  rule_id text not null,
  protocol_version integer not null,
  content_hash text not null,
  state text not null check (state in ('active', 'cleared')),
  priority smallint not null check (priority between 1 and 4),
  direction text not null check (direction in ('high', 'low', 'none')),
  unconfirmed boolean not null,
  -- When it came back after it had cleared (milliseconds since 1970 UTC); the end of an episode that came
  -- and went is believed from calm_at on, which is null where nothing waits for it.
  returns jsonb not null default '[]',
  calm_at timestamptz,
  -- A normal reading does not end it: a person must.
  needs_person boolean not null,
  recheck jsonb,
  -- Until then a second measurement is awaited; null once that is decided.
  recheck_due_at timestamptz,
  opened_at timestamptz not null,
  raised_at timestamptz not null,
  last_reading_at timestamptz not null,
  occurrences integer not null,
  latest jsonb not null,
  worst jsonb not null,
  verdict jsonb not null,
  cleared_at timestamptz,
  clear_reason text check (clear_reason in ('newer-reading', 'person', 'recomputed')),
  cleared_category text,
  primary key (organization_id, id),
  foreign key (organization_id, patient_id) references patient,
  check ((state = 'cleared') = (cleared_at is not null and clear_reason is not null))
);
create unique index alert_active on alert (organization_id, patient_id, rule_id) where state = 'active';
create index alert_patient on alert (organization_id, patient_id, opened_at desc);
create index alert_cleared on alert (organization_id, patient_id, cleared_at) where state = 'cleared';
create index alert_recheck on alert (organization_id, recheck_due_at)
  where state = 'active' and recheck_due_at is not null;
create index alert_calm on alert (organization_id, calm_at) where calm_at is not null;
call isolate_by_organization('alert');

create table alert_event (
  organization_id uuid not null,
  id uuid not null,
  alert_id uuid not null,
  at timestamptz not null,
  type text not null check (type in ('opened', 'worsened', 'repeated', 'downgraded', 'cleared', 'recomputed')),
  verdict jsonb not null,
  primary key (organization_id, id),
  foreign key (organization_id, alert_id) references alert
);
create index alert_event_alert on alert_event (organization_id, alert_id, at);
create trigger append_only before update or delete on alert_event for each row execute function refuse_change();
revoke update, delete on alert_event from enlace_app;
call isolate_by_organization('alert_event');

-- A change of a protocol that is tried on the readings of the last days, some patients at a time:
-- `result` is what it has come to so far.
create table protocol_trial (
  organization_id uuid not null,
  id uuid not null,
  protocol_id text not null,
  parent_version integer not null,
  parent_hash text not null,
  edits jsonb not null,
  -- Null: all practices.
  practice_id uuid,
  from_at timestamptz not null,
  to_at timestamptz not null,
  created_by uuid not null,
  created_at timestamptz not null,
  patients_total integer not null,
  patients_done integer not null,
  after_patient uuid,
  finished_at timestamptz,
  result jsonb not null,
  primary key (organization_id, id),
  foreign key (organization_id, practice_id) references practice
);
call isolate_by_organization('protocol_trial');

-- A change of a protocol as it was proposed and decided, and once approved the organization's own
-- version: it stands above the shipped content from `effective_on` on. Two people or none.
create table protocol_change (
  organization_id uuid not null,
  id uuid not null,
  trial_id uuid not null,
  protocol_id text not null,
  parent_version integer not null,
  parent_hash text not null,
  edits jsonb not null,
  -- First day (UTC).
  effective_on date not null,
  state text not null check (state in ('proposed', 'approved', 'declined', 'withdrawn')),
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  reason text not null,
  decided_by uuid,
  decided_at timestamptz,
  decision_reason text,
  version integer,
  content_hash text,
  definition jsonb,
  primary key (organization_id, id),
  foreign key (organization_id, trial_id) references protocol_trial,
  check ((state = 'proposed') = (decided_by is null and decided_at is null)),
  check ((state = 'approved') = (version is not null and content_hash is not null and definition is not null)),
  check (state not in ('approved', 'declined') or decided_by <> proposed_by)
);
create unique index protocol_change_waiting on protocol_change (organization_id, protocol_id) where state = 'proposed';
create unique index protocol_change_version on protocol_change (organization_id, protocol_id, version) where state = 'approved';
call isolate_by_organization('protocol_change');

-- Counts the approved versions of an organization: whoever judges reads it and knows whether what it
-- has in memory still holds.
create table protocol_release (
  organization_id uuid not null primary key,
  number integer not null
);
call isolate_by_organization('protocol_release');

-- How the organization wants a metric computed where content offers a choice. Append-only: in force on a day
-- is what was chosen last of what is effective by then.
create table metric_setting (
  organization_id uuid not null references organization,
  id uuid not null,
  metric text not null,
  policy text not null,
  effective_on date not null,
  chosen_by uuid not null,
  chosen_at timestamptz not null,
  reason text not null,
  primary key (organization_id, id)
);
create index metric_setting_day on metric_setting (organization_id, metric, effective_on desc, chosen_at desc);
call isolate_by_organization('metric_setting');
create trigger append_only before update or delete on metric_setting for each row execute function refuse_change();
