import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { beforeAll, describe, expect, test } from 'vitest';

import { listProblems } from '../platform/core/problem.ts';

const source = join(import.meta.dirname, '..');
const files = globSync('**/problems.ts', { cwd: source });

// Two definitions of one code refuse to load.
beforeAll(async () => {
  for (const file of files) await import(join(source, file));
});

// What a refusal here can mean; a 5xx says that it is our fault, and few are.
const statuses = new Set([400, 401, 403, 404, 409, 410, 413, 415, 422, 423, 429, 500, 503]);

function sentences() {
  return [...listProblems()].flatMap(([code, { title, advice }]) => [
    { code, ...title },
    { code, ...advice },
  ]);
}

describe('the problems of all slices', () => {
  test('are all loaded', () => {
    expect(files.length).toBeGreaterThanOrEqual(7);
    expect(listProblems().size).toBeGreaterThan(60);
  });

  test('have a code of two parts, in lower case', () => {
    const odd = [...listProblems().keys()].filter(
      (code) => !/^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$/.test(code),
    );
    expect(odd).toEqual([]);
  });

  test('say what is wrong and what to do in both languages, in whole sentences', () => {
    const odd = sentences().filter(
      ({ en, es }) => en === es || ![en, es].every((text) => /^[¿¡\p{Lu}].*[.?!]$/u.test(text)),
    );
    expect(odd).toEqual([]);
  });

  test('never carry a value into their words', () => {
    expect(sentences().filter(({ en, es }) => /[{}$]/.test(en + es))).toEqual([]);
  });

  test('answer with a status of HTTP that fits a refusal', () => {
    const odd = [...listProblems()].filter(([, { status }]) => !statuses.has(status));
    expect(odd).toEqual([]);
    const ours = [...listProblems()].filter(([, { status }]) => status >= 500);
    expect(ours.map(([code]) => code).toSorted()).toEqual([
      'ingest.busy',
      'ingest.vendor-unreachable',
      'server.failed',
      'server.unavailable',
    ]);
  });

  test('are each raised somewhere', () => {
    const raising = globSync('**/*.{ts,tsx}', { cwd: source })
      .filter((file) => !file.endsWith('.test.ts'))
      .map((file) => readFileSync(join(source, file), 'utf8'))
      .join('\n');
    // Once where it is defined, and again where it is raised.
    const unused = [...listProblems().keys()].filter(
      (code) => raising.split(`'${code}'`).length < 3,
    );
    expect(unused).toEqual([]);
  });
});
