import { expect, test } from 'vitest';

import { languages } from '../../platform/core/text.ts';
import { loadWorkContent } from '../server/content.ts';
import { parseSbar, renderSbar, type Sbar } from './sbar.ts';
import { draftSbar, type SbarPatient } from './sbar-draft.ts';
import { catalogueIssues, wordingOf, type StatementCatalogue } from './statement-catalogue.ts';
import { combineWordings, isCoded, type CodedStatement, type Wording } from './statement.ts';
import { finding, opened, settingAt } from './testing.ts';

const catalogue = loadWorkContent().statements[0]!.definition;
const wording = wordingOf(catalogue);

/** Every statement with every choice it can make; the other parameters by example. */
function examplesOf({
  code,
  params,
}: StatementCatalogue['statements'][number]): readonly CodedStatement[] {
  const values = (one: (typeof params)[string]): readonly (string | number)[] => {
    switch (one.type) {
      case 'number':
        return [0, 3, 71.5, -2];
      case 'time':
        return Array.from(
          { length: 12 },
          (_, month) => `2026-${String(month + 1).padStart(2, '0')}-18T09:05`,
        );
      case 'text':
        return ['Diabetes mellitus, "type 2"', 'Hipertensión (esencial). $1 {name}'];
      case 'choice':
        return Object.keys(catalogue.choices[one.of] ?? {});
    }
  };
  return Object.entries(params).reduce<readonly CodedStatement[]>(
    (made, [name, one]) =>
      made.flatMap((statement) =>
        values(one).map((value) => ({ code, params: { ...statement.params, [name]: value } })),
      ),
    [{ code, params: {} }],
  );
}

const examples = catalogue.statements.flatMap(examplesOf);

test('the catalogue fits together', () => {
  expect(catalogueIssues(catalogue)).toEqual([]);
  expect(catalogue.statements.length).toBe(32);
  expect(examples.length).toBeGreaterThan(100);
});

test.each(languages)('every statement in %s is read back to its code and figures', (language) => {
  for (const statement of examples) {
    const text = wording.render(statement, language);
    expect(text).toBeTypeOf('string');
    expect(wording.parse(text ?? '', language)).toEqual(statement);
  }
});

test('both renderings of a whole hand-off say the same', () => {
  const sbar: Sbar = {
    situation: examples,
    background: [
      { language: 'es', text: 'La hija llama los lunes.\n- Dice que "está bien"\\n' },
      { language: 'en', text: '[es] Situation:' },
      { code: 'not-in-this-release', params: { value: 3 } },
    ],
    assessment: [],
    recommendation: [{ code: 'assess-now', params: {} }],
  };
  const texts = languages.map((language) => renderSbar(sbar, language, wording));
  expect(texts[0]).not.toBe(texts[1]);
  const read = languages.map((language, index) => parseSbar(texts[index] ?? '', language, wording));
  expect(read).toEqual([sbar, sbar]);
});

test('a line that no statement explains is refused, not guessed', () => {
  expect(() => parseSbar('Situation:\n- The patient is fine.', 'en', wording)).toThrow(
    /no statement/,
  );
  expect(() => parseSbar('- Assess the patient now.', 'en', wording)).toThrow(/no section/);
  expect(() => parseSbar('Situación:', 'en', wording)).toThrow();
});

test('figures that do not fit are not worded', () => {
  const bad: readonly CodedStatement[] = [
    { code: 'attempts', params: {} },
    { code: 'attempts', params: { count: '3' } },
    { code: 'attempts', params: { count: Number.NaN } },
    { code: 'reached', params: { channel: 'pigeon', time: '2026-11-18T09:05' } },
    { code: 'reached', params: { channel: 'phone', time: 'yesterday' } },
    { code: 'condition', params: { name: 'two\nlines' } },
    { code: 'symptom-present', params: { symptom: 'constructor' } },
  ];
  expect(bad.map((statement) => wording.render(statement, 'en'))).toEqual(bad.map(() => undefined));
});

