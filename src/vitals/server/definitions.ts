import { effectiveOn } from '../../platform/core/content.ts';
import { contentRoot, loadContent } from '../../platform/server/content.ts';
import { VitalDefinition } from '../core/definition.ts';
import { compileVitals, type Vitals } from '../core/vitals.ts';

/**
 * The vital signs in force on a day (YYYY-MM-DD), from the content folder. Throws ContentError when a
 * file is wrong, and an Error when a kind is missing or its tables contradict each other.
 */
export function loadVitals(day: string, folder = `${contentRoot}vitals`): Vitals {
  const contents = effectiveOn(loadContent(folder, VitalDefinition), day);
  return compileVitals(contents.map(({ definition }) => definition));
}
