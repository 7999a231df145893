import { Type, type Static } from 'typebox';

import { contentHeader, Slug, strictObject } from '../../platform/core/content.ts';
import { languages, TextSchema, type Language } from '../../platform/core/text.ts';
import type { CodedStatement, Wording } from './statement.ts';

const Name = Type.String({ pattern: '^[a-z][a-zA-Z]*$' });

const Parameter = Type.Union([
  strictObject({ type: Type.Literal('number') }),
  /** Local time of the patient, YYYY-MM-DDTHH:MM. */
  strictObject({ type: Type.Literal('time') }),
  /** One line of text in whatever language it is recorded; templates put it in quotes. */
  strictObject({ type: Type.Literal('text') }),
  strictObject({ type: Type.Literal('choice'), of: Slug }),
]);
type Parameter = Static<typeof Parameter>;

const StatementDefinition = strictObject({
  code: Slug,
  section: Type.Union([
    Type.Literal('situation'),
    Type.Literal('background'),
    Type.Literal('assessment'),
    Type.Literal('recommendation'),
  ]),
  params: Type.Record(Name, Parameter),
  text: TextSchema,
});
type StatementDefinition = Static<typeof StatementDefinition>;

/** The statements that a hand-off can make, in both languages: one file in content/handoff. */
export const StatementCatalogueSchema = strictObject({
  ...contentHeader,
  choices: Type.Record(Slug, Type.Record(Slug, TextSchema)),
  statements: Type.Array(StatementDefinition, { minItems: 1 }),
});
export type StatementCatalogue = Static<typeof StatementCatalogueSchema>;

interface Template {
  readonly definition: StatementDefinition;
  readonly names: readonly string[];
  readonly pattern: RegExp;
}

/** The wording of a catalogue; rendering a statement and parsing the text give the same statement again. */
export function wordingOf(catalogue: StatementCatalogue): Wording {
  const definitions = new Map(catalogue.statements.map((one) => [one.code, one]));
  const templates: Record<Language, readonly Template[]> = {
    en: catalogue.statements.map((one) => templateOf(one, catalogue, 'en')),
    es: catalogue.statements.map((one) => templateOf(one, catalogue, 'es')),
  };
  return {
    render: (statement, language) => {
      const definition = definitions.get(statement.code);
      return definition && renderStatement(definition, statement, catalogue, language);
    },
    parse: (text, language) => {
      for (const template of templates[language]) {
        const match = template.pattern.exec(text);
        if (match) return statementOf(template, match, catalogue, language);
      }
      return undefined;
    },
  };
}

function renderStatement(
  definition: StatementDefinition,
  statement: CodedStatement,
  catalogue: StatementCatalogue,
  language: Language,
): string | undefined {
  const written = new Map<string, string>();
  for (const [name, parameter] of Object.entries(definition.params)) {
    const value = statement.params[name];
    const words =
      value === undefined ? undefined : writeValue(parameter, value, catalogue, language);
    if (words === undefined) return undefined;
    written.set(name, words);
  }
  return definition.text[language].replaceAll(
    /\{(\w+)\}/g,
    (_, name: string) => written.get(name) ?? '',
  );
}

const months: Readonly<Record<Language, readonly string[]>> = {
  en: 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' '),
  es: 'ene feb mar abr may jun jul ago sept oct nov dic'.split(' '),
};

function writeValue(
  parameter: Parameter,
  value: string | number,
  catalogue: StatementCatalogue,
  language: Language,
): string | undefined {
  switch (parameter.type) {
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined;
    case 'time': {
      const [, year, month, day, time] =
        /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d)$/.exec(String(value)) ?? [];
      // The month as a word: 11/08 is August to one reader of Spanish and November to another.
      const name = months[language][Number(month) - 1];
      if (name === undefined) return undefined;
      return language === 'es'
        ? `${day} ${name} ${year}, ${time}`
        : `${name} ${day}, ${year}, ${time}`;
    }
    case 'text':
      return /^\S(.*\S)?$/.test(String(value)) ? String(value) : undefined;
    case 'choice':
      return catalogue.choices[parameter.of]?.[value]?.[language];
  }
}

