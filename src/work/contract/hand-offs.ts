import { Type, type Static } from 'typebox';

import { Bilingual, contract, Id, Instant, Nullable } from '../../platform/core/contract.ts';
import { severities } from '../core/hand-off.ts';
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
} from './parts.ts';

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

export const countHandOffs = contract({
  method: 'GET',
  path: '/api/hand-offs/count',
  summary:
    'How many offers wait for an answer of the caller: a number, and nothing of any patient.',
  permission: 'hand-off.answer',
  healthInformation: false,
  reply: Type.Object({ received: Type.Integer() }),
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
