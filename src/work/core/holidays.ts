import { Temporal } from 'temporal-polyfill';
import { Type, type Static } from 'typebox';

import { Bilingual } from '../../platform/core/contract.ts';
import { contentHeader } from '../../platform/core/content.ts';

const Weekday = Type.Integer({ minimum: 1, maximum: 7, description: '1 is Monday.' });
const Month = Type.Integer({ minimum: 1, maximum: 12 });

/** A day of every year: a date, or the nth weekday of a month (-1 is the last one). */
const Holiday = Type.Union([
  Type.Object(
    { name: Bilingual, month: Month, day: Type.Integer({ minimum: 1, maximum: 31 }) },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      name: Bilingual,
      month: Month,
      weekday: Weekday,
      nth: Type.Integer({ minimum: -1, maximum: 4 }),
    },
    { additionalProperties: false },
  ),
]);

export const HolidayRulesSchema = Type.Object(
  { ...contentHeader, holidays: Type.Array(Holiday, { minItems: 1 }) },
  { additionalProperties: false },
);
export type HolidayRules = Static<typeof HolidayRulesSchema>;

export interface ObservedHoliday {
  /** YYYY-MM-DD, the day that is free. */
  readonly day: string;
  readonly name: { readonly en: string; readonly es: string };
}

/** The free days of these years, in order: what falls on a Saturday is free the day before, on a Sunday the day after. */
export function holidaysOf(
  { holidays }: Pick<HolidayRules, 'holidays'>,
  years: readonly number[],
): ObservedHoliday[] {
  return years
    .flatMap((year) =>
      holidays.map((rule) => ({ day: observed(dayOf(rule, year)).toString(), name: rule.name })),
    )
    .toSorted((one, other) => one.day.localeCompare(other.day));
}

function dayOf(rule: HolidayRules['holidays'][number], year: number): Temporal.PlainDate {
  const first = Temporal.PlainDate.from({ year, month: rule.month, day: 1 });
  if ('day' in rule) return first.with({ day: rule.day });
  if (rule.nth === -1) {
    const last = first.with({ day: first.daysInMonth });
    return last.subtract({ days: (last.dayOfWeek - rule.weekday + 7) % 7 });
  }
  const days = ((rule.weekday - first.dayOfWeek + 7) % 7) + 7 * (rule.nth - 1);
  return first.add({ days });
}

function observed(day: Temporal.PlainDate): Temporal.PlainDate {
  if (day.dayOfWeek === 6) return day.subtract({ days: 1 });
  return day.dayOfWeek === 7 ? day.add({ days: 1 }) : day;
}