function templateOf(
  definition: StatementDefinition,
  catalogue: StatementCatalogue,
  language: Language,
): Template {
  const names: string[] = [];
  const pieces = definition.text[language].split(/(\{\w+\})/).map((piece) => {
    const name = /^\{(\w+)\}$/.exec(piece)?.[1];
    const parameter = name === undefined ? undefined : definition.params[name];
    if (name === undefined || parameter === undefined) return escaped(piece);
    names.push(name);
    return `(${patternOf(parameter, catalogue, language)})`;
  });
  return { definition, names, pattern: new RegExp(`^${pieces.join('')}$`, 'u') };
}

function patternOf(
  parameter: Parameter,
  catalogue: StatementCatalogue,
  language: Language,
): string {
  switch (parameter.type) {
    case 'number':
      return String.raw`-?\d+(?:\.\d+)?`;
    case 'time':
      return language === 'es'
        ? String.raw`\d\d [a-z]{3,4} \d{4}, \d\d:\d\d`
        : String.raw`[A-Z][a-z]{2} \d\d, \d{4}, \d\d:\d\d`;
    case 'text':
      return '.+';
    case 'choice':
      return Object.values(catalogue.choices[parameter.of] ?? {})
        .map((text) => escaped(text[language]))
        .join('|');
  }
}

function statementOf(
  { definition, names }: Template,
  match: RegExpExecArray,
  catalogue: StatementCatalogue,
  language: Language,
): CodedStatement {
  const params = names.map((name, index) => {
    const parameter = definition.params[name];
    const written = match[index + 1] ?? '';
    return [
      name,
      parameter ? readValue(parameter, written, catalogue, language) : written,
    ] as const;
  });
  return { code: definition.code, params: Object.fromEntries(params) };
}

function readValue(
  parameter: Parameter,
  written: string,
  catalogue: StatementCatalogue,
  language: Language,
): string | number {
  switch (parameter.type) {
    case 'number':
      return Number(written);
    case 'time':
      return readTime(written, language);
    case 'text':
      return written;
    case 'choice': {
      const choices = Object.entries(catalogue.choices[parameter.of] ?? {});
      return choices.find(([, text]) => text[language] === written)?.[0] ?? written;
    }
  }
}

/** The inverse of how a time is written; a month that is none stays as it is and fails the check of the parameter. */
function readTime(written: string, language: Language): string {
  const [year = '', time = ''] = written.split(' ').slice(-2);
  const [day = ''] = /\d\d/.exec(written) ?? [];
  const [name = ''] = /\p{L}+/u.exec(written) ?? [];
  const month = months[language].indexOf(name) + 1;
  return `${year.replace(',', '')}-${String(month).padStart(2, '0')}-${day}T${time}`;
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

/**
 * What is wrong with a catalogue beyond its form: a parameter that a text lacks or does not know, a
 * choice that is not there, two choices that read the same, more than one free text in a sentence.
 */
export function catalogueIssues(catalogue: StatementCatalogue): readonly string[] {
  const issues: string[] = [];
  for (const [id, choices] of Object.entries(catalogue.choices)) {
    for (const language of languages) {
      const texts = Object.values(choices).map((text) => text[language]);
      if (new Set(texts).size < texts.length)
        issues.push(`Two choices of ${id} read the same in ${language}.`);
    }
  }
  for (const { code, params, text } of catalogue.statements) {
    const names = Object.keys(params).toSorted().join();
    for (const language of languages) {
      const found = [...text[language].matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
      const used = found.toSorted().join();
      if (used !== names)
        issues.push(`${code} in ${language} uses the parameters ${used}, not ${names}.`);
    }
    const given = Object.values(params);
    if (given.filter((one) => one.type === 'text').length > 1)
      issues.push(`${code} has two free texts.`);
    for (const one of given) {
      if (one.type === 'choice' && !catalogue.choices[one.of])
        issues.push(`${code} names no choice ${one.of}.`);
    }
  }
  return issues;
}
