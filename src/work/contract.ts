import { Type, type Static } from 'typebox';

import { Bilingual, contract, Day, Id, Instant, Nullable } from '../platform/core/contract.ts';
import { contactChannels } from './core/event.ts';
import { severities } from './core/hand-off.ts';

const oneOf = <const T extends readonly string[]>(values: T) => Type.Enum<T[number][]>([...values]);

const PriorityLevel = Type.Union([
  Type.Literal(1),
  Type.Literal(2),
  Type.Literal(3),
  Type.Literal(4),
]);
const Words = Type.String({ minLength: 1, maxLength: 4000, pattern: '\\S' });
const ShortWords = Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' });
const Code = Type.String({ minLength: 1, maxLength: 100 });
const Person = Type.Object({ id: Id, name: Type.String() });
const Params = Type.Record(
  Type.String(),
  Type.Union([Type.String({ maxLength: 500 }), Type.Number()]),
);

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
  /** What happened, in a line; what somebody wrote is in `detail`. */
  label: Bilingual,
});
export type WorkEventView = Static<typeof WorkEventView>;

const itemParams = Type.Object({ id: Id });
/** Decisions say which version they rest on: worse evidence that came meanwhile refuses them. */
const seen = { version: Type.Integer({ minimum: 1 }) };

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

export const completeWorkStep = contract({
  ...action,
  path: '/api/work/{id}/steps',
  summary: 'Record the answer to a step of the protocol.',
  params: itemParams,
  body: Type.Object({ step: Code, answer: ShortWords }),
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

const CodedStatement = Type.Object({ code: Code, params: Params });
const FreeStatement = Type.Object({ language: oneOf(['en', 'es']), text: Words });
const StatementInput = Type.Union([CodedStatement, FreeStatement]);
const sbarOf = <T extends Parameters<typeof Type.Array>[0]>(statement: T) =>
  Type.Object({
    situation: Type.Array(statement, { maxItems: 50 }),
    background: Type.Array(statement, { maxItems: 50 }),
    assessment: Type.Array(statement, { maxItems: 50 }),
    recommendation: Type.Array(statement, { maxItems: 50 }),
  });
export const SbarInput = sbarOf(StatementInput);
/** Statements with their words in both languages; free text reads the same in both, as written. */
export const SbarView = sbarOf(Type.Object({ statement: StatementInput, text: Bilingual }));
export type SbarView = Static<typeof SbarView>;

const Target = Type.Union([Type.Object({ userId: Id }), Type.Object({ queue: Code })]);
const Action = Type.Object({ what: ShortWords, owner: ShortWords, dueAt: Instant });
const ContingencyInput = Type.Object({ condition: ShortWords, action: ShortWords });

export const HandOffView = Type.Object({
  id: Id,
  itemId: Id,
  patientId: Id,
  from: Person,
  toUser: Nullable(Person),
  toQueue: Nullable(Type.Object({ id: Type.String(), label: Bilingual })),
  severity: oneOf(severities),
  sbar: SbarView,
  actions: Type.Array(Action),
  contingency: Type.Array(ContingencyInput),
  state: oneOf(['offered', 'accepted', 'declined', 'withdrawn']),
  offeredAt: Instant,
  answerDueAt: Instant,
  escalated: Type.Boolean(),
  answeredAt: Nullable(Instant),
  answeredBy: Nullable(Person),
  synthesis: Nullable(Type.String()),
  declineReason: Nullable(Type.String()),
  priority: PriorityLevel,
  language: Type.String(),
});
export type HandOffView = Static<typeof HandOffView>;

export const draftHandOff = contract({
  method: 'GET',
  path: '/api/work/{id}/hand-off-draft',
  summary: 'An SBAR drafted from coded evidence, for the sender to edit.',
  permission: 'hand-off.send',
  healthInformation: true,
  params: itemParams,
  reply: Type.Object({
    sbar: SbarView,
    targets: Type.Object({
      queues: Type.Array(Type.Object({ id: Type.String(), label: Bilingual })),
      people: Type.Array(
        Type.Object({ id: Id, name: Type.String(), speaksLanguage: Type.Boolean() }),
      ),
    }),
  }),
});

export const offerHandOff = contract({
  method: 'POST',
  path: '/api/work/{id}/hand-offs',
  summary: 'Offer responsibility for an item. The sender keeps it until it is accepted.',
  permission: 'hand-off.send',
  healthInformation: true,
  params: itemParams,
  body: Type.Object({
    ...seen,
    to: Target,
    severity: oneOf(severities),
    sbar: SbarInput,
    actions: Type.Array(Action, { maxItems: 20 }),
    contingency: Type.Array(ContingencyInput, { maxItems: 20 }),
  }),
  reply: HandOffView,
});

export const listHandOffs = contract({
  method: 'GET',
  path: '/api/hand-offs',
  summary:
    'Offered hand-offs: addressed to the caller or to a queue the caller serves, and those sent.',
  permission: 'hand-off.send',
  healthInformation: true,
  reply: Type.Object({ received: Type.Array(HandOffView), sent: Type.Array(HandOffView) }),
});

const handOffParams = Type.Object({ id: Id });

export const readHandOff = contract({
  method: 'GET',
  path: '/api/hand-offs/{id}',
  summary: 'One hand-off.',
  permission: 'hand-off.send',
  healthInformation: true,
  params: handOffParams,
  reply: HandOffView,
});

export const listPatientHandOffs = contract({
  method: 'GET',
  path: '/api/hand-offs/patients/{patientId}',
  summary: "A patient's hand-offs, newest first.",
  permission: 'work.read',
  healthInformation: true,
  params: Type.Object({ patientId: Id }),
  reply: Type.Object({ handOffs: Type.Array(HandOffView) }),
});

export const acceptHandOff = contract({
  method: 'POST',
  path: '/api/hand-offs/{id}/accept',
  summary: 'Accept with a synthesis in own words; from then on the caller owns the item.',
  permission: 'hand-off.answer',
  healthInformation: true,
  params: handOffParams,
  body: Type.Object({ synthesis: Words }),
  reply: HandOffView,
});

export const declineHandOff = contract({
  method: 'POST',
  path: '/api/hand-offs/{id}/decline',
  summary: 'Decline with a reason; the sender still owns the item.',
  permission: 'hand-off.answer',
  healthInformation: true,
  params: handOffParams,
  body: Type.Object({ reason: Words }),
  reply: HandOffView,
});

export const withdrawHandOff = contract({
  method: 'POST',
  path: '/api/hand-offs/{id}/withdraw',
  summary: 'Take back an offer that nobody has answered.',
  permission: 'hand-off.send',
  healthInformation: true,
  params: handOffParams,
  body: Type.Object({}),
  reply: HandOffView,
});

const TimeOfDay = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$|^24:00$' });

export const CalendarView = Type.Object({
  zone: Type.String(),
  hours: Type.Array(
    Type.Object({
      weekday: Type.Integer({ minimum: 1, maximum: 7, description: '1 is Monday.' }),
      opens: TimeOfDay,
      closes: TimeOfDay,
    }),
    { maxItems: 7 },
  ),
  holidays: Type.Array(
    Type.Object({ day: Day, name: Type.Object({ en: ShortWords, es: ShortWords }) }),
    { maxItems: 400 },
  ),
});
export type CalendarView = Static<typeof CalendarView>;

export const readCalendar = contract({
  method: 'GET',
  path: '/api/calendar',
  summary: 'Business hours and holidays that the clocks of P3 and P4 keep.',
  permission: 'calendar.read',
  healthInformation: false,
  reply: CalendarView,
});

export const writeCalendar = contract({
  method: 'PUT',
  path: '/api/calendar',
  summary: 'Replace business hours and holidays. Clocks that already run are not moved.',
  permission: 'calendar.write',
  healthInformation: false,
  body: Type.Object({
    hours: CalendarView.properties.hours,
    holidays: CalendarView.properties.holidays,
  }),
  reply: CalendarView,
});
