import { Type, type Static } from 'typebox';

import { Bilingual, contract, Id, Instant, Nullable } from '../platform/core/contract.ts';
import { ageBuckets } from './core/age-bucket.ts';

const Finding = Type.Object({
  code: Type.String(),
  ruleId: Type.String(),
  kind: Type.String(),
  direction: Type.String(),
  priority: Type.Integer(),
  unconfirmed: Type.Boolean(),
  at: Type.Number(),
  text: Bilingual,
});

export const WorklistItem = Type.Object({
  id: Id,
  kind: Type.String(),
  priority: Type.Integer({ minimum: 1, maximum: 4 }),
  state: Type.String(),
  language: Type.String(),
  languageGap: Type.Boolean(),
  queue: Type.String(),
  owner: Nullable(Type.Object({ id: Id, name: Type.String() })),
  patient: Nullable(
    Type.Object({
      id: Id,
      name: Type.String(),
      birthDate: Nullable(Type.String()),
      language: Type.String(),
      interpreterNeeded: Nullable(Type.Boolean()),
      zone: Type.String(),
      restricted: Type.Boolean(),
      practice: Type.String(),
    }),
  ),
  findings: Type.Array(Finding),
  handOffOffered: Type.Boolean(),
  openedAt: Instant,
  raisedAt: Instant,
  acknowledgeDueAt: Nullable(Instant),
  contactDueAt: Nullable(Instant),
  acknowledgedAt: Nullable(Instant),
  contactedAt: Nullable(Instant),
  wakeAt: Nullable(Instant),
  escalationStep: Type.Integer(),
  version: Type.Integer(),
});

export type WorklistItem = Static<typeof WorklistItem>;

/** A filter is a comma-separated list; absent means any. All of them live in the page's address. */
const Filters = {
  priority: Type.Optional(Type.String({ pattern: '^[1-4](,[1-4])*$' })),
  language: Type.Optional(Type.String({ pattern: '^[a-z-]{2,8}(,[a-z-]{2,8})*$' })),
  queue: Type.Optional(Type.String({ maxLength: 200 })),
  owner: Type.Optional(
    Type.String({ pattern: '^(me|none|[0-9a-f-]{36})(,(me|none|[0-9a-f-]{36}))*$' }),
  ),
  state: Type.Optional(
    Type.String({ pattern: '^(open|waiting|snoozed)(,(open|waiting|snoozed))*$' }),
  ),
  practice: Type.Optional(Type.String({ format: 'uuid' })),
  kind: Type.Optional(Type.String({ maxLength: 200 })),
  overdue: Type.Optional(Type.Boolean()),
  /** Only work in a language that nobody on duty speaks. */
  gap: Type.Optional(Type.Boolean()),
  /** How long ago it was raised, as the board counts it. */
  age: Type.Optional(Type.Enum(ageBuckets)),
};

/** So many alerts at once over the whole organization that what can wait is folded away. */
const Flood = Type.Object({
  /** Cards opened in the last `minutes`. */
  opened: Type.Integer(),
  minutes: Type.Integer(),
  /** Of these, cards of P3 and P4 that are not shown. */
  folded: Type.Integer(),
});
export type Flood = Static<typeof Flood>;

export const readWorklist = contract({
  method: 'GET',
  path: '/api/worklists/{list}',
  summary: 'One page of open work, the most urgent first',
  permission: 'work.read',
  healthInformation: true,
  params: Type.Object({ list: Type.String({ maxLength: 40 }) }),
  query: Type.Object({
    ...Filters,
    /** During a flood of alerts leaves out P3 and P4, unless a priority or an owner is asked for. */
    fold: Type.Optional(Type.Boolean()),
    after: Type.Optional(Type.String({ maxLength: 80 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  }),
  reply: Type.Object({
    list: Type.Object({ id: Type.String(), title: Bilingual }),
    items: Type.Array(WorklistItem),
    next: Nullable(Type.String()),
    flood: Nullable(Flood),
    asOf: Instant,
  }),
});

const Count = Type.Object({
  priority: Type.Integer(),
  language: Type.String(),
  ownerId: Nullable(Id),
  ownerName: Nullable(Type.String()),
  queue: Type.String(),
  open: Type.Integer(),
  overdue: Type.Integer(),
  languageGap: Type.Integer(),
  oldestRaisedAt: Instant,
});

export const readBoard = contract({
  method: 'GET',
  path: '/api/board',
  summary: 'Open work by priority, language, queue and owner, and how much of it is overdue',
  permission: 'work.supervise',
  healthInformation: false,
  reply: Type.Object({
    counts: Type.Array(Count),
    ages: Type.Array(
      Type.Object({
        priority: Type.Integer(),
        bucket: Type.Enum(ageBuckets),
        open: Type.Integer(),
      }),
    ),
    onDuty: Type.Array(
      Type.Object({
        id: Id,
        name: Type.String(),
        languages: Type.Array(Type.String()),
        owned: Type.Integer(),
      }),
    ),
    offeredHandOffs: Type.Integer(),
    lateHandOffs: Type.Integer(),
    asOf: Instant,
  }),
});
