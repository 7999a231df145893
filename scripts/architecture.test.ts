import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterEach, describe, expect, test } from 'vitest';

import { checkArchitecture } from './architecture.ts';

let root: string | undefined;

afterEach(() => {
  if (root !== undefined) rmSync(root, { recursive: true });
  root = undefined;
});

/** Plants the files in a folder of their own and returns `path:line rule` for each violation. */
function violationsOf(files: Readonly<Record<string, string>>): string[] {
  root = mkdtempSync(join(tmpdir(), 'enlace-architecture-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return checkArchitecture(root).map(({ path, line, rule }) => `${path}:${line} ${rule}`);
}

const lines = (count: number) => 'const x = 1;\n'.repeat(count);

describe('a sound house', () => {
  test('has nothing to complain of', () => {
    expect(
      violationsOf({
        'src/platform/core/text.ts': "import Type from 'typebox';\nexport const text = Type;\n",
        'src/platform/server/database.ts':
          "import { sql } from 'kysely';\nexport const one = sql`select 1`;\n",
        'src/platform/server/testing.ts': "import { inject } from 'vitest';\nexport { inject };\n",
        'src/work/core/clock.ts':
          '/** Hours left. */\nexport function left(now: Date) { return new Date(now); }\n',
        'src/work/contract.ts':
          "import { text } from '../platform/core/text.ts';\nexport const list = text;\n",
        'src/work/server/store.ts':
          "import { sql } from 'kysely';\nimport { one } from '../../platform/server/database.ts';\nexport const rows = [sql, one];\n",
        'src/work/server/service.ts':
          "import { rows } from './store.ts';\n/** Lists work. */\nexport function list() { return rows; }\n",
        'src/work/server/routes.ts':
          "import { list } from './service.ts';\nimport { list as contract } from '../contract.ts';\nexport const routes = [list, contract];\n",
        'src/work/server/service.test.ts':
          "import '../../platform/server/testing.ts';\nimport { rows } from './store.ts';\nimport { list } from './service.ts';\ntx.selectFrom(rows, list);\n",
        'src/work/server/fhir.ts': 'export const task = 1;\n',
        'src/work/messages/en.ts': 'export const en = {};\n',
        'src/work/web/list.tsx':
          "import { left } from '../core/clock.ts';\nimport { list } from '../contract.ts';\nimport { en } from '../messages/en.ts';\nimport './list.css';\nexport function List() { return left(list, en); }\n",
        'src/monitoring/server/service.ts':
          "import { list } from '../../work/server/service.ts';\n/** Lists. */\nexport function all() { return list(); }\n",
        'src/app/messages/en.ts': 'export const en = {};\n',
        'src/app/web/main.ts':
          "import { en } from '../messages/en.ts';\nexport const words = en;\n",
        'src/work/web/query.ts': 'queryClient.query({});\n',
        'src/worklists/triage.ts':
          "import { left } from '../work/core/clock.ts';\nexport const triage = left;\n",
        'src/fhir/server/service.ts':
          "import { task } from '../../work/server/fhir.ts';\n/** Tasks. */\nexport function tasks() { return task; }\n",
        'src/app/server.ts':
          "import { routes } from '../work/server/routes.ts';\nimport { rows } from '../work/server/store.ts';\nexport const all = [routes, rows];\n",
      }),
    ).toEqual([]);
  });
});

describe('one planted violation per rule is found', () => {
  const cases: readonly [string, Readonly<Record<string, string>>, string][] = [
    ['a slice that nobody knows', { 'src/widgets/core/a.ts': '' }, 'src/widgets/core/a.ts:1 place'],
    ['a room that no slice has', { 'src/work/helpers/a.ts': '' }, 'src/work/helpers/a.ts:1 place'],
    ['a file in no room', { 'src/work/triage.ts': '' }, 'src/work/triage.ts:1 place'],
    [
      'a declared list that reads the store',
      { 'src/worklists/triage.ts': "import './server/store.ts';\n" },
      'src/worklists/triage.ts:1 rooms',
    ],
    [
      'an import from outside src',
      { 'src/app/a.ts': "\nimport '../../scripts/b.ts';\n" },
      'src/app/a.ts:2 outside',
    ],
    [
      'test support in the product',
      { 'src/work/server/service.ts': "import '../../platform/server/testing.ts';\n" },
      'src/work/server/service.ts:1 test-support',
    ],
    [
      'a lower slice that imports a higher one',
      { 'src/work/core/a.ts': "import type { B } from '../../monitoring/core/b.ts';\n" },
      'src/work/core/a.ts:1 slice-order',
    ],
    [
      'a type imported inline from a higher slice',
      { 'src/work/core/a.ts': "type B = import('../../monitoring/core/b.ts').B;\n" },
      'src/work/core/a.ts:1 slice-order',
    ],
    [
      'a lazy import from a higher slice',
      { 'src/work/core/a.ts': "await import('../../monitoring/core/b.ts');\n" },
      'src/work/core/a.ts:1 slice-order',
    ],
    [
      'a test that reaches into a higher slice',
      { 'src/work/core/a.test.ts': "import '../../monitoring/core/b.ts';\n" },
      'src/work/core/a.test.ts:1 slice-order',
    ],
    [
      'core that imports the server',
      { 'src/work/core/a.ts': "import '../server/store.ts';\n" },
      'src/work/core/a.ts:1 rooms',
    ],
    [
      'web that imports the server',
      { 'src/work/web/a.tsx': "import type { B } from '../server/service.ts';\n" },
      'src/work/web/a.tsx:1 rooms',
    ],
    [
      'web of app that imports the server',
      { 'src/app/web/main.tsx': "import '../../work/server/service.ts';\n" },
      'src/app/web/main.tsx:1 rooms',
    ],
    [
      'web of app that imports what composes the server',
      { 'src/app/web/main.ts': "import '../runtime.ts';\n" },
      'src/app/web/main.ts:1 rooms',
    ],
    [
      'a server that imports web',
      { 'src/work/server/jobs.ts': "import '../web/a.tsx';\n" },
      'src/work/server/jobs.ts:1 rooms',
    ],
    [
      "a contract that imports another slice's contract",
      { 'src/work/contract.ts': "import '../people/contract.ts';\n" },
      'src/work/contract.ts:1 rooms',
    ],
    [
      "another slice's store",
      { 'src/work/server/service.ts': "import '../../people/server/store.ts';\n" },
      'src/work/server/service.ts:1 front-door',
    ],
    [
      "another slice's mappers outside the facade",
      { 'src/ingest/server/service.ts': "import '../../people/server/fhir.ts';\n" },
      'src/ingest/server/service.ts:1 front-door',
    ],
    [
      "a test that enters another slice's store",
      { 'src/work/server/a.test.ts': "import '../../people/server/store.ts';\n" },
      'src/work/server/a.test.ts:1 front-door',
    ],
    [
      'routes that skip the service',
      { 'src/work/server/routes.ts': "import './store.ts';\n" },
      'src/work/server/routes.ts:1 layers',
    ],
    [
      'a store that calls the service',
      { 'src/work/server/store/open.ts': "import '../service.ts';\n" },
      'src/work/server/store/open.ts:1 layers',
    ],
    [
      'Node in core',
      { 'src/work/core/a.ts': "import { join } from 'node:path';\n" },
      'src/work/core/a.ts:1 packages',
    ],
    [
      'Node without its prefix in core',
      { 'src/work/core/a.ts': "import { join } from 'path';\n" },
      'src/work/core/a.ts:1 packages',
    ],
    [
      'React in core',
      { 'src/work/core/a.ts': "import { useState } from 'react';\n" },
      'src/work/core/a.ts:1 packages',
    ],
    [
      'React in the server',
      { 'src/work/server/service.ts': "import 'react-dom/server';\n" },
      'src/work/server/service.ts:1 packages',
    ],
    [
      'the driver in web',
      { 'src/work/web/a.tsx': "import pg from 'pg';\n" },
      'src/work/web/a.tsx:1 packages',
    ],
    [
      'the sql tag outside a store',
      { 'src/work/server/service.ts': "import { sql } from 'kysely';\n" },
      'src/work/server/service.ts:1 sql',
    ],
    [
      'a raw query outside a store',
      { 'src/app/a.ts': "\nawait client.query('select 1');\n" },
      'src/app/a.ts:2 sql',
    ],
    [
      'a built query outside a store',
      { 'src/work/server/jobs.ts': "tx.selectFrom('work_item');\n" },
      'src/work/server/jobs.ts:1 sql',
    ],
    [
      'a clock in core',
      { 'src/work/core/a.ts': 'const now = Date.now();\n' },
      'src/work/core/a.ts:1 pure-core',
    ],
    [
      'the date of today in core',
      { 'src/work/core/a.ts': 'const now = new Date();\n' },
      'src/work/core/a.ts:1 pure-core',
    ],
    [
      'a request in core',
      { 'src/work/core/a.ts': "await fetch('/api');\n" },
      'src/work/core/a.ts:1 pure-core',
    ],
    [
      'the environment in core',
      { 'src/work/core/a.ts': 'const zone = process.env.TZ;\n' },
      'src/work/core/a.ts:1 pure-core',
    ],
    ['a barrel by name', { 'src/work/core/index.ts': '' }, 'src/work/core/index.ts:1 barrel'],
    [
      'a barrel by content',
      { 'src/work/core/a.ts': "export * from './b.ts';\n" },
      'src/work/core/a.ts:1 barrel',
    ],
    [
      'a cycle of imports',
      {
        'src/work/core/a.ts': "import './c.ts';\n",
        'src/work/core/b.ts': "import './a.ts';\n",
        'src/work/core/c.ts': "import './b.ts';\n",
      },
      'src/work/core/a.ts:1 cycle',
    ],
    ['a file too long', { 'scripts/a.ts': lines(401) }, 'scripts/a.ts:1 file-length'],
    [
      'a function too long',
      { 'src/app/a.ts': `\nfunction a() {\n${lines(49)}}\n` },
      'src/app/a.ts:2 function-length',
    ],
    [
      'a component too long',
      { 'src/work/web/a.tsx': `export function Form() {\n${lines(149)}}\n` },
      'src/work/web/a.tsx:1 function-length',
    ],
    [
      'an exported function of core without its sentence',
      { 'src/work/core/a.ts': '\nexport function a() { return 1; }\n' },
      'src/work/core/a.ts:2 sentence',
    ],
    [
      'an exported function of a service without its sentence',
      { 'src/work/server/service.ts': 'export async function a() { return 1; }\n' },
      'src/work/server/service.ts:1 sentence',
    ],
  ];

  test.each(cases)('%s', (_name, files, expected) => {
    expect(violationsOf(files)).toEqual([expected]);
  });

  test('every rule that the checks can report is among them', () => {
    const folder = join(import.meta.dirname, 'architecture');
    const source = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    const rules = source.join('').matchAll(/rule: '([a-z-]+)'/g);
    const planted = cases.map(([, , expected]) => expected.replace(/.* /, ''));
    expect(new Set(planted)).toEqual(new Set(Array.from(rules, (match) => match[1])));
  });
});

describe('limits of size', () => {
  test('a file and a function at the limit pass', () => {
    expect(
      violationsOf({
        'src/app/a.ts': lines(400),
        'src/app/b.ts': `function a() {\n${lines(48)}}\n`,
        'src/work/web/a.tsx': `export function Form() {\n${lines(148)}}\n`,
      }),
    ).toEqual([]);
  });

  test('a file that says why it is long passes, one that gives no reason does not', () => {
    expect(
      violationsOf({
        'src/app/a.ts': `// Long because: one table of codes.\n${lines(500)}`,
        'src/app/b.ts': `// Long because: \n${lines(500)}`,
      }),
    ).toEqual(['src/app/b.ts:1 file-length']);
  });

  test('a file that does not parse is named', () => {
    expect(() => violationsOf({ 'src/app/a.ts': 'const = 1' })).toThrow(
      'src/app/a.ts does not parse',
    );
  });
});
