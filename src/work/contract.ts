import { Type, type Static } from 'typebox';

import { Bilingual, contract, Day, Id, Instant, Nullable } from '../platform/core/contract.ts';
import {
  Code,
  itemParams,
  oneOf,
  Params,
  Person,
  PriorityLevel,
  seen,
  ShortWords,
  Words,
} from './contract/parts.ts';
import { contactChannels } from './core/event.ts';

/** One thing that is wrong, in both languages. */
export const FindingView = Type.Object({
  code: Type.String(),
  ruleId: Type.String(),
  kind: Type.String(),
  direction: oneOf(['high', 'low', 'none']),
  priority: PriorityLevel,
  magnitude: Type.Number(),
  unconfirmed: Type.Boolean(),
  at: Type.Number({ description: 'Milliseconds since 1970 UTC of the evidence.' }),
  params: Params,
  bundle: Type.Optional(Type.String()),
  text: Bilingual,
});
export type FindingView = Static<typeof FindingView>;

export const WorkItemView = Type.Object({
  id: Id,
  kind: Type.String(),
  kindLabel: Bilingual,
  patientId: Nullable(Id),
  practiceId: Nullable(Id),
  priority: PriorityLevel,
  worstPriority: PriorityLevel,
  language: Type.String(),
  skill: Nullable(Type.String()),
  queue: Type.String(),
  queueLabel: Bilingual,
  queueBy: oneOf(['routing', 'escalation', 'hand-off']),
  languageGap: Type.Boolean({ description: 'Nobody on duty speaks the language.' }),
  owner: Nullable(Person),
  state: oneOf(['open', 'waiting', 'snoozed', 'closed']),
  stage: oneOf(['new', 'acknowledged', 'attempted', 'contacted', 'resolved']),
  since: Instant,
  findings: Type.Array(FindingView),
  cleared: Type.Array(FindingView),
  followUp: Nullable(Type.Object({ disposition: Type.String(), reason: Type.String() })),
  openedAt: Instant,
  raisedAt: Instant,
  acknowledgedAt: Nullable(Instant),
  contactedAt: Nullable(Instant),
  contactAttempts: Type.Integer(),
  acknowledgeDueAt: Instant,
  contactDueAt: Instant,
  resolveDueAt: Instant,
  clock: Nullable(
    Type.Object({
      name: oneOf(['acknowledge', 'contact', 'resolve', 'wake']),
      at: Instant,
      step: Type.Integer(),
    }),
  ),
  hold: Nullable(
    Type.Object({ type: oneOf(['snooze', 'wait']), until: Instant, reason: Type.String() }),
  ),
  closed: Nullable(
    Type.Object({
      at: Instant,
      by: Nullable(Person),
      disposition: Type.String(),
      label: Bilingual,
    }),
  ),
  followUpOf: Nullable(Id),
  openHandOffId: Nullable(Id),
  version: Type.Integer(),
});
export type WorkItemView = Static<typeof WorkItemView>;

export const WorkEventView = Type.Object({
  number: Type.Integer(),
  at: Instant,
  actor: Nullable(Person),
  type: Type.String(),
  detail: Type.Record(Type.String(), Type.Unknown()),
  /** What content or evidence says of it: the rung, the queue, the disposition, what was found. */
  label: Nullable(Bilingual),
});
export type WorkEventView = Static<typeof WorkEventView>;

export const nextWork = contract({
  method: 'GET',
  path: '/api/work/next',
  summary: 'The best next item for the caller: own language and skills, most urgent, clock first.',
  permission: 'work.read',
  healthInformation: false,
  query: Type.Object({
    priority: Type.Optional(PriorityLevel),
    language: Type.Optional(Code),
    queue: Type.Optional(Code),
    kind: Type.Optional(Code),
    practiceId: Type.Optional(Id),
    after: Type.Optional(
      Type.String({ format: 'uuid', description: 'The item just left: not this one.' }),
    ),
  }),
  reply: Type.Object({ itemId: Nullable(Id) }),
});

export const readWork = contract({
  method: 'GET',
  path: '/api/work/{id}',
  summary: 'One item.',
  permission: 'work.read',
  healthInformation: true,
  params: itemParams,
  reply: WorkItemView,
});

export const readWorkHistory = contract({
  method: 'GET',
  path: '/api/work/{id}/history',
  summary: 'Everything that happened to an item, oldest first.',
  permission: 'work.read',
  healthInformation: true,
  params: itemParams,
  reply: Type.Object({ events: Type.Array(WorkEventView) }),
});

export const listPatientWork = contract({
  method: 'GET',
  path: '/api/work/patients/{patientId}',
  summary: "A patient's items, open ones first, then the newest closed ones.",
  permission: 'work.read',
  healthInformation: true,
  params: Type.Object({ patientId: Id }),
  reply: Type.Object({ items: Type.Array(WorkItemView) }),
});

