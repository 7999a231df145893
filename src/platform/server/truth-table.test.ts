import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { countTruthRows, readTruthTable } from './truth-table.ts';

const folder = mkdtempSync(join(tmpdir(), 'enlace-table-'));
afterAll(() => rmSync(folder, { recursive: true }));

function tableOf(text: string) {
  const file = join(folder, 'table.csv');
  writeFileSync(file, text);
  return readTruthTable(file, ['value', 'expected']);
}

test('reads rows by column, without remarks and empty lines', () => {
  expect(tableOf('# remark\nvalue,expected\n70,NONE\n\n# more\n"a,b",\n')).toEqual([
    { value: '70', expected: 'NONE' },
    { value: 'a,b', expected: '' },
  ]);
});

test('refuses other columns and rows that are shifted', () => {
  expect(() => tableOf('value,result\n70,NONE\n')).toThrow('has the columns value,result');
  expect(() => tableOf('value,expected\n70\n')).toThrow('row 1: 1 cells, not 2');
});

test('counts the rows beside a content file, and knows when there is no table', () => {
  writeFileSync(join(folder, 'counted.csv'), '# remark\nvalue,expected\n70,NONE\n\n71,NONE\n');
  const names = [join(folder, 'counted.yaml'), join(folder, 'other.yaml'), 'protocol-change/1'];
  expect(names.map(countTruthRows)).toEqual([2, null, null]);
});
