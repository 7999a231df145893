import type { Language, Text } from '../../platform/core/text.ts';
import type { VitalKind } from '../../vitals/core/reading.ts';
import { vitalOf, type Vitals } from '../../vitals/core/vitals.ts';
import type { CompiledProtocols, CompiledRule } from './compile.ts';
import type { Finding, FindingAmount } from './finding.ts';
import type { Level, Rule } from './protocol.ts';
import { exactNumber, unitLabel, withUnit } from './unit-text.ts';

/** What findings are worded from: the labels of the protocols and the units of the vital signs. */
export interface FindingWords {
  readonly protocols: CompiledProtocols;
  readonly vitals: Vitals;
  /** Rule and level by label, per language. */
  readonly byLabel: Readonly<Record<Language, ReadonlyMap<string, RuleLevel>>>;
}

interface RuleLevel {
  readonly rule: CompiledRule;
  readonly level: Level;
}

/** What stands behind the figures. */
export const findingSuffixes = {
  unconfirmed: { en: 'unconfirmed', es: 'sin confirmar' },
  ofBest: { en: 'of best', es: 'del mejor valor' },
} satisfies Readonly<Record<string, Text>>;

/** Prepares the words; throws when two levels have one label, because the label alone could not be read back. */
export function findingWords(protocols: CompiledProtocols, vitals: Vitals): FindingWords {
  const byLabel = { en: new Map<string, RuleLevel>(), es: new Map<string, RuleLevel>() };
  for (const { definition } of protocols.contents) {
    for (const { id } of definition.rules) {
      const rule = protocols.newest(`${definition.id}/${id}`);
      if (rule !== undefined) addLabels(byLabel, rule);
    }
  }
  return { protocols, vitals, byLabel };
}

function addLabels(byLabel: Record<Language, Map<string, RuleLevel>>, rule: CompiledRule): void {
  for (const level of rule.rule.levels) {
    for (const language of ['en', 'es'] as const) {
      const label = level.label[language];
      const other = byLabel[language].get(label);
      if (other !== undefined && (other.rule !== rule || other.level !== level)) {
        throw new Error(`${rule.ruleId} and ${other.rule.ruleId} both call a level "${label}".`);
      }
      byLabel[language].set(label, { rule, level });
    }
  }
}

/** A finding in both languages, as a card shows it: "Presión muy alta: 186/112 mmHg". */
export function findingText(known: FindingWords, finding: Finding): Text {
  return {
    en: renderFinding(known, finding, 'en'),
    es: renderFinding(known, finding, 'es'),
  };
}

/** A finding in one language. A code that no content knows any more is shown as the code, never left out. */
export function renderFinding(known: FindingWords, finding: Finding, language: Language): string {
  const rule = known.protocols.newest(finding.ruleId);
  const level = rule?.rule.levels.find(({ id }) => id === finding.level);
  const label = level?.label[language] ?? `${finding.ruleId} ${finding.level}`;
  const figures = figuresOf(known.vitals, finding, rule?.rule, language);
  const doubt = finding.unconfirmed ? ` (${findingSuffixes.unconfirmed[language]})` : '';
  return `${figures === '' ? label : `${label}: ${figures}`}${doubt}`;
}

function figuresOf(
  vitals: Vitals,
  finding: Finding,
  rule: Rule | undefined,
  language: Language,
): string {
  const values = valuesText(vitals, finding, language);
  if (finding.amount === undefined) return values;
  const amount = amountText(vitals, finding.kind, finding.amount, rule, language);
  return values === '' ? amount : `${amount} (${values})`;
}

function valuesText(vitals: Vitals, finding: Finding, language: Language): string {
  const { kind, unit, beyond, values } = finding;
  if (beyond !== undefined)
    return vitalOf(vitals, kind).definition.beyond?.[beyond][language] ?? beyond;
  if (unit === undefined) return '';
  const numbers = values.map((value) => exactNumber(vitals, kind, value, unit, language)).join('/');
  return withUnit(numbers, unitLabel(vitals, kind, unit, language), language);
}

function amountText(
  vitals: Vitals,
  kind: VitalKind,
  { value, unit }: FindingAmount,
  rule: Rule | undefined,
  language: Language,
): string {
  const number = exactNumber(vitals, kind, value, unit, language);
  const label = unitLabel(vitals, kind, unit, language);
  if (rule?.operator === 'percent-of-best') {
    return `${withUnit(number, label, language)} ${findingSuffixes.ofBest[language]}`;
  }
  return `${signOf(rule)}${withUnit(number, label, language)}`;
}

function signOf(rule: Rule | undefined): string {
  if (rule?.operator === 'rise-within') return '+';
  return rule?.operator === 'fall-within' ? '−' : '';
}
