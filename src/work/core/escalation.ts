import { Type, type Static } from 'typebox';

import { contentHeader, Slug, strictObject } from '../../platform/core/content.ts';
import { TextSchema } from '../../platform/core/text.ts';
import type { Priority } from './finding.ts';

const Minutes = Type.Integer({ minimum: 1 });

/**
 * How long something may take. `minutes` run on the calendar of the priority: around the clock, or
 * only while we are open. `endOfBusinessDay` is closing time of the nth business day after today.
 */
const Allowance = Type.Union([
  strictObject({ minutes: Minutes }),
  strictObject({ endOfBusinessDay: Type.Integer({ minimum: 1 }) }),
]);
export type Allowance = Static<typeof Allowance>;

/** One rung: who is told, where the item stands from then on, and when the next rung is due. */
const Rung = strictObject({
  step: Slug,
  label: TextSchema,
  /** Absent: it stays where it is and its people are told again. */
  queue: Type.Optional(Slug),
  next: Allowance,
});
export type Rung = Static<typeof Rung>;

/** The last rung repeats: an escalation that nobody answers never goes silent. */
const Ladder = Type.Array(Rung, { minItems: 1 });

export const PriorityPolicySchema = strictObject({
  priority: Type.Union([Type.Literal(1), Type.Literal(2), Type.Literal(3), Type.Literal(4)]),
  label: TextSchema,
  calendar: Type.Union([Type.Literal('always'), Type.Literal('business')]),
  allowed: strictObject({ acknowledge: Allowance, contact: Allowance, resolve: Allowance }),
  said: strictObject({ acknowledge: TextSchema, contact: TextSchema }),
  longestSnoozeMinutes: Type.Integer({ minimum: 0 }),
  longestWaitMinutes: Minutes,
  ladders: strictObject({ acknowledge: Ladder, contact: Ladder, resolve: Ladder }),
});
export type PriorityPolicy = Static<typeof PriorityPolicySchema>;

/** Clocks and escalation of an organization: one file in content/escalation. */
export const EscalationSchema = strictObject({
  ...contentHeader,
  /** Where work stands that nobody on duty can do. */
  lastQueue: Slug,
  /** What cleared but was urgent once is closed by a person, with this priority. */
  priorityAfterClearing: Type.Union([Type.Literal(3), Type.Literal(4)]),
  followUpPriority: Type.Union([Type.Literal(2), Type.Literal(3), Type.Literal(4)]),
  priorities: Type.Array(PriorityPolicySchema, { minItems: 4, maxItems: 4 }),
  handOff: strictObject({ answerMinutes: Minutes, ladder: Ladder }),
});
export type Escalation = Static<typeof EscalationSchema>;

/** The clocks and ladders of one priority. */
export function policyOf(escalation: Escalation, priority: Priority): PriorityPolicy {
  const policy = escalation.priorities.find((one) => one.priority === priority);
  if (!policy) throw new Error(`Escalation ${escalation.id} has no priority ${priority}.`);
  return policy;
}

/** The rung for a step already climbed that many times; the last one repeats. */
export function rungAt(ladder: readonly Rung[], step: number): Rung {
  const rung = ladder[Math.min(step, ladder.length - 1)];
  if (!rung) throw new Error('A ladder has at least one rung.');
  return rung;
}
