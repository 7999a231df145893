-- Work items, what happened to them, and hand-offs.

-- One open item per (organization, kind, subject): work_item_open makes it so, not a check.
-- `next_clock_at` is what the escalation job reads; `headline` is what a list shows without joins.
create table work_item (
  organization_id uuid not null,
  id uuid not null,
  kind text not null,
  subject text not null,
  patient_id uuid,
  practice_id uuid,
  priority smallint not null check (priority between 1 and 4),
  language text not null,
  queue text not null,
  owner_id uuid,
  state text not null check (state in ('open', 'waiting', 'snoozed', 'closed')),
  headline jsonb not null default '{}',
  opened_at timestamptz not null,
  raised_at timestamptz not null,
  acknowledged_at timestamptz,
  contacted_at timestamptz,
  acknowledge_due_at timestamptz,
  contact_due_at timestamptz,
  next_clock text,
  next_clock_at timestamptz,
  escalation_step smallint not null default 0,
  language_gap boolean not null default false,
  wake_at timestamptz,
  hold jsonb,
  closed_at timestamptz,
  closed_by uuid,
  disposition text,
  follow_up_of uuid,
  version integer not null default 1,
  primary key (organization_id, id),
  foreign key (organization_id, patient_id) references patient,
  foreign key (organization_id, owner_id) references app_user,
  check (state <> 'closed' or (disposition is not null and closed_at is not null)),
  check (state = 'closed' or next_clock_at is not null)
);
create unique index work_item_open on work_item (organization_id, kind, subject) where state <> 'closed';
create index work_item_clock on work_item (organization_id, next_clock_at) where state <> 'closed';
create index work_item_patient on work_item (organization_id, patient_id, opened_at desc);
call isolate_by_organization('work_item');

-- Append-only history; `actor_id` null is the system.
create table work_event (
  organization_id uuid not null,
  id uuid not null,
  work_item_id uuid not null,
  at timestamptz not null,
  actor_id uuid,
  type text not null,
  detail jsonb not null default '{}',
  primary key (organization_id, id),
  foreign key (organization_id, work_item_id) references work_item
);
create index work_event_item on work_event (organization_id, work_item_id, at);
create trigger append_only before update or delete on work_event for each row execute function refuse_change();
revoke update, delete on work_event from enlace_app;
call isolate_by_organization('work_event');

-- Responsibility moves on acceptance with a synthesis; `sbar` holds codes, never sentences.
create table hand_off (
  organization_id uuid not null,
  id uuid not null,
  work_item_id uuid not null,
  patient_id uuid not null,
  from_user_id uuid not null,
  to_user_id uuid,
  to_queue text,
  severity text not null check (severity in ('stable', 'watcher', 'unstable')),
  sbar jsonb not null,
  actions jsonb not null,
  contingency jsonb not null,
  state text not null check (state in ('offered', 'accepted', 'declined', 'withdrawn')),
  offered_at timestamptz not null,
  answer_due_at timestamptz not null,
  escalated_at timestamptz,
  answered_at timestamptz,
  answered_by uuid,
  synthesis text,
  decline_reason text,
  primary key (organization_id, id),
  foreign key (organization_id, work_item_id) references work_item,
  check (to_user_id is not null or to_queue is not null),
  check (state <> 'accepted' or (length(trim(synthesis)) > 0 and answered_by is not null and answered_at is not null)),
  check (state <> 'declined' or length(trim(decline_reason)) > 0)
);
create unique index hand_off_open on hand_off (organization_id, work_item_id) where state = 'offered';
create index hand_off_due on hand_off (organization_id, answer_due_at) where state = 'offered';
call isolate_by_organization('hand_off');
