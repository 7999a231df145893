import type { Language } from '../../platform/core/text.ts';
import type { VitalKind } from '../../vitals/core/reading.ts';
import { vitalOf, type Vitals } from '../../vitals/core/vitals.ts';
import type { CompiledRule } from './compile.ts';
import { findingSuffixes, type FindingWords } from './finding-text.ts';
import { kindOf, type Finding } from './finding.ts';
import type { Rule } from './protocol.ts';
import { unitCodeOf } from './unit-text.ts';

/** Reads a rendered finding back to its codes and figures; undefined when the text is not one. */
export function parseFinding(
  known: FindingWords,
  text: string,
  language: Language,
): Finding | undefined {
  const doubt = ` (${findingSuffixes.unconfirmed[language]})`;
  const unconfirmed = text.endsWith(doubt);
  const told = unconfirmed ? text.slice(0, -doubt.length) : text;
  const end = told.indexOf(': ');
  const found = known.byLabel[language].get(end < 0 ? told : told.slice(0, end));
  if (found === undefined) return undefined;
  const { rule, level } = found;
  const kind = kindOf(rule);
  const figures =
    end < 0 ? { values: [] } : parseFigures(known.vitals, rule, told.slice(end + 2), language);
  if (figures === undefined) return undefined;
  return { ruleId: rule.ruleId, level: level.id, kind, ...figures, unconfirmed };
}

type Figures = Pick<Finding, 'values' | 'unit' | 'beyond' | 'amount'>;

function parseFigures(
  vitals: Vitals,
  rule: CompiledRule,
  text: string,
  language: Language,
): Figures | undefined {
  const kind = kindOf(rule);
  if (!tellsAmount(rule.rule)) return parseValues(vitals, kind, text, language);
  const match = /^[+−]?([^(]+?)(?: \((.*)\))?$/.exec(text);
  if (match === null) return undefined;
  const [, amountPart = '', valuesPart] = match;
  const ofBest = ` ${findingSuffixes.ofBest[language]}`;
  const figure = amountPart.endsWith(ofBest) ? amountPart.slice(0, -ofBest.length) : amountPart;
  const amount = parseNumber(vitals, kind, figure, language);
  const values =
    valuesPart === undefined ? { values: [] } : parseValues(vitals, kind, valuesPart, language);
  const [value] = amount?.values ?? [];
  if (amount === undefined || value === undefined || values === undefined) return undefined;
  return { ...values, amount: { value, unit: amount.unit } };
}

function tellsAmount({ operator }: Rule): boolean {
  return ['rise-within', 'fall-within', 'percent-of-best', 'missing-for', 'score'].includes(
    operator,
  );
}

function parseValues(
  vitals: Vitals,
  kind: VitalKind,
  text: string,
  language: Language,
): Figures | undefined {
  const beyond = vitalOf(vitals, kind).definition.beyond;
  for (const side of ['HI', 'LO'] as const) {
    if (beyond?.[side][language] === text) return { values: [], beyond: side };
  }
  return parseNumber(vitals, kind, text, language);
}

function parseNumber(
  vitals: Vitals,
  kind: VitalKind,
  text: string,
  language: Language,
): { readonly values: readonly number[]; readonly unit: string } | undefined {
  const match = /^([\d./]+) ?(\D.*)$/.exec(text);
  if (match === null) return undefined;
  const [, numbers = '', label = ''] = match;
  const values = numbers.split('/').map(Number);
  if (values.some((value) => !Number.isFinite(value))) return undefined;
  return { values, unit: unitCodeOf(vitals, kind, label, language) ?? label };
}
