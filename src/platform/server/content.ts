import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Type, type Static, type TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { LineCounter, parseDocument, type Document } from 'yaml';
import { canonicalJson } from '../core/canonical-json.ts';
import { contentHeader, type Content, type ContentHeader } from '../core/content.ts';
import { describeErrors, type ContentIssue } from './content-issues.ts';

/** Where the content that ships with the product stands, one folder per slice. */
export const contentRoot = fileURLToPath(new URL('../../../content/', import.meta.url));

/** Content that cannot be used. Lists everything that is wrong, so that one round of corrections will do. */
export class ContentError extends Error {
  readonly issues: readonly ContentIssue[];

  constructor(issues: readonly ContentIssue[]) {
    const lines = issues.map(({ file, line, path, message }) => {
      return `${file}:${line}${path === '' ? '' : ` ${path}`}: ${message}`;
    });
    super(`Content cannot be loaded.\n${lines.join('\n')}`);
    this.name = 'ContentError';
    this.issues = issues;
  }
}

const Header = Compile(Type.Object(contentHeader));

/**
 * Loads every .yaml file of a folder and of the folders in it, checked against the schema and frozen.
 * Throws ContentError naming file, line, key, what is wrong and what to do; then nothing is loaded,
 * and a running server keeps the release it has.
 */
export function loadContent<S extends TSchema>(
  folder: string,
  schema: S,
): readonly Content<Static<S> & ContentHeader>[] {
  const validator = Compile(schema);
  const issues: ContentIssue[] = [];
  const contents: Content<Static<S> & ContentHeader>[] = [];
  const seen = new Map<string, string>();
  for (const path of yamlFiles(folder)) {
    const file = relative(contentRoot, path).split(sep).join('/');
    const lines = new LineCounter();
    const document = parseDocument(readFileSync(path, 'utf8'), { lineCounter: lines });
    const value: unknown = document.errors.length === 0 ? document.toJS() : undefined;
    const found = syntaxIssues(file, document, lines);
    if (found.length > 0) issues.push(...found);
    else if (!validator.Check(value) || !Header.Check(value)) {
      const errors = validator.Check(value) ? Header.Errors(value) : validator.Errors(value);
      issues.push(...describeErrors(file, document, lines, errors));
    } else {
      const wrong = headerIssue(value, seen, file);
      if (wrong !== undefined) issues.push(wrong);
      contents.push({ definition: deepFreeze(value), contentHash: hashContent(value), file });
    }
  }
  if (issues.length > 0) throw new ContentError(issues);
  return contents;
}

/** SHA-256 of what a definition says, the same however its file is laid out. */
export function hashContent(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

function yamlFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .map((name) => join(folder, name));
}

function syntaxIssues(file: string, document: Document.Parsed, lines: LineCounter): ContentIssue[] {
  return document.errors.map((error) => ({
    file,
    line: lines.linePos(error.pos[0]).line,
    path: '',
    message: `not readable as YAML (${error.code}). Check indentation, quotes and doubled keys.`,
  }));
}

/** What a schema cannot say: dates in order, and one file per id and version. */
function headerIssue(
  header: ContentHeader,
  seen: Map<string, string>,
  file: string,
): ContentIssue | undefined {
  const { id, version, effectiveFrom, effectiveTo } = header;
  const key = `${id} version ${version}`;
  const other = seen.get(key);
  seen.set(key, file);
  if (other !== undefined) {
    const message = `${key} is also in ${other}. Give the newer one the next version.`;
    return { file, line: 1, path: 'version', message };
  }
  if (
    !isCalendarDate(effectiveFrom) ||
    (effectiveTo !== undefined && !isCalendarDate(effectiveTo))
  ) {
    const message = 'no such day in the calendar. Write it as YYYY-MM-DD.';
    return { file, line: 1, path: 'effectiveFrom, effectiveTo', message };
  }
  if (effectiveTo !== undefined && effectiveTo < effectiveFrom) {
    const message = `it ends before it begins (${effectiveFrom}). Correct one of the two dates.`;
    return { file, line: 1, path: 'effectiveTo', message };
  }
  return undefined;
}

function isCalendarDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
