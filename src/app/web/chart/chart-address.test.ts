import { expect, test } from 'vitest';

import { readChartAddress } from './chart-address.ts';

test('reads where in a chart one is, with numbers as the address writes them', () => {
  const alert = '0f0e0d0c-0b0a-4908-8706-050403020100';
  expect(readChartAddress({ section: 'vitals', kind: 'glucose', days: '90', alert })).toEqual({
    section: 'vitals',
    kind: 'glucose',
    days: 90,
    alert,
  });
});

test.each([
  { section: 'billing' },
  { kind: 'mood' },
  { days: '12' },
  { alert: "1' or '1'='1" },
  { name: 'Ana' },
])('leaves out %j', (search) => {
  expect(readChartAddress(search)).toEqual({});
});
