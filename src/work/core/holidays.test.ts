import { expect, test } from 'vitest';

import { loadHolidayRules } from '../server/content.ts';
import { holidaysOf } from './holidays.ts';

// Free days published by the Office of Personnel Management for these years.
const published = {
  2026: '01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25',
  2027: '01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24',
};

test.each(Object.entries(published))(
  'the federal holidays of %s are the published ones',
  (year, days) => {
    const found = holidaysOf(loadHolidayRules(), [Number(year)]);
    expect(found.map((one) => one.day)).toEqual(days.split(' ').map((day) => `${year}-${day}`));
  },
);
