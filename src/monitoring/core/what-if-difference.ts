import { localDate } from '../../vitals/core/zone.ts';
import type { Episode } from './what-if.ts';

/** What a change of a limit or a protocol does to one alert. */
export type EpisodeChange =
  | { readonly change: 'gone'; readonly before: Episode }
  | { readonly change: 'new'; readonly after: Episode }
  /** It comes both ways, with another urgency at its worst, or at another time. */
  | { readonly change: 'priority' | 'moved'; readonly before: Episode; readonly after: Episode };

/** How many alerts began on one day of the patient's calendar, both ways. */
export interface DayCounts {
  readonly day: string;
  readonly asIs: number;
  readonly changed: number;
}

/** `asIs` − `gone` + `new` is always `changed`. */
export interface Difference {
  readonly asIs: number;
  readonly changed: number;
  readonly gone: number;
  readonly new: number;
  readonly priority: number;
  readonly moved: number;
  /** What is not the same both ways, oldest first. */
  readonly changes: readonly EpisodeChange[];
  /** Days on which an alert began either way. */
  readonly days: readonly DayCounts[];
}

/**
 * Compares two courses of alerts over the same past. An alert stands for one of the same rule whose
 * time overlaps; of several the earlier is taken first, and each stands for one only. `zone` is the
 * patient's.
 */
export function differenceOf(
  asIs: readonly Episode[],
  changed: readonly Episode[],
  zone: string,
): Difference {
  const after = Map.groupBy(changed, ({ alert }) => alert.ruleId);
  const before = Map.groupBy(asIs, ({ alert }) => alert.ruleId);
  const changes = [...new Set([...before.keys(), ...after.keys()])]
    .flatMap((ruleId) => changesOfRule(before.get(ruleId) ?? [], after.get(ruleId) ?? []))
    .toSorted((one, other) => beginOf(one) - beginOf(other));
  const count = (kind: EpisodeChange['change']) =>
    changes.filter(({ change }) => change === kind).length;
  return {
    asIs: asIs.length,
    changed: changed.length,
    gone: count('gone'),
    new: count('new'),
    priority: count('priority'),
    moved: count('moved'),
    changes,
    days: daysOf(asIs, changed, zone),
  };
}

function changesOfRule(before: readonly Episode[], after: readonly Episode[]): EpisodeChange[] {
  const left = [...after];
  const changes: EpisodeChange[] = [];
  for (const one of before) {
    const place = left.findIndex((other) => overlaps(one, other));
    const [other] = place < 0 ? [] : left.splice(place, 1);
    if (other === undefined) changes.push({ change: 'gone', before: one });
    else if (one.alert.worst.priority !== other.alert.worst.priority) {
      changes.push({ change: 'priority', before: one, after: other });
    } else if (one.alert.openedAt !== other.alert.openedAt) {
      changes.push({ change: 'moved', before: one, after: other });
    }
  }
  return [...changes, ...left.map((other) => ({ change: 'new', after: other }) as const)];
}

function overlaps({ alert: one }: Episode, { alert: other }: Episode): boolean {
  return (
    one.openedAt <= (other.clearedAt ?? Infinity) && other.openedAt <= (one.clearedAt ?? Infinity)
  );
}

function beginOf(change: EpisodeChange): number {
  return change.change === 'new' ? change.after.alert.openedAt : change.before.alert.openedAt;
}

function daysOf(
  asIs: readonly Episode[],
  changed: readonly Episode[],
  zone: string,
): readonly DayCounts[] {
  const days = new Map<string, { asIs: number; changed: number }>();
  const dayOf = ({ alert }: Episode) => {
    const day = localDate(alert.openedAt, zone);
    const counts = days.get(day) ?? { asIs: 0, changed: 0 };
    days.set(day, counts);
    return counts;
  };
  for (const episode of asIs) dayOf(episode).asIs += 1;
  for (const episode of changed) dayOf(episode).changed += 1;
  return [...days]
    .map(([day, counts]) => ({ day, ...counts }))
    .toSorted((one, other) => (one.day < other.day ? -1 : 1));
}
