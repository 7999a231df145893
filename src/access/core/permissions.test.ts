import { expect, test } from 'vitest';

import { permissionsOf, permissionTable, roles } from './permissions.ts';

test('every permission belongs to known roles, and roles together have what each has', () => {
  for (const holders of Object.values(permissionTable)) {
    expect(roles).toEqual(expect.arrayContaining([...holders]));
  }
  const both = permissionsOf(['privacy-officer', 'administrator']);
  expect(both).toContain('audit.read');
  expect(both).toContain('users.write');
  expect(permissionsOf(['unknown-role'])).toEqual(new Set());
});

test('whoever runs access sees no records, and whoever watches access gives none', () => {
  const administrator = permissionsOf(['administrator']);
  const privacyOfficer = permissionsOf(['privacy-officer']);
  for (const clinical of ['vitals.read', 'work.read', 'break-glass.use'] as const) {
    expect(administrator.has(clinical)).toBe(false);
    expect(privacyOfficer.has(clinical)).toBe(false);
  }
  expect(administrator.has('audit.read')).toBe(false);
  expect(privacyOfficer.has('users.write')).toBe(false);
});
