import type { VitalKind } from '../../vitals/core/reading.ts';
import { localDate, zoneOffset } from '../../vitals/core/zone.ts';

export const dayParts = ['morning', 'midday', 'evening', 'night', 'any'] as const;
export type DayPart = (typeof dayParts)[number];

/** A measurement that is expected today; `any`: at no particular time. */
export interface Expected {
  readonly kind: VitalKind;
  readonly part: DayPart;
  readonly done: boolean;
}

export interface Taken {
  readonly kind: VitalKind;
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
}

export interface PlanInput {
  readonly zone: string;
  readonly now: number;
  /** Of the last two weeks and today. */
  readonly taken: readonly Taken[];
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
 * What the patient is expected to measure today: what they measured on at least 4 of the last 14 days,
 * at the times of day at which they did on half of those days or more, and what a device of theirs
 * measures. A measurement today at another time of day counts for the earliest that is open. Own definition.
 */
export function planOf({ zone, now, taken, deviceKinds }: PlanInput): readonly Expected[] {
  const today = localDate(now, zone);
  const first = localDate(now - planDays * dayMs, zone);
  const kinds = new Set([...deviceKinds, ...taken.map((one) => one.kind)]);
  return [...kinds].flatMap((kind) => {
    const own = taken
      .filter((one) => one.kind === kind)
      .map(({ at }) => ({ day: localDate(at, zone), part: partOf(at, zone) }));
    const before = own.filter(({ day }) => day >= first && day < today);
    const days = Map.groupBy(before, ({ day }) => day);
    if (before.length > mostByHand * days.size) return [];
    const isHabit = days.size >= habitDays;
    if (!isHabit && !deviceKinds.includes(kind)) return [];
    const usual = isHabit ? usualParts([...days.values()]) : [];
    const parts: readonly DayPart[] = usual.length > 0 ? usual : ['any'];
    const done = doneParts(
      parts,
      own.filter(({ day }) => day === today).map(({ part }) => part),
    );
    return parts.map((part) => ({ kind, part, done: done.has(part) }));
  });
}

function usualParts(days: readonly (readonly { readonly part: DayPart }[])[]): readonly DayPart[] {
  return dayParts.filter(
    (part) => days.filter((one) => one.some((own) => own.part === part)).length * 2 >= days.length,
  );
}

function doneParts(expected: readonly DayPart[], today: readonly DayPart[]): ReadonlySet<DayPart> {
  const done = new Set(expected.filter((part) => today.includes(part)));
  let others = today.length - done.size;
  for (const part of expected) {
    if (others > 0 && !done.has(part)) {
      done.add(part);
      others -= 1;
    }
  }
  return done;
}

function partOf(at: number, zone: string): DayPart {
  const hour = (((at + zoneOffset(at, zone)) % dayMs) + dayMs) % dayMs;
  const hours = Math.floor(hour / hourMs);
  if (hours < 4 || hours >= 22) return 'night';
  if (hours < 11) return 'morning';
  return hours < 16 ? 'midday' : 'evening';
}
