import type { Level, Pattern, Priority } from '../../core/protocol.ts';
import {
  confirmTimes,
  stageNames,
  type ConfirmTime,
  type LevelEdit,
  type StageName,
} from '../../core/what-if-edit.ts';

/** What persistence is made of; a level has those of its pattern. */
export const persistenceParts = ['count', 'minutes', 'apartMinutes', 'withinHours'] as const;
export type PersistencePart = (typeof persistenceParts)[number];

/** A level as it stands in the form: every figure as it is written. */
export interface LevelDraft {
  readonly priority: Priority;
  /** By limit and unit. */
  readonly figures: Readonly<Record<string, string>>;
  readonly persistence: Readonly<Partial<Record<PersistencePart, string>>>;
  /** Of the confirmation, where the level has one. */
  readonly times: Readonly<Partial<Record<ConfirmTime, string>>>;
  readonly stages: Readonly<Partial<Record<StageName, Priority>>>;
}

/** The key of a figure in a draft. */
export function figureKey(limit: string, unit: string): string {
  return `${limit} ${unit}`;
}

/** A level before anything is changed. */
export function draftOfLevel({ limits, pattern, priority, confirm }: Level): LevelDraft {
  return {
    priority,
    times: Object.fromEntries(
      confirmTimes.flatMap((time) => {
        const minutes = confirm?.[time];
        return minutes === undefined ? [] : [[time, String(minutes)]];
      }),
    ),
    stages: Object.fromEntries(
      stageNames.flatMap((stage) => {
        const urgency = confirm?.[stage]?.priority;
        return urgency === undefined ? [] : [[stage, urgency]];
      }),
    ),
    figures: Object.fromEntries(
      limits.flatMap(({ name, thresholds }) =>
        thresholds.map(({ value, unit }) => [figureKey(name, unit), String(value)]),
      ),
    ),
    persistence: Object.fromEntries(
      persistenceParts.flatMap((part) => {
        const value = partOf(pattern, part);
        return value === undefined ? [] : [[part, String(value)]];
      }),
    ),
  };
}

function partOf(pattern: Pattern | undefined, part: PersistencePart): number | undefined {
  return pattern === undefined
    ? undefined
    : (pattern as Partial<Record<PersistencePart, number>>)[part];
}

function figure(text: string | undefined, before: number): number {
  return text === undefined || text === '' ? before : Number(text);
}

/** What was changed of a level; undefined when nothing was. An empty figure is left as it was. */
export function editOfLevel(rule: string, level: Level, draft: LevelDraft): LevelEdit | undefined {
  const limits = level.limits.flatMap(({ name, thresholds }) => {
    const given = thresholds.map(({ value, unit }) => ({
      value: figure(draft.figures[figureKey(name, unit)], value),
      unit,
    }));
    const same = given.every(({ value }, place) => value === thresholds[place]?.value);
    return same ? [] : [{ name, thresholds: given }];
  });
  const parts = persistenceParts.flatMap((part) => {
    const before = partOf(level.pattern, part);
    if (before === undefined) return [];
    const after = figure(draft.persistence[part], before);
    return after === before ? [] : [[part, after] as const];
  });
  const urgency = draft.priority === level.priority ? {} : { priority: draft.priority };
  const confirm = editOfConfirm(level, draft);
  const changes = limits.length + parts.length + Object.keys({ ...urgency, ...confirm }).length;
  if (changes === 0) return undefined;
  return {
    ...{ rule, level: level.id },
    ...urgency,
    ...(limits.length === 0 ? {} : { limits }),
    ...(parts.length === 0 ? {} : { pattern: Object.fromEntries(parts) }),
    ...(Object.keys(confirm).length === 0 ? {} : { confirm }),
  };
}

function editOfConfirm({ confirm }: Level, draft: LevelDraft): NonNullable<LevelEdit['confirm']> {
  const times = confirmTimes.flatMap((time) => {
    const before = confirm?.[time];
    if (before === undefined) return [];
    const after = figure(draft.times[time], before);
    return after === before ? [] : [[time, after] as const];
  });
  const stages = stageNames.flatMap((stage) => {
    const before = confirm?.[stage]?.priority;
    const after = draft.stages[stage];
    return before === undefined || after === undefined || after === before
      ? []
      : [[stage, after] as const];
  });
  return {
    ...Object.fromEntries(times),
    ...(stages.length === 0 ? {} : { priorities: Object.fromEntries(stages) }),
  };
}
