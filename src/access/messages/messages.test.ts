import { globSync, readFileSync } from 'node:fs';
import { expect, expectTypeOf, test } from 'vitest';

import { AuditBreak } from '../contract/audit.ts';
import { auditActions, auditPurposes } from '../core/audit.ts';
import type { PasswordWeakness } from '../core/password.ts';
import { permissionTable, roles } from '../core/permissions.ts';
import { en } from './en.ts';
import { es } from './es.ts';

interface Group {
  readonly [name: string]: string | Group;
}

/** `patients.read` for `{ patients: { read } }`. */
function paths(group: Group, prefix = ''): string[] {
  return Object.entries(group).flatMap(([name, value]) =>
    typeof value === 'string' ? [prefix + name] : paths(value, `${prefix}${name}.`),
  );
}

test.each([
  ['roles', roles],
  ['permissions', Object.keys(permissionTable)],
  ['actions', auditActions],
  ['purposes', auditPurposes],
  ['auditBreaks', AuditBreak.properties.code.enum],
] as const)('words every code of %s in both languages, and none that is gone', (group, codes) => {
  expect(paths(en[group]).toSorted()).toEqual([...codes].toSorted());
  expect(paths(es[group]).toSorted()).toEqual([...codes].toSorted());
});

test('words every weakness of a password', () => {
  expectTypeOf<keyof typeof en.passwordWeakness>().toEqualTypeOf<PasswordWeakness>();
  expect(paths(es.passwordWeakness)).toEqual(paths(en.passwordWeakness));
});

test('lists each action of the audit log as a thing and what was done with it, and none that nobody writes', () => {
  const server = globSync('src/*/server/**/*.ts').filter((file) => !file.endsWith('.test.ts'));
  const sources = server.map((file) => readFileSync(file, 'utf8')).join('\n');
  for (const action of auditActions) {
    expect(action).toMatch(/^[a-z-]+\.[a-z-]+$/);
    expect(sources).toContain(`'${action}'`);
  }
});
