import type { IconName } from '../../../platform/web/icon.tsx';

/** What the timeline can be narrowed down to. */
export const entryTypes = ['alert', 'work', 'handOff', 'reading', 'record'] as const;
export type EntryType = (typeof entryTypes)[number];

/** One thing that happened, as one line. */
export interface TimelineEntry {
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly type: EntryType;
  readonly text: string;
  readonly tone: 'quiet' | 'watch' | 'alarm';
  /** Only the day is known. */
  readonly dayOnly?: boolean;
  /** The alert, or the work item, that tells more. */
  readonly alertId?: string;
  readonly itemId?: string;
}

export const entryIcons = {
  alert: 'warning',
  work: 'list',
  handOff: 'handOff',
  reading: 'board',
  record: 'note',
} as const satisfies Record<EntryType, IconName>;

export interface TimelineDay {
  /** YYYY-MM-DD of the patient's calendar. */
  readonly day: string;
  readonly entries: readonly TimelineEntry[];
}

/** Entries since a moment by the patient's days, the newest day and entry first. */
export function byDay(
  entries: readonly TimelineEntry[],
  since: number,
  dayOf: (at: number) => string,
): TimelineDay[] {
  const newestFirst = entries
    .filter((entry) => entry.at >= since)
    .toSorted((one, other) => other.at - one.at);
  const days = Map.groupBy(newestFirst, (entry) => dayOf(entry.at));
  return [...days].map(([day, members]) => ({ day, entries: members }));
}
