import { vitalKinds } from '../../vitals/core/reading.ts';
import type { CodedStatement, Params, Wording } from '../../work/core/statement.ts';
import type { Finding } from './finding.ts';
import { renderFinding, type FindingWords } from './finding-text.ts';
import { parseFinding } from './parse-finding.ts';

/** A finding as a coded statement, in which form cards and hand-offs carry it. */
export function findingStatement(finding: Finding): CodedStatement {
  const { ruleId, level, kind, values, unit, beyond, amount, unconfirmed } = finding;
  const numbered = values.map((value, index) => [`value${index + 1}`, value] as const);
  return {
    code: `${ruleId}:${level}`,
    params: {
      kind,
      ...Object.fromEntries(numbered),
      ...(unit === undefined ? {} : { unit }),
      ...(beyond === undefined ? {} : { beyond }),
      ...(amount === undefined ? {} : { amount: amount.value, amountUnit: amount.unit }),
      unconfirmed: unconfirmed ? 1 : 0,
    },
  };
}

/** The finding that a coded statement carries; undefined when it is not one of monitoring. */
export function findingOfStatement({ code, params }: CodedStatement): Finding | undefined {
  const match = /^([a-z0-9-]+\/[a-z0-9-]+):([a-z0-9-]+)$/.exec(code);
  const kind = vitalKinds.find((one) => one === params.kind);
  if (match === null || kind === undefined) return undefined;
  const [, ruleId = '', level = ''] = match;
  const { unit, beyond, amount, amountUnit, unconfirmed } = params;
  return {
    ruleId,
    level,
    kind,
    values: numberedValues(params),
    ...(typeof unit === 'string' ? { unit } : {}),
    ...(beyond === 'HI' || beyond === 'LO' ? { beyond } : {}),
    ...(typeof amount === 'number' && typeof amountUnit === 'string'
      ? { amount: { value: amount, unit: amountUnit } }
      : {}),
    unconfirmed: unconfirmed === 1,
  };
}

function numberedValues(params: Params): readonly number[] {
  const values: number[] = [];
  for (let index = 1; ; index += 1) {
    const value = params[`value${index}`];
    if (typeof value !== 'number') return values;
    values.push(value);
  }
}

/** The wording of monitoring's findings for hand-offs: what it renders it reads back to the same codes. */
export function findingWording(known: FindingWords): Wording {
  return {
    render(statement, language) {
      const finding = findingOfStatement(statement);
      const rule = finding === undefined ? undefined : known.protocols.newest(finding.ruleId);
      const level = rule?.rule.levels.find(({ id }) => id === finding?.level);
      if (finding === undefined || level === undefined) return undefined;
      return renderFinding(known, finding, language);
    },
    parse(text, language) {
      const finding = parseFinding(known, text, language);
      return finding === undefined ? undefined : findingStatement(finding);
    },
  };
}
