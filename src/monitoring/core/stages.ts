import type { Level } from './protocol.ts';

/**
 * The levels of a rule with the stages of those that must be confirmed, worst first: an emergency, a
 * confirmed value and one that nobody repeated come before the value itself. Stages compare nothing.
 */
export function withStages(levels: readonly Level[]): Level[] {
  return levels.flatMap((level) => {
    if (level.confirm === undefined) return [level];
    const { emergency, confirmed, unresolved } = level.confirm;
    const stages = [...(emergency === undefined ? [] : [emergency]), confirmed, unresolved];
    return [...stages.map(stageOf), level];
  });
}

function stageOf({ id, tier, priority, label, clears }: Omit<Level, 'limits'>): Level {
  return { id, tier, priority, label, limits: [], ...(clears === undefined ? {} : { clears }) };
}
