import type { Level, Pattern, Priority } from '../../core/protocol.ts';
import type { LevelEdit } from '../../core/what-if-edit.ts';

/** What persistence is made of; a level has those of its pattern. */
export const persistenceParts = ['count', 'minutes', 'apartMinutes', 'withinHours'] as const;
export type PersistencePart = (typeof persistenceParts)[number];

/** A level as it stands in the form: every figure as it is written. */
export interface LevelDraft {
  readonly priority: Priority;
  /** By limit and unit. */
  readonly figures: Readonly<Record<string, string>>;
  readonly persistence: Readonly<Partial<Record<PersistencePart, string>>>;
}

/** The key of a figure in a draft. */
export function figureKey(limit: string, unit: string): string {
  return `${limit} ${unit}`;
}

/** A level before anything is changed. */
export function draftOfLevel({ limits, pattern, priority }: Level): LevelDraft {
  return {
    priority,
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
  if (limits.length + parts.length + Object.keys(urgency).length === 0) return undefined;
  return {
    ...{ rule, level: level.id },
    ...urgency,
    ...(limits.length === 0 ? {} : { limits }),
    ...(parts.length === 0 ? {} : { pattern: Object.fromEntries(parts) }),
  };
}
