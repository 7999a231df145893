-- Work items, what happened to them, and hand-offs.

-- One open item per (organization, kind, subject): work_item_open makes it so, not a check.
-- `next_clock_at` is what the clocks job reads; `headline` is what a list shows without joins and is in
-- no index, so that a reading that changes nothing else is a heap-only update.
-- `worst_priority` and `touched` decide whether the system may close it: what was ever urgent, and what
-- a person has done something about, is closed by a person.
create table work_item (
  organization_id uuid not null,
  id uuid not null,
  kind text not null,
  subject text not null,
  patient_id uuid,
  practice_id uuid,
  priority smallint not null check (priority between 1 and 4),
  worst_priority smallint not null check (worst_priority between 1 and priority),
  language text not null,
  -- '' is none: null would keep row-level security from using the index that routing walks.
  skill text not null default '',
  queue text not null,
  queue_by text not null check (queue_by in ('routing', 'escalation', 'hand-off')),
  language_gap boolean not null default false,
  owner_id uuid,
  state text not null check (state in ('open', 'waiting', 'snoozed', 'closed')),
  headline jsonb not null,
  opened_at timestamptz not null,
  raised_at timestamptz not null,
  acknowledged_at timestamptz,
  contacted_at timestamptz,
  contact_attempts smallint not null default 0,
  acknowledge_due_at timestamptz not null,
  contact_due_at timestamptz not null,
  resolve_due_at timestamptz not null,
  next_clock text check (next_clock in ('acknowledge', 'contact', 'resolve', 'wake')),
  next_clock_at timestamptz,
  escalation_step smallint not null default 0,
  hold jsonb,
  touched boolean not null default false,
  closed_at timestamptz,
  closed_by uuid,
  disposition text,
  follow_up_of uuid,
  event_count integer not null default 0,
  version integer not null default 1,
  primary key (organization_id, id),
  foreign key (organization_id, patient_id) references patient,
  foreign key (organization_id, owner_id) references app_user,
  foreign key (organization_id, follow_up_of) references work_item,
  check ((state = 'closed') = (disposition is not null and closed_at is not null)),
  check ((state = 'closed') = (next_clock is null)),
  check ((next_clock is null) = (next_clock_at is null)),
  check ((state in ('waiting', 'snoozed')) = (hold is not null)),
  check ((state in ('waiting', 'snoozed')) = (next_clock is not distinct from 'wake'))
) with (fillfactor = 80);
create unique index work_item_open on work_item (organization_id, kind, subject) where state <> 'closed';
create index work_item_clock on work_item (organization_id, next_clock_at) where state <> 'closed';
-- Lists are read in the order (priority, raised_at, id) and paged by key. There are few groups of what
-- work_item_facets leads with: a list goes from one that exists to the next and merges their first items,
-- so that any combination is found without an index of its own.
create index work_item_priority on work_item (organization_id, priority, raised_at, id) where state <> 'closed';
create index work_item_facets on work_item
  (organization_id, kind, language, queue, state, language_gap, priority, raised_at, id) where state <> 'closed';
create index work_item_practice on work_item (organization_id, practice_id, priority, raised_at, id) where state <> 'closed';
create index work_item_owner on work_item (organization_id, owner_id, priority, raised_at, id)
  where state <> 'closed' and owner_id is not null;
-- By the first clock that nobody has met.
create index work_item_overdue on work_item (organization_id, priority, (least(
  case when acknowledged_at is null then acknowledge_due_at end,
  case when contacted_at is null then contact_due_at end))) where state <> 'closed';
-- What waits for somebody: the next item of a queue and language, and of a queue whose people do not
-- speak the language; and the groups that routing looks through every minute.
create index work_item_next on work_item (organization_id, queue, language, priority, raised_at, id)
  where state = 'open' and owner_id is null;
create index work_item_gap on work_item (organization_id, queue, priority, raised_at, id)
  where state = 'open' and owner_id is null and language_gap;
create index work_item_routing on work_item
  (organization_id, kind, queue, queue_by, language, language_gap, priority, skill)
  where state = 'open' and owner_id is null;
create index work_item_patient on work_item (organization_id, patient_id, opened_at desc);
-- Searches of the FHIR facade, by when it was opened.
create index work_item_opened on work_item (organization_id, opened_at, id);
create index work_item_follow_up on work_item (organization_id, follow_up_of) where follow_up_of is not null;
call isolate_by_organization('work_item');

-- Append-only history; `actor_id` null is the system. Written under the lock of the item, whose
-- `event_count` numbers the events: two transactions that both believe they hold it cannot both commit.
create table work_event (
  organization_id uuid not null,
  work_item_id uuid not null,
  number integer not null,
  at timestamptz not null,
  actor_id uuid,
  type text not null,
  detail jsonb not null default '{}',
  primary key (organization_id, work_item_id, number),
  foreign key (organization_id, work_item_id) references work_item
);
create trigger append_only before update or delete on work_event for each row execute function refuse_change();
create trigger no_truncate before truncate on work_event execute function refuse_change();
revoke update, delete on work_event from enlace_app;
call isolate_by_organization('work_event');

-- Responsibility moves on acceptance with a synthesis; `sbar` holds codes, never sentences.
-- `next_clock_at` reminds, then escalates to `escalated_to`; the sender owns the work all that time.
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
  next_clock_at timestamptz,
  escalation_step smallint not null default 0,
  escalated_to text,
  answered_at timestamptz,
  answered_by uuid,
  synthesis text,
  decline_reason text,
  primary key (organization_id, id),
  foreign key (organization_id, work_item_id) references work_item,
  foreign key (organization_id, patient_id) references patient,
  foreign key (organization_id, from_user_id) references app_user,
  foreign key (organization_id, to_user_id) references app_user,
  foreign key (organization_id, answered_by) references app_user,
  check ((to_user_id is null) <> (to_queue is null)),
  check ((state = 'offered') = (next_clock_at is not null)),
  check ((state = 'offered') = (answered_at is null)),
  check (state <> 'accepted' or (length(trim(synthesis)) > 0 and answered_by is not null)),
  check (state <> 'declined' or (length(trim(decline_reason)) > 0 and answered_by is not null))
);
create unique index hand_off_open on hand_off (organization_id, work_item_id) where state = 'offered';
create index hand_off_clock on hand_off (organization_id, next_clock_at) where state = 'offered';
create index hand_off_item on hand_off (organization_id, work_item_id, offered_at);
create index hand_off_patient on hand_off (organization_id, patient_id, offered_at desc);
call isolate_by_organization('hand_off');
