import type { Protocol, Rule } from './protocol.ts';

/** Minutes around a reading within which a rule takes symptoms into account; 0 when it asks for none. */
export function symptomWindowMinutes(rule: Rule): number {
  switch (rule.operator) {
    case 'reported':
      return rule.withinMinutes;
    case 'above':
    case 'below':
    case 'rise-within':
    case 'fall-within':
    case 'percent-of-best':
    case 'missing-for':
    case 'score':
      return Math.max(
        0,
        ...rule.levels.flatMap(({ withAnyOf = [], confirm }) => [
          ...withAnyOf.map((one) => (one.told === 'symptoms' ? one.withinMinutes : 0)),
          confirm?.emergency?.symptomsWithinMinutes ?? 0,
        ]),
      );
  }
}

/** The widest window of a protocol's rules and categories. */
export function protocolSymptomWindowMinutes(protocol: Protocol): number {
  const named = protocol.categories.some((category) => category.when === 'reported');
  const windows = protocol.rules.map(symptomWindowMinutes);
  return Math.max(named ? categoryWindowMinutes : 0, ...windows);
}

/** Answers told within this long of a reading name it as well (hypoglycaemia level 3). */
export const categoryWindowMinutes = 60;
