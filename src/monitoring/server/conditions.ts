import { contentRoot, loadContent } from '../../platform/server/content.ts';
import { ConditionFlags, flagsOfConditions } from '../core/condition-flags.ts';
import type { PatientCondition } from '../core/condition-flags.ts';

/** Reads content/conditions; throws ContentError when it is wrong. */
export function loadConditionFlags(folder = `${contentRoot}conditions`): ConditionFlags {
  const [file] = loadContent(folder, ConditionFlags);
  if (file === undefined) throw new Error('content/conditions has no flags.');
  return file.definition;
}

let release: ConditionFlags | undefined;

/** The flags and their codes that are in use; read once. */
export function conditionFlagsInUse(): ConditionFlags {
  release ??= loadConditionFlags();
  return release;
}

/** Flags that conditions imply on a patient's day, YYYY-MM-DD. */
export function impliedFlags(
  conditions: readonly PatientCondition[],
  today: string,
): readonly string[] {
  if (conditions.length === 0) return [];
  return flagsOfConditions(conditionFlagsInUse(), conditions, today);
}
