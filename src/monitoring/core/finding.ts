import type { VitalKind } from '../../vitals/core/reading.ts';
import type { CompiledRule } from './compile.ts';
import { toldValue } from './measure.ts';
import { denoise } from './numbers.ts';
import type { EvidenceReading } from './evidence-reading.ts';
import type { Verdict } from './verdict.ts';

/** How much, for rules on change, share or silence. */
export interface FindingAmount {
  readonly value: number;
  readonly unit: string;
}

/** What an alert found, as codes and numbers: both languages are rendered from it. JSON-safe. */
export interface Finding {
  /** Protocol and rule, as in `blood-pressure/severe`. */
  readonly ruleId: string;
  readonly level: string;
  /** The vital sign the rule is about. */
  readonly kind: VitalKind;
  /** What is shown, in the order of the protocol's measures; empty for HI, LO or an answer. */
  readonly values: readonly number[];
  /** UCUM; absent when there is no value. */
  readonly unit?: string;
  readonly beyond?: 'HI' | 'LO';
  readonly amount?: FindingAmount;
  readonly unconfirmed: boolean;
}

/** The finding of a verdict that fires. */
export function findingOf(rule: CompiledRule, verdict: Verdict): Finding {
  const reading = readingToShow(verdict);
  const amount = amountOf(verdict);
  return {
    ruleId: verdict.ruleId,
    level: verdict.level ?? '',
    kind: kindOf(rule),
    // A score is of many values; the one that happened to come last says nothing.
    ...(rule.rule.operator === 'score' ? { values: [] } : valuesOf(rule, reading)),
    ...(amount === undefined ? {} : { amount }),
    unconfirmed: verdict.unconfirmed,
  };
}

/** The vital sign a rule is about: the first that its protocol measures, whatever device sent the value. */
export function kindOf({ protocol, rule }: CompiledRule): VitalKind {
  const named = 'of' in rule ? rule.of : undefined;
  const measure = protocol.measures.find(({ name }) => name === named) ?? protocol.measures[0];
  if (measure === undefined) throw new Error('A protocol without measures passed the schema.');
  return measure.kind;
}

/** The critical value stays on the card when the alert goes on although a later one was lower. */
function readingToShow({ recheck, evidence, limits }: Verdict): EvidenceReading | undefined {
  const { reading } = evidence;
  if (recheck === undefined) return reading;
  if (reading !== undefined && limits.some((limit) => limit.passed)) return reading;
  return recheck.first;
}

function valuesOf(
  { protocol }: CompiledRule,
  reading: EvidenceReading | undefined,
): Pick<Finding, 'values' | 'unit' | 'beyond'> {
  if (reading === undefined) return { values: [] };
  if (reading.beyond !== undefined) return { values: [], beyond: reading.beyond };
  const values: number[] = [];
  let unit = reading.unit;
  for (const measure of protocol.measures) {
    if (measure.kind !== reading.kind) continue;
    const value = toldValue(measure, reading);
    if (value === undefined) continue;
    // A gateway that multiplies sends 38.199999999999996; nobody measured that.
    values.push(denoise(value));
    unit = measure.unit ?? unit;
  }
  return values.length === 0 ? { values } : { values, unit };
}

/** Rounded towards the limit's safe side never hides that it was passed: shares and hours are cut off. */
function amountOf({ limits }: Verdict): FindingAmount | undefined {
  const used = limits.find((limit) => limit.passed && limit.measured !== undefined);
  if (used?.measured === undefined) return undefined;
  switch (used.of) {
    case 'change':
      return { value: Math.round(used.measured * 10) / 10, unit: used.unit };
    case 'percent':
      return { value: Math.floor(used.measured * 10) / 10, unit: used.unit };
    case 'total':
    case 'highest':
    case 'silence':
      return { value: Math.floor(used.measured), unit: used.unit };
    default:
      return undefined;
  }
}
