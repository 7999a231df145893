/** The wall clock in a zone as ISO 8601 without offset. */
export function wallClockIn(zone: string, at: number): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  }).formatToParts(new Date(at));
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}`;
}

/** A clock that is wrong by less than this needs no question. */
const toleranceMinutes = 10;

/**
 * Whether a person must say when it was measured: the device's clock and ours tell different times, and
 * that may be an old measurement or a wrong clock.
 */
export function asksWhen(wallClock: string | undefined, zone: string, now: number): boolean {
  if (wallClock === undefined) return false;
  const apart = Date.parse(`${wallClock}Z`) - Date.parse(`${wallClockIn(zone, now)}Z`);
  return Math.abs(apart) > toleranceMinutes * 60_000;
}
