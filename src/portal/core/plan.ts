import type { VitalKind } from '../../vitals/core/reading.ts';
import { localDate, zoneOffset } from '../../vitals/core/zone.ts';

export const dayParts = ['morning', 'midday', 'evening', 'night', 'any'] as const;
export type DayPart = (typeof dayParts)[number];

/** A measurement that is expected today; `any`: at no particular time. */
export interface Expected {
  readonly kind: VitalKind;
  readonly part: DayPart;
  readonly done: boolean;
  /** As the care team set it; null: as the patient usually does. */
  readonly everyHours: number | null;
}

/** How often the care team wants a vital sign measured. */
export interface Asked {
  readonly kind: VitalKind;
  readonly everyHours: number;
  /** Set for this patient; false: at least so often, of what the patient sends, by a program. */
  readonly own: boolean;
}

export interface Taken {
  readonly kind: VitalKind;
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
}

export interface PlanInput {
  readonly zone: string;
  readonly now: number;
  /** Of the last two weeks and today; as far back as the longest pace that was set. */
  readonly taken: readonly Taken[];
  readonly asked: readonly Asked[];
  /** What the patient's devices measure. */
  readonly deviceKinds: readonly VitalKind[];
}

export const planDays = 14;
const habitDays = 4;
/** More in a day comes from a sensor, and nobody is to do anything for it. */
const mostByHand = 8;
const dayMs = 86_400_000;
const hourMs = 3_600_000;

/**
 * What the patient is expected to measure today: what the care team set, as often as it set; what a
 * program asks of those who send it, at least so often; else what they measured on at least 4 of the last
 * 14 days, and what a device of theirs measures. At the times of
 * day at which they did on half of those days or more. What is set for every few days is expected once
 * so many days have passed since the last one. A measurement today makes up for an earlier time of day
 * that is open, never for a later one. Own definition.
 */
export function planOf({ zone, now, taken, asked, deviceKinds }: PlanInput): readonly Expected[] {
  const today = localDate(now, zone);
  const first = localDate(now - planDays * dayMs, zone);
  const kinds = new Set(
    [...asked.filter(({ own }) => own), ...deviceKinds.map((kind) => ({ kind })), ...taken].map(
      ({ kind }) => kind,
    ),
  );
  return [...kinds].flatMap((kind) => {
    const own = taken
      .filter((one) => one.kind === kind)
      .map(({ at }) => ({ day: localDate(at, zone), ...placeOf(at, zone) }));
    const before = own.filter(({ day }) => day >= first && day < today);
    const days = Map.groupBy(before, ({ day }) => day);
    if (before.length > mostByHand * days.size) return [];
    const isHabit = days.size >= habitDays;
    const usual = isHabit ? usualParts([...days.values()]) : [];
    const pace = asked.find(
      (one) => one.kind === kind && (one.own || usual.length <= timesADay(one.everyHours)),
    );
    if (pace === undefined && !isHabit && !deviceKinds.includes(kind)) return [];
    const last = own.map(({ day }) => day).filter((day) => day < today);
    const parts =
      pace === undefined
        ? partsOf(usual)
        : askedParts(pace.everyHours, usual, last.toSorted().at(-1), today);
    const done = doneParts(
      parts,
      own.filter(({ day }) => day === today),
    );
    const everyHours = pace?.everyHours ?? null;
    return parts.map((part) => ({ kind, part, done: done.has(part), everyHours }));
  });
}

/** What devices are there for: a cuff or an oximeter tells the heart rate as well, and nobody measures it again for that. */
export function kindsToMeasure(
  devices: readonly { readonly kinds: readonly VitalKind[] }[],
): readonly VitalKind[] {
  return devices.flatMap(({ kinds }) =>
    kinds.length > 1 ? kinds.filter((kind) => kind !== 'heart-rate') : kinds,
  );
}

function partsOf(usual: readonly DayPart[]): readonly DayPart[] {
  return usual.length > 0 ? usual : ['any'];
}

/** Less often than this is every few days; a little more than a day is still each day. */
const fewDaysHours = 36;

const timesOfDay: readonly (readonly DayPart[])[] = [
  ['any'],
  ['morning', 'evening'],
  ['morning', 'midday', 'evening'],
  ['morning', 'midday', 'evening', 'night'],
];

function askedParts(
  everyHours: number,
  usual: readonly DayPart[],
  last: string | undefined,
  today: string,
): readonly DayPart[] {
  if (everyHours >= fewDaysHours) {
    const everyDays = Math.round(everyHours / 24);
    const since = last === undefined ? everyDays : (Date.parse(today) - Date.parse(last)) / dayMs;
    if (since < everyDays) return [];
  }
  const times = timesADay(everyHours);
  const parts = timesOfDay[times - 1] ?? ['any'];
  return usual.length === times ? usual : parts;
}

/** How often a day a patient is asked to measure by hand, 1 to 4; 1 also for every few days. */
export function timesADay(everyHours: number): number {
  return Math.min(timesOfDay.length, Math.max(1, Math.round(24 / everyHours)));
}

function usualParts(days: readonly (readonly { readonly part: DayPart }[])[]): readonly DayPart[] {
  return dayParts.filter(
    (part) => days.filter((one) => one.some((own) => own.part === part)).length * 2 >= days.length,
  );
}

function doneParts(expected: readonly DayPart[], today: readonly Placed[]): ReadonlySet<DayPart> {
  const done = new Set(expected.filter((part) => today.some((one) => one.part === part)));
  const used = new Set([...done].map((part) => today.findIndex((one) => one.part === part)));
  for (const { rank } of today.filter((_, index) => !used.has(index))) {
    const missed = expected.find((part) => !done.has(part) && ranks[part] <= rank);
    if (missed !== undefined) done.add(missed);
  }
  return done;
}

/** When in the day a part begins, in order; `any` has begun with the day. */
const ranks: Readonly<Record<DayPart, number>> = {
  any: 0,
  morning: 1,
  midday: 2,
  evening: 3,
  night: 4,
};

interface Placed {
  readonly part: DayPart;
  /** Of the part in this day: the hours after midnight come before its morning. */
  readonly rank: number;
}

function placeOf(at: number, zone: string): Placed {
  const sinceMidnight = (((at + zoneOffset(at, zone)) % dayMs) + dayMs) % dayMs;
  const hours = Math.floor(sinceMidnight / hourMs);
  const part = partOf(hours);
  return { part, rank: hours < 4 ? 0 : ranks[part] };
}

function partOf(hours: number): DayPart {
  if (hours < 4 || hours >= 22) return 'night';
  if (hours < 11) return 'morning';
  return hours < 16 ? 'midday' : 'evening';
}