const action = { method: 'POST', permission: 'work.act', healthInformation: true } as const;

export const takeWork = contract({
  ...action,
  path: '/api/work/{id}/take',
  summary:
    'Take an item, or acknowledge what is new on an own one. Two people cannot both take it.',
  params: itemParams,
  body: Type.Object({}),
  reply: WorkItemView,
});

export const releaseWork = contract({
  ...action,
  path: '/api/work/{id}/release',
  summary: 'Give an item back to its queue.',
  params: itemParams,
  body: Type.Object({ reason: ShortWords }),
  reply: WorkItemView,
});

export const assignWork = contract({
  ...action,
  permission: 'work.assign',
  path: '/api/work/{id}/assign',
  summary: 'Give an item to somebody; the acknowledgement clock runs until they take it.',
  params: itemParams,
  body: Type.Object({ userId: Id }),
  reply: WorkItemView,
});

export const noteWork = contract({
  ...action,
  path: '/api/work/{id}/notes',
  summary: 'Add a note. It never resets a clock.',
  params: itemParams,
  body: Type.Object({ note: Words }),
  reply: WorkItemView,
});

export const snoozeWork = contract({
  ...action,
  path: '/api/work/{id}/snooze',
  summary: 'Put out of sight until a time; anything worse or opposite brings it back at once.',
  params: itemParams,
  body: Type.Object({ ...seen, until: Instant, reason: ShortWords }),
  reply: WorkItemView,
});

export const waitForWork = contract({
  ...action,
  path: '/api/work/{id}/wait',
  summary: 'Wait for something until a time; anything worse or opposite brings it back at once.',
  params: itemParams,
  body: Type.Object({ ...seen, until: Instant, what: ShortWords }),
  reply: WorkItemView,
});

export const resumeWork = contract({
  ...action,
  path: '/api/work/{id}/resume',
  summary: 'End a snooze or a wait now.',
  params: itemParams,
  body: Type.Object({}),
  reply: WorkItemView,
});

export const recordWorkContact = contract({
  ...action,
  path: '/api/work/{id}/contacts',
  summary: 'Record that the patient was reached, or an attempt to.',
  params: itemParams,
  body: Type.Object({
    outcome: oneOf(['reached', 'attempted']),
    channel: oneOf(contactChannels),
    note: Type.String({ maxLength: 4000 }),
  }),
  reply: WorkItemView,
});

export const completeWorkSteps = contract({
  ...action,
  path: '/api/work/{id}/steps',
  summary: 'Record answers to steps of the protocol; the same ones sent again change nothing.',
  params: itemParams,
  body: Type.Object({
    /** Made once by whoever answers. */
    requestId: Id,
    steps: Type.Array(Type.Object({ step: Code, answer: ShortWords }), {
      minItems: 1,
      maxItems: 100,
    }),
  }),
  reply: WorkItemView,
});

export const resolveWork = contract({
  ...action,
  path: '/api/work/{id}/resolve',
  summary: 'Close an item with a disposition and, where one is due, a follow-up.',
  params: itemParams,
  body: Type.Object({
    ...seen,
    disposition: Code,
    note: Type.String({ maxLength: 4000 }),
    followUp: Type.Optional(Type.Object({ dueOn: Day, reason: ShortWords })),
  }),
  reply: WorkItemView,
});

export const openWorkFollowUp = contract({
  ...action,
  path: '/api/work/{id}/follow-up',
  summary: 'Promise to come back on a day; the promise is an item itself.',
  params: itemParams,
  body: Type.Object({ dueOn: Day, reason: ShortWords }),
  reply: WorkItemView,
});

const DispositionView = Type.Object({
  code: Type.String(),
  label: Bilingual,
  noteRequired: Type.Boolean(),
  followUp: oneOf(['none', 'optional', 'required']),
  followUpDays: Nullable(Type.Integer()),
});

export const readWorkCatalogue = contract({
  method: 'GET',
  path: '/api/work/catalogue',
  summary: 'Kinds of work with their dispositions, queues, and the clocks of each priority.',
  permission: 'work.read',
  healthInformation: false,
  reply: Type.Object({
    kinds: Type.Array(
      Type.Object({
        kind: Type.String(),
        label: Bilingual,
        needsContact: Type.Boolean(),
        dispositions: Type.Array(DispositionView),
      }),
    ),
    queues: Type.Array(
      Type.Object({
        id: Type.String(),
        label: Bilingual,
        level: Type.Integer(),
        mine: Type.Boolean({ description: 'Served by a role of the caller.' }),
      }),
    ),
    priorities: Type.Array(
      Type.Object({
        priority: PriorityLevel,
        label: Bilingual,
        calendar: oneOf(['always', 'business']),
        acknowledge: Bilingual,
        contact: Bilingual,
        longestSnoozeMinutes: Type.Integer(),
        longestWaitMinutes: Type.Integer(),
      }),
    ),
  }),
});
