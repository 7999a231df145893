import { describe, expect, test } from 'vitest';
import { languages } from '../../platform/core/text.ts';
import { compileProtocols } from './compile.ts';
import { findingStatement, findingWording } from './finding-statement.ts';
import { findingText, findingWords, renderFinding } from './finding-text.ts';
import type { Finding } from './finding.ts';
import { parseFinding } from './parse-finding.ts';
import { randomCalls } from './testing-course.ts';
import { shipped } from './testing-notation.ts';
import { shippedWords } from './testing-words.ts';

const known = shippedWords;

const pressure: Finding = {
  ruleId: 'blood-pressure/severe',
  level: 'awaiting-recheck',
  kind: 'blood-pressure',
  values: [186, 112],
  unit: 'mm[Hg]',
  unconfirmed: false,
};

describe('a finding in words', () => {
  test.each([
    [pressure, 'Very high pressure: 186/112 mmHg', 'Presión muy alta: 186/112 mmHg'],
    [
      { ...pressure, unconfirmed: true },
      'Very high pressure: 186/112 mmHg (unconfirmed)',
      'Presión muy alta: 186/112 mmHg (sin confirmar)',
    ],
    [
      finding('spo2/low', 'emergency', 'spo2', [88], '%'),
      'Dangerously low oxygen: 88%',
      'Oxígeno peligrosamente bajo: 88 %',
    ],
    [
      {
        ...finding('heart-failure-weight/gain-1-day', 'gain-24h', 'weight', [83.1], 'kg'),
        amount: { value: 3.2, unit: '[lb_av]' },
      },
      'Weight gain in 24 hours: +3.2 lb (83.1 kg)',
      'Aumento de peso en 24 horas: +3.2 lb (83.1 kg)',
    ],
    [
      {
        ...finding('peak-flow/low', 'yellow', 'peak-flow', [319], 'L/min'),
        amount: { value: 79.7, unit: '%' },
      },
      'Peak flow in the yellow zone: 79.7% of best (319 L/min)',
      'Flujo máximo en zona amarilla: 79.7 % del mejor valor (319 L/min)',
    ],
    [
      {
        ruleId: 'glucose/low',
        level: 'level-2',
        kind: 'glucose',
        values: [],
        beyond: 'LO',
        unconfirmed: false,
      },
      "Very low glucose: LO (below the meter's range)",
      'Glucosa muy baja: LO (por debajo del rango del medidor)',
    ],
    [
      finding('heart-rate/high', 'emergency', 'heart-rate', [135], '/min'),
      'Dangerously fast heart rate: 135 bpm',
      'Frecuencia cardiaca peligrosamente alta: 135 lpm',
    ],
    [
      {
        ruleId: 'silence/weight',
        level: 'patient',
        kind: 'weight',
        values: [],
        amount: { value: 76, unit: 'h' },
        unconfirmed: false,
      },
      'Nothing arrives, weight missing: 76 h',
      'No llega nada, falta el peso: 76 h',
    ],
    [
      {
        ruleId: 'glucose/assistance',
        level: 'level-3',
        kind: 'glucose',
        values: [],
        unconfirmed: false,
      },
      'Needed help from another person',
      'Necesitó ayuda de otra persona',
    ],
  ] satisfies [Finding, string, string][])('%o', (one, en, es) => {
    expect(findingText(known, one)).toEqual({ en, es });
    expect(parseFinding(known, en, 'en')).toEqual(one);
    expect(parseFinding(known, es, 'es')).toEqual(one);
  });
});

function finding(
  ruleId: string,
  level: string,
  kind: Finding['kind'],
  values: readonly number[],
  unit: string,
): Finding {
  return { ruleId, level, kind, values, unit, unconfirmed: false };
}

test('parses both renderings of whatever alerts find back to the same codes', () => {
  const wording = findingWording(known);
  const rendered = new Set<string>();
  for (const { after } of randomCalls(300, 6)) {
    for (const { alert } of after.changes) {
      const found = alert.latest.finding;
      const statement = findingStatement(found);
      for (const language of languages) {
        const text = renderFinding(known, found, language);
        rendered.add(`${found.ruleId}:${found.level}`);
        expect(parseFinding(known, text, language)).toEqual(found);
        expect(wording.render(statement, language)).toBe(text);
        expect(wording.parse(text, language)).toEqual(statement);
      }
    }
  }
  const levels = shipped.contents.flatMap(({ definition }) =>
    definition.rules.flatMap((rule) =>
      rule.levels.map(({ id }) => `${definition.id}/${rule.id}:${id}`),
    ),
  );
  expect(rendered.size).toBeGreaterThan(levels.length * 0.8);
});

test('shows the code of a finding whose rule is gone, and leaves the wording to others', () => {
  const gone = { ...pressure, ruleId: 'pulse/old', level: 'fast' };
  expect(renderFinding(known, gone, 'es')).toBe('pulse/old fast: 186/112 mmHg');
  expect(findingWording(known).render(findingStatement(gone), 'es')).toBeUndefined();
  expect(parseFinding(known, 'Algo: 186/112 mmHg', 'es')).toBeUndefined();
});

test('refuses two levels with one label, which could not be read back', () => {
  const [first] = shipped.contents.filter(({ definition }) => definition.id === 'spo2');
  if (first === undefined) throw new Error('The protocol spo2 is gone.');
  const twin = { ...first, definition: { ...first.definition, id: 'spo2-twin' } };
  const doubled = compileProtocols([first, twin]);
  expect(() => findingWords(doubled, known.vitals)).toThrow('both call a level');
});
