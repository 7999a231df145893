import { join } from 'node:path';

import { expect, test } from 'vitest';

import { readTruthTable } from '../../platform/server/truth-table.ts';
import { judgePassword } from './password.ts';

const rows = readTruthTable(join(import.meta.dirname, 'password.csv'), ['password', 'weakness']);
const names = ['José Núñez Calderón', 'jose.calderon@clinica.example'];

test('the table has all its rows', () => {
  expect(rows).toHaveLength(30);
});

test.each(rows)('"$password" is judged "$weakness"', ({ password, weakness }) => {
  expect(judgePassword(password, names) ?? '').toBe(weakness);
});
