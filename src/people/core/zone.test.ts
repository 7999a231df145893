import { expect, test } from 'vitest';

import { decideZone, isZone, zoneOfZip } from './zone.ts';

// ZIP codes where the state alone would give the wrong zone: Indiana, the Navajo Nation, the territories.
test.each([
  ['66801', 'America/Chicago'],
  ['66801-5367', 'America/Chicago'],
  ['668015367', 'America/Chicago'],
  ['47978', 'America/Chicago'],
  ['86515', 'America/Denver'],
  ['00901', 'America/Puerto_Rico'],
  ['96799', 'Pacific/Pago_Pago'],
  ['99999', null],
  ['ABCDE', null],
  ['__proto__', null],
  ['', null],
])('places the ZIP code %s in %s', (zip, zone) => {
  expect(zoneOfZip(zip)).toBe(zone);
});

test('takes the zone given, else that of the ZIP code, else that of the practice, and says which', () => {
  const practiceZone = 'America/New_York';
  expect([
    decideZone({ given: 'America/Phoenix', postalCode: '66801', practiceZone }),
    decideZone({ given: null, postalCode: '66801', practiceZone }),
    decideZone({ postalCode: 'SW1A 1AA', practiceZone }),
    decideZone({ practiceZone }),
  ]).toEqual([
    { zone: 'America/Phoenix', zoneSource: 'given' },
    { zone: 'America/Chicago', zoneSource: 'zip' },
    { zone: 'America/New_York', zoneSource: 'practice' },
    { zone: 'America/New_York', zoneSource: 'practice' },
  ]);
});

test('knows zones from what only looks like one', () => {
  expect(['America/New_York', 'UTC', 'Mars/Base', '+02:00', ''].filter(isZone)).toEqual([
    'America/New_York',
    'UTC',
  ]);
});
