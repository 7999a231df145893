import { Temporal } from 'temporal-polyfill';

/** The instants of whole local days, both included: [begin of `from`, begin of the day after `to`). */
export function dayRange(
  zone: string,
  from: string,
  to: string,
): { readonly from: Date; readonly to: Date } {
  const begin = (day: Temporal.PlainDate) => new Date(day.toZonedDateTime(zone).epochMilliseconds);
  return {
    from: begin(Temporal.PlainDate.from(from)),
    to: begin(Temporal.PlainDate.from(to).add({ days: 1 })),
  };
}
