import { expect, test } from 'vitest';

import { defaultAccessSettings, readAccessSettings, sessionExpiry } from './session-limits.ts';

test('settings that are absent or unusable are the defaults', () => {
  expect(readAccessSettings(null)).toEqual(defaultAccessSettings);
  expect(readAccessSettings({ idleMinutes: '5', sessionHours: 0, breakGlassHours: 2 })).toEqual({
    idleMinutes: 15,
    sessionHours: 12,
    breakGlassHours: 2,
  });
});

test('idle time runs from the last act, the whole length from the beginning', () => {
  const times = { beganAt: 0, lastActiveAt: 3_600_000 };
  expect(sessionExpiry(times, defaultAccessSettings)).toEqual({
    idleExpiresAt: 75 * 60_000,
    absoluteExpiresAt: 12 * 3_600_000,
  });
});
