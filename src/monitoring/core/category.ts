import { categoryWindowMinutes } from './asked-symptoms.ts';
import { symptomsTold } from './circumstances.ts';
import { testLimits } from './limits.ts';
import { measuredQuantity } from './measure.ts';
import type { Category, Protocol } from './protocol.ts';
import type { Situation } from './situation.ts';

/**
 * The published category of a reading (`stage-2`, `level-1-low`): the first of the protocol's list
 * that holds. Undefined when the protocol has none, or when the reading lacks what they compare.
 * Categories name a value for people and are the same for every patient: own limits do not move them.
 */
export function categoryOf(protocol: Protocol, situation: Situation): string | undefined {
  for (const category of protocol.categories) {
    const truth = inCategory(category, protocol, situation);
    if (truth === undefined) return undefined;
    if (truth) return category.id;
  }
  return undefined;
}

function inCategory(
  category: Category,
  protocol: Protocol,
  situation: Situation,
): boolean | undefined {
  const { reading } = situation;
  switch (category.when) {
    case 'otherwise':
      return reading !== undefined;
    case 'reported': {
      const told = symptomsTold(situation, categoryWindowMinutes);
      return category.symptoms?.some((symptom) => told?.has(symptom)) ?? false;
    }
    case 'above':
    case 'below': {
      if (reading === undefined) return undefined;
      const of = (name: string) => measuredQuantity(protocol, name, reading);
      const direction = category.when === 'above' ? 'high' : 'low';
      const { truth } = testLimits(category.limits ?? [], direction, of, []);
      return truth === 'yes' ? true : truth === 'no' ? false : undefined;
    }
  }
}
