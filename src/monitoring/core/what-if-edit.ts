import { Type, type Static } from 'typebox';

import { Slug, strictObject } from '../../platform/core/content.ts';
import { protocolProblems } from './check-protocol.ts';
import { measureOf, quantityOf } from './measure.ts';
import {
  priorities,
  type Confirm,
  type Level,
  type Limit,
  type Priority,
  type Protocol,
  type Rule,
} from './protocol.ts';

const Positive = Type.Number({ exclusiveMinimum: 0 });
const Urgency = Type.Optional(Type.Enum([...priorities]));

/** What a critical value becomes, by what is known of its confirmation. */
export const stageNames = ['confirmed', 'unresolved', 'emergency'] as const;
export type StageName = (typeof stageNames)[number];

/** The times of a confirmation, in minutes; a second value is waited for a day at most. */
export const confirmTimes = ['afterMinutes', 'withinMinutes', 'treatWithinMinutes'] as const;
export type ConfirmTime = (typeof confirmTimes)[number];

const ConfirmMinutes = Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1_440 }));

/** What somebody changes of one level; what is left out stays. */
export const LevelEdit = strictObject({
  rule: Slug,
  level: Slug,
  priority: Urgency,
  limits: Type.Optional(
    Type.Array(
      strictObject({
        name: Slug,
        /** In every unit in which the limit is published: they are figures of their own. */
        thresholds: Type.Array(strictObject({ value: Type.Number(), unit: Type.String() })),
      }),
    ),
  ),
  pattern: Type.Optional(
    strictObject({
      count: Type.Optional(Type.Integer({ minimum: 2, maximum: 20 })),
      minutes: Type.Optional(Positive),
      apartMinutes: Type.Optional(Positive),
      /** What is compared reaches back a week at most. */
      withinHours: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 168 })),
    }),
  ),
  /** How a critical value is confirmed; the words to the patient stay, because somebody reviews them. */
  confirm: Type.Optional(
    strictObject({
      afterMinutes: ConfirmMinutes,
      withinMinutes: ConfirmMinutes,
      treatWithinMinutes: ConfirmMinutes,
      /** The urgency of its stages. */
      priorities: Type.Optional(
        strictObject({ confirmed: Urgency, unresolved: Urgency, emergency: Urgency }),
      ),
    }),
  ),
});
export type LevelEdit = Static<typeof LevelEdit>;

/** Why a change cannot be made. */
export type EditProblem =
  | 'unknown'
  | 'nothing-changes'
  | 'units-disagree'
  | 'levels-out-of-order'
  | 'unusable';

export type Edited =
  | { readonly ok: true; readonly protocol: Protocol }
  | { readonly ok: false; readonly problem: EditProblem; readonly where: string };

/**
 * A protocol with some figures changed; names, texts and steps stay, so that every alert can be worded
 * whatever version made it. Says what is wrong with a change that could not be judged by.
 */
export function editProtocol(parent: Protocol, edits: readonly LevelEdit[]): Edited {
  const unknown = edits.find((edit) => !isKnown(parent, edit));
  if (unknown !== undefined) return refused('unknown', `${unknown.rule}/${unknown.level}`);
  const rules = parent.rules.map((rule) => editRule(rule, edits));
  const protocol: Protocol = { ...parent, rules };
  if (JSON.stringify(rules) === JSON.stringify(parent.rules)) return refused('nothing-changes', '');
  const apart = rules.find((rule) => !unitsAgree(protocol, rule, edits));
  if (apart !== undefined) return refused('units-disagree', apart.id);
  const crossed = rules.find(
    (rule) =>
      edits.some((edit) => edit.rule === rule.id) &&
      !(isOrdered(rule) && rule.levels.every(hasOrderedStages)),
  );
  if (crossed !== undefined) return refused('levels-out-of-order', crossed.id);
  const [problem] = protocolProblems(protocol);
  return problem === undefined ? { ok: true, protocol } : refused('unusable', problem);
}

function refused(problem: EditProblem, where: string): Edited {
  return { ok: false, problem, where };
}

/** Silence is told by the clock: no trial on the past would show what its change does. */
function levelOf(parent: Protocol, edit: LevelEdit): Level | undefined {
  const rule = parent.rules.find(
    ({ id, operator }) => id === edit.rule && operator !== 'missing-for',
  );
  return rule?.levels.find(({ id }) => id === edit.level);
}

/** Limits by their names, with exactly the units they have; persistence only where there is some. */
function isKnown(parent: Protocol, edit: LevelEdit): boolean {
  const level = levelOf(parent, edit);
  if (level === undefined) return false;
  const pattern = Object.keys(edit.pattern ?? {});
  if (pattern.some((key) => level.pattern === undefined || !(key in level.pattern))) return false;
  if (edit.confirm !== undefined && !hasConfirm(level, edit.confirm)) return false;
  return (edit.limits ?? []).every(({ name, thresholds }) => {
    const limit = level.limits.find((one) => one.name === name);
    const units = thresholds.map(({ unit }) => unit);
    return (
      limit?.thresholds.length === units.length &&
      limit.thresholds.every(({ unit }) => units.includes(unit))
    );
  });
}

