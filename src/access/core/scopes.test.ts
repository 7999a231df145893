import { join } from 'node:path';

import { expect, test } from 'vitest';

import { readTruthTable } from '../../platform/server/truth-table.ts';
import { permissionTable } from './permissions.ts';
import { mayUseFhir, parseScope, permissionsOfScopes, scopeGrants } from './scopes.ts';

const rows = readTruthTable(join(import.meta.dirname, 'scopes.csv'), ['scope', 'permissions']);

test('the table has all its rows', () => {
  expect(rows).toHaveLength(26);
});

test.each(rows)('$scope grants $permissions', ({ scope, permissions }) => {
  const expected = permissions === '-' ? [] : permissions.split(' ');
  const granted = [...permissionsOfScopes([scope])].filter((name) => !name.startsWith('fhir:'));
  expect(granted.toSorted()).toEqual(expected.toSorted());
  expect(parseScope(scope) === undefined).toBe(permissions === '-');
});

test('scopes grant only what no role has', () => {
  for (const { permission } of scopeGrants) expect(permissionTable[permission]).toEqual([]);
});

test('the facade is opened per resource and interaction', () => {
  const some = permissionsOfScopes(['system/Observation.cs', 'system/Patient.r']);
  expect(mayUseFhir(some, 'Observation', 'c')).toBe(true);
  expect(mayUseFhir(some, 'Observation', 's')).toBe(true);
  expect(mayUseFhir(some, 'Observation', 'r')).toBe(false);
  expect(mayUseFhir(some, 'Patient', 'r')).toBe(true);
  expect(mayUseFhir(some, 'Patient', 'c')).toBe(false);
  expect(mayUseFhir(some, 'Task', 'r')).toBe(false);
  const all = permissionsOfScopes(['system/*.r']);
  expect(mayUseFhir(all, 'Task', 'r')).toBe(true);
  expect(mayUseFhir(all, 'Task', 'u')).toBe(false);
});
