import { contentRoot, loadContent } from '../../platform/server/content.ts';
import { VitalDefinition } from '../../vitals/core/definition.ts';
import { compileVitals } from '../../vitals/core/vitals.ts';
import { findingWords } from './finding-text.ts';
import { shipped } from './testing-notation.ts';

const definitions = loadContent(`${contentRoot}vitals`, VitalDefinition);

/** The words of the content as it ships. */
export const shippedWords = findingWords(
  shipped,
  compileVitals(definitions.map(({ definition }) => definition)),
);