/** Only times and stages that the confirmation of the level has. */
function hasConfirm({ confirm }: Level, edit: NonNullable<LevelEdit['confirm']>): boolean {
  if (confirm === undefined) return false;
  const { priorities: stages = {}, ...times } = edit;
  return [...Object.keys(times), ...Object.keys(stages)].every((key) => key in confirm);
}

function editRule(rule: Rule, edits: readonly LevelEdit[]): Rule {
  const levels = rule.levels.map((level) =>
    edits
      .filter((edit) => edit.rule === rule.id && edit.level === level.id)
      .reduce(editLevel, level),
  );
  return { ...rule, levels };
}

function editLevel(level: Level, edit: LevelEdit): Level {
  const limits = level.limits.map((limit) => {
    const given = edit.limits?.find(({ name }) => name === limit.name);
    if (given === undefined) return limit;
    const valueOf = (unit: string) => given.thresholds.find((one) => one.unit === unit)?.value;
    return {
      ...limit,
      thresholds: limit.thresholds.map((one) => ({
        ...one,
        value: valueOf(one.unit) ?? one.value,
      })),
    };
  });
  return {
    ...level,
    limits,
    ...(edit.priority === undefined ? {} : { priority: edit.priority }),
    ...(level.pattern === undefined || edit.pattern === undefined
      ? {}
      : { pattern: { ...level.pattern, ...edit.pattern } }),
    ...(level.confirm === undefined || edit.confirm === undefined
      ? {}
      : { confirm: editConfirm(level.confirm, edit.confirm) }),
  };
}

function editConfirm(
  confirm: Confirm,
  { priorities: stages = {}, ...times }: NonNullable<LevelEdit['confirm']>,
): Confirm {
  const { confirmed, unresolved, emergency } = confirm;
  const changed: Confirm = {
    ...confirm,
    ...times,
    confirmed: { ...confirmed, priority: stages.confirmed ?? confirmed.priority },
    unresolved: { ...unresolved, priority: stages.unresolved ?? unresolved.priority },
  };
  if (emergency === undefined) return changed;
  return {
    ...changed,
    emergency: { ...emergency, priority: stages.emergency ?? emergency.priority },
  };
}

/** Published figures are rounded in each unit; further apart than this they mean two limits. */
const roundingShare = 0.05;

function unitsAgree(protocol: Protocol, rule: Rule, edits: readonly LevelEdit[]): boolean {
  const edited = edits.filter((edit) => edit.rule === rule.id).map((edit) => edit.level);
  return rule.levels
    .filter(({ id }) => edited.includes(id))
    .flatMap(({ limits }) => limits)
    .every((limit) => sameFigure(protocol, rule, limit));
}

function sameFigure(protocol: Protocol, rule: Rule, { of, thresholds }: Limit): boolean {
  const [first, ...others] = thresholds;
  const kind = protocol.measures[0]?.kind;
  const name = 'of' in rule ? rule.of : of;
  const measure = kind === undefined ? undefined : measureOf(protocol, name, { kind });
  if (first === undefined || measure === undefined) return true;
  const quantity = quantityOf(measure, first.value, first.unit);
  return others.every(({ value, unit }) => {
    const converted = quantity.inUnit(unit);
    return (
      converted === undefined || Math.abs(value - converted) <= roundingShare * Math.abs(converted)
    );
  });
}

/** Worst level first: of two that need the value alone, the worse must not begin before the milder. */
function isOrdered({ levels, direction }: Rule): boolean {
  const alone = levels.filter(
    ({ withAnyOf, pattern }) => withAnyOf === undefined && pattern === undefined,
  );
  const sign = direction === 'low' ? -1 : 1;
  return alone.every((worse, place) =>
    alone
      .slice(place + 1)
      .every((milder) =>
        worse.limits.every((limit) =>
          milder.limits
            .filter(({ of }) => of === limit.of)
            .every((other) => isBeyond(limit, other, sign)),
        ),
      ),
  );
}

/** What is known to be worse is not less urgent: an emergency, a confirmed value, the first value. */
function hasOrderedStages({ priority, confirm }: Level): boolean {
  if (confirm === undefined) return true;
  const { confirmed, emergency } = confirm;
  return (
    isAsUrgent(confirmed.priority, priority) &&
    (emergency === undefined || isAsUrgent(emergency.priority, confirmed.priority))
  );
}

function isAsUrgent(one: Priority, other: Priority): boolean {
  return priorities.indexOf(one) <= priorities.indexOf(other);
}

function isBeyond(worse: Limit, milder: Limit, sign: 1 | -1): boolean {
  return worse.thresholds.every(({ value, unit }) =>
    milder.thresholds
      .filter((other) => other.unit === unit)
      .every((other) => sign * value >= sign * other.value),
  );
}

/** Own versions of an organization count within the shipped version they began from: 1 → 1001, 1002 … */
const ownVersions = 1_000;

/** The number of the version after this one: the organization's own stay above what they began from. */
export function nextOwnVersion(parent: number): number {
  return parent < ownVersions ? parent * ownVersions + 1 : parent + 1;
}

/** How people write a version: "1", and "1.2" for the second own one after it. */
export function versionText(version: number): string {
  if (version < ownVersions) return String(version);
  return `${Math.floor(version / ownVersions)}.${version % ownVersions}`;
}