test('a catalogue that cannot be read back is refused', () => {
  const [first] = catalogue.statements;
  const issues = catalogueIssues({
    ...catalogue,
    choices: {
      ...catalogue.choices,
      twin: { a: { en: 'same', es: 'a' }, b: { en: 'same', es: 'b' } },
    },
    statements: [
      { ...first!, code: 'lost', params: {}, text: { en: 'At {time}', es: 'Siempre' } },
      {
        ...first!,
        code: 'two',
        params: { a: { type: 'text' }, b: { type: 'text' } },
        text: { en: '{a}{b}', es: '{b}{a}' },
      },
      {
        ...first!,
        code: 'none',
        params: { a: { type: 'choice', of: 'nothing' } },
        text: { en: '{a}', es: '{a}' },
      },
    ],
  });
  expect(issues).toHaveLength(4);
});

const findings: Wording = {
  render: ({ code, params }, language) =>
    code === 'glucose/high'
      ? `${language === 'en' ? 'High glucose' : 'Glucosa alta'}: ${params['value']} mg/dL`
      : undefined,
  parse: (text) => {
    const value = /^(?:High glucose|Glucosa alta): (\d+) mg\/dL$/.exec(text)?.[1];
    return value === undefined
      ? undefined
      : { code: 'glucose/high', params: { value: Number(value) } };
  },
};

const patient: SbarPatient = {
  sex: 'female',
  ageYears: 75,
  language: 'es',
  interpreterNeeded: false,
  zone: 'America/Chicago',
  conditions: ['Type 2 diabetes\nmellitus'],
  medications: [],
};

test('drafts from what is recorded, in the local time of the patient, both languages alike', () => {
  const item = opened([finding({ priority: 1 })], settingAt('2026-11-18T10:00-05:00'));
  const at = new Date('2026-11-18T15:05:00Z');
  const sbar = draftSbar({ ...item, contactAttempts: 2, contactedAt: at }, patient, [
    { at, event: { type: 'step', step: 'symptom:dizziness', answer: 'yes', requestId: 'r' } },
    { at, event: { type: 'step', step: 'symptom:dizziness', answer: 'no', requestId: 'r' } },
    { at, event: { type: 'step', step: 'symptom:weakness', answer: 'yes', requestId: 'r' } },
    { at, event: { type: 'step', step: 'symptom:confusion', answer: 'unknown', requestId: 'r' } },
    { at, event: { type: 'contact', outcome: 'reached', channel: 'phone', note: 'private' } },
  ]);
  const all = combineWordings([wording, findings]);
  expect(renderSbar(sbar, 'es', all)).toBe(
    [
      'Situación:',
      '- Glucosa alta: 260 mg/dL',
      '- Crítico; abierto desde 18 nov 2026, 09:00.',
      'Antecedentes:',
      '- Mujer, 75 años.',
      '- Habla español.',
      '- Diagnóstico: "Type 2 diabetes mellitus".',
      '- No hay medicamentos activos registrados.',
      'Evaluación:',
      '- Se habló con el paciente por teléfono el 18 nov 2026, 09:05.',
      '- Intentos sin respuesta: 2.',
      '- Niega mareo.',
      '- Refiere debilidad.',
      '- Se preguntó por confusión; sin respuesta clara.',
      'Recomendación:',
      '- Evalúe al paciente ahora.',
      '- Avise al médico.',
      '- Decida qué sigue y ciérrelo antes del 18 nov 2026, 11:00.',
      '- Llame en español.',
    ].join('\n'),
  );
  expect(
    languages.map((language) => parseSbar(renderSbar(sbar, language, all), language, all)),
  ).toEqual([sbar, sbar]);
});

test('what is not known is said, not left out', () => {
  const item = opened([finding({ unconfirmed: true })], settingAt('2026-11-18T10:00-05:00'));
  const unknown = {
    ...patient,
    sex: null,
    ageYears: null,
    language: 'und',
    interpreterNeeded: null,
  };
  const sbar = draftSbar(item, unknown, []);
  const codes = Object.values(sbar)
    .flat()
    .filter(isCoded)
    .map((one) => one.code);
  expect(codes).toEqual(
    expect.arrayContaining([
      ...['unconfirmed', 'age-unknown', 'language-unknown', 'interpreter-unknown'],
      ...['not-contacted', 'symptoms-not-asked'],
    ]),
  );
  expect(codes).not.toContain('call-in');
});
