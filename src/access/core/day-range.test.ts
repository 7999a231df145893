import { expect, test } from 'vitest';

import { dayRange } from './day-range.ts';

test('days are whole local days, both included, also when the clock changes', () => {
  expect(dayRange('America/New_York', '2026-10-31', '2026-11-01')).toEqual({
    from: new Date('2026-10-31T04:00:00Z'),
    to: new Date('2026-11-02T05:00:00Z'),
  });
});
