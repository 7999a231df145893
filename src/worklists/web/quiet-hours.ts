/**
 * Whether it is outside of the hours for calls that can wait: before 8:00 or from 21:00 on, local time
 * at the called party's location (47 CFR 64.1200(c)(1), adopted for all outreach that is not urgent).
 */
export function isQuietHour(now: number, zone: string): boolean {
  const options = { hour: 'numeric', hourCycle: 'h23', timeZone: zone } as const;
  const hour = Number(new Intl.DateTimeFormat('en-US', options).format(now));
  return hour < 8 || hour >= 21;
}
