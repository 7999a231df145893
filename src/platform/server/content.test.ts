import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Type } from 'typebox';
import { afterAll, expect, test } from 'vitest';
import { contentHeader, effectiveOn, Slug, strictObject } from '../core/content.ts';
import { isReviewed, ReviewedTextSchema, TextSchema } from '../core/text.ts';
import { ContentError, hashContent, loadContent } from './content.ts';

const root = mkdtempSync(join(tmpdir(), 'enlace-content-'));
afterAll(() => rmSync(root, { recursive: true }));

const Script = strictObject({
  ...contentHeader,
  label: TextSchema,
  say: Type.Optional(ReviewedTextSchema),
  steps: Type.Array(
    Type.Union([
      strictObject({ ask: Slug }),
      strictObject({ wait: Type.Literal('minutes'), minutes: Type.Number({ minimum: 1 }) }),
    ]),
  ),
});

const header = `id: greeting
version: 1
source: Ours
approver: Nobody
effectiveFrom: 2026-01-01
`;
const good = `${header}label: { en: Hello, es: Hola }\nsteps: [{ ask: name }]\n`;

let folders = 0;

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = join(root, String(++folders));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

function issuesOf(files: Readonly<Record<string, string>>) {
  try {
    loadContent(folderOf(files), Script);
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    return error.issues.map(({ line, path, message }) => `${line} ${path}: ${message}`);
  }
  throw new Error('It loaded.');
}

test('loads the YAML files of a folder and its folders, and leaves the tables beside them', () => {
  const other = good.replace('greeting', 'farewell');
  const files = { 'a.yaml': good, 'deep/b.yaml': other, 'a.csv': 'x,y', 'notes.md': '#' };
  const contents = loadContent(folderOf(files), Script);
  expect(contents.map(({ definition }) => definition.id)).toEqual(['greeting', 'farewell']);
  expect(contents[0]?.definition.label).toEqual({ en: 'Hello', es: 'Hola' });
});

function hash(text: string): string | undefined {
  return loadContent(folderOf({ 'a.yaml': text }), Script)[0]?.contentHash;
}

test('freezes what it loads', () => {
  const [content] = loadContent(folderOf({ 'a.yaml': good }), Script);
  expect(() => content?.definition.steps.push({ ask: 'age' })).toThrow(TypeError);
  expect(() => Object.assign(content?.definition.label ?? {}, { en: 'Hi' })).toThrow(TypeError);
});

test('hashes what a file says, not how it is laid out', () => {
  const relaid = `# a remark\nsteps:\n  - ask: name\nlabel:\n  es: "Hola"\n  en: 'Hello'\n${header}`;
  expect(hash(relaid)).toBe(hash(good));
  expect(hash(good)).toMatch(/^[0-9a-f]{64}$/);
  expect(hash(good.replace('Hola', 'Buenas'))).not.toBe(hash(good));
  expect(hashContent([1, 2])).not.toBe(hashContent([2, 1]));
  expect(hashContent({ a: '1' })).not.toBe(hashContent({ a: 1 }));
});

test.each([
  ['a language is missing', good.replace(', es: Hola', ''), '6 label: "es" missing. Add it.'],
  [
    'a language is blank',
    good.replace('es: Hola', "es: ' '"),
    '6 label.es: must match pattern "\\S". Correct the value.',
  ],
  [
    'a key is misspelt',
    `${good}setps: []\n`,
    '1 : "setps" not known here. Correct the spelling or remove it.',
  ],
  [
    'a branch of a union is wrong inside',
    good.replace('{ ask: name }', '{ wait: minutes, minutes: 0 }'),
    '7 steps.0.minutes: must be >= 1. Correct the value.',
  ],
  [
    'no branch of a union fits',
    good.replace('{ ask: name }', '7'),
    '7 steps.0: none of the allowed forms. Compare it with a neighbouring file.',
  ],
  [
    'a key is given twice',
    `${good}version: 2\n`,
    '8 : not readable as YAML (DUPLICATE_KEY). Check indentation, quotes and doubled keys.',
  ],
  [
    'there is no such day',
    good.replace('2026-01-01', '2026-02-30'),
    '1 effectiveFrom, effectiveTo: no such day in the calendar. Write it as YYYY-MM-DD.',
  ],
  [
    'it ends before it begins',
    `${good}effectiveTo: 2025-12-31\n`,
    '1 effectiveTo: it ends before it begins (2026-01-01). Correct one of the two dates.',
  ],
  ['it is empty', '', '1 : must be object. Correct the value.'],
])('refuses a file in which %s, saying where and what to do', (_, text, issue) => {
  expect(issuesOf({ 'a.yaml': text })).toContain(issue);
});

test('reports everything that is wrong in all files at once', () => {
  const files = {
    'a.yaml': good.replace('version: 1', 'version: one'),
    'b.yaml': good.replace('source: Ours\n', ''),
  };
  expect(issuesOf(files)).toEqual([
    '2 version: must be integer. Correct the value.',
    '1 : "source" missing. Add it.',
  ]);
});

test('refuses two files of the same id and version', () => {
  expect(issuesOf({ 'a.yaml': good, 'b.yaml': good }).join()).toContain(
    'greeting version 1 is also in',
  );
});

test('picks the highest version in force on a day, its last day included', () => {
  const files = {
    'v1.yaml': `${good}effectiveTo: 2026-06-30\n`,
    'v2.yaml': good.replace('version: 1', 'version: 2').replace('2026-01-01', '2026-06-30'),
  };
  const contents = loadContent(folderOf(files), Script);
  const versions = ['2025-12-31', '2026-01-01', '2026-06-29', '2026-06-30', '2026-07-01'].map(
    (day) => effectiveOn(contents, day).map(({ definition }) => definition.version),
  );
  expect(versions).toEqual([[], [1], [1], [2], [2]]);
});

test('a patient may be sent only what a named reviewer approved, language by language', () => {
  const say = `say:
  en: Please sit down.
  es: Por favor, siéntese.
  review: { en: { by: A. Reviewer, on: 2026-10-01 }, es: unreviewed }
`;
  const [content] = loadContent(folderOf({ 'a.yaml': `${good}${say}` }), Script);
  const text = content?.definition.say;
  if (text === undefined) throw new Error('There is no text.');
  expect([isReviewed(text, 'en'), isReviewed(text, 'es')]).toEqual([true, false]);
});
