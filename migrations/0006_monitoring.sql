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
