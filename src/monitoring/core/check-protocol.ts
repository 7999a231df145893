import type { Limit, Protocol, Rule, RuleOf, ScoreBands } from './protocol.ts';
import { criticalLevels } from './confirmation.ts';
import { withStages } from './stages.ts';

/** The figures that rules compute; limits on them name these instead of a measure. */
const computed: Readonly<Partial<Record<Rule['operator'], readonly string[]>>> = {
  'rise-within': ['change'],
  'fall-within': ['change'],
  'percent-of-best': ['percent'],
  'missing-for': ['silence'],
  score: ['total', 'highest'],
};

/**
 * What the schema cannot say of a protocol, as sentences that tell what to correct; empty when all is
 * well. Checked before anything is judged, because a limit on a measure that does not exist would
 * be silent for ever.
 */
export function protocolProblems(protocol: Protocol): readonly string[] {
  const ids = protocol.rules.map((rule) => rule.id);
  return [
    ...doubled(ids).map((id) => `The rule ${id} is there twice.`),
    ...protocol.rules.flatMap((rule) => ruleProblems(protocol, rule)),
    ...protocol.categories.flatMap((category) =>
      unknownMeasures(protocol, category.limits ?? [], undefined).map(
        (name) => `The category ${category.id} compares ${name}, which is not a measure.`,
      ),
    ),
    ...stepProblems(protocol),
  ];
}

function ruleProblems(protocol: Protocol, rule: Rule): readonly string[] {
  const limits = rule.levels.flatMap((level) => level.limits);
  const levels = withStages(rule.levels);
  const about = (problem: string) => `Rule ${rule.id}: ${problem}`;
  return [
    ...doubled(levels.map((level) => level.id)).map((id) =>
      about(`the level ${id} is there twice.`),
    ),
    ...doubled(limits.map((limit) => limit.name)).map((name) =>
      about(`two limits are called ${name}; a patient's own limit could not tell them apart.`),
    ),
    ...unknownMeasures(protocol, limits, computed[rule.operator]).map((name) =>
      about(`a limit compares ${name}, which this rule does not have.`),
    ),
    ...operatorProblems(protocol, rule).map(about),
    ...confirmationProblems(rule).map(about),
    ...levels
      .filter((level) => level.label.en.includes(':') || level.label.es.includes(':'))
      .map((level) =>
        about(`the label of ${level.id} has a colon, which ends labels in findings.`),
      ),
  ];
}

/** A second value must be able to come in time, and the first must stand for itself. */
function confirmationProblems({ operator, levels }: Rule): readonly string[] {
  const critical = criticalLevels(levels);
  const compares = operator !== 'missing-for' && operator !== 'reported' && operator !== 'score';
  if (critical.length > 0 && !compares) {
    return ['only a rule that compares a value can ask for a second one.'];
  }
  return critical.flatMap(({ id, confirm, pattern, withAnyOf }) => [
    ...(pattern === undefined && withAnyOf === undefined
      ? []
      : [`${id} asks for a confirmation, so its value alone must be enough.`]),
    ...(confirm.afterMinutes < confirm.withinMinutes
      ? []
      : [`${id} leaves no time for its confirmation.`]),
  ]);
}

function operatorProblems(protocol: Protocol, rule: Rule): readonly string[] {
  const compares = rule.levels.some((level) => level.limits.length === 0);
  switch (rule.operator) {
    case 'reported':
      return rule.levels.length === 1 ? [] : ['it has one level.'];
    case 'above':
    case 'below':
      return compares ? ['a level has no limit.'] : [];
    case 'missing-for':
      return [
        ...(compares ? ['a level has no limit.'] : []),
        ...(protocol.measures.some((measure) => measure.name === rule.of)
          ? []
          : [`${rule.of} is not a measure.`]),
      ];
    case 'score':
      return [
        ...(compares ? ['a level has no limit.'] : []),
        ...(rule.levels.some((level) => level.pattern !== undefined)
          ? ['patterns are for rules that compare the value itself.']
          : []),
        ...scoreProblems(protocol, rule),
      ];
    case 'rise-within':
    case 'fall-within':
    case 'percent-of-best':
      return [
        ...(compares ? ['a level has no limit.'] : []),
        ...(rule.levels.some((level) => level.pattern !== undefined)
          ? ['patterns are for rules that compare the value itself.']
          : []),
        ...(protocol.measures.some((measure) => measure.name === rule.of)
          ? []
          : [`${rule.of} is not a measure.`]),
      ];
  }
}

function scoreProblems(protocol: Protocol, { parameters }: RuleOf<'score'>): readonly string[] {
  const known = protocol.measures.map((measure) => measure.name);
  return parameters.flatMap((parameter) => {
    if (parameter.from !== 'measure') return [];
    const { scale } = parameter;
    const tables = [parameter.bands, ...(scale === undefined ? [] : [scale.onAir, scale.onOxygen])];
    return [
      ...(known.includes(parameter.of) ? [] : [`${parameter.of} is not a measure.`]),
      ...(tables.every(isWhole)
        ? []
        : [`the bands of ${parameter.id} must rise, and the last one alone has no end.`]),
    ];
  });
}

/** Whether every value has points. */
function isWhole(bands: ScoreBands): boolean {
  const ends = bands.map(({ upTo }) => upTo ?? Infinity);
  const rising = ends.every((end, index) => index === 0 || end > (ends[index - 1] ?? end));
  return rising && ends.at(-1) === Infinity;
}

function unknownMeasures(
  protocol: Protocol,
  limits: readonly Limit[],
  figures: readonly string[] | undefined,
): readonly string[] {
  const names = figures ?? protocol.measures.map((measure) => measure.name);
  return limits.map((limit) => limit.of).filter((name) => !names.includes(name));
}

function stepProblems(protocol: Protocol): readonly string[] {
  const places = new Set(
    protocol.rules.flatMap((rule) => [
      rule.id,
      ...withStages(rule.levels).map((level) => `${rule.id}:${level.id}`),
    ]),
  );
  const unknown = protocol.steps
    .flatMap((step) => step.for ?? [])
    .filter((place) => !places.has(place));
  return [
    ...doubled(protocol.steps.map((step) => step.id)).map((id) => `The step ${id} is there twice.`),
    ...unknown.map((place) => `A step is for ${place}, which is no rule or level.`),
  ];
}

function doubled(names: readonly string[]): readonly string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}
