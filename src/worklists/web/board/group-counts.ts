import type { Reply } from '../../../platform/core/contract.ts';
import type { readBoard } from '../../contract.ts';
import type { ListSearch } from '../list-search.ts';

export type Board = Reply<typeof readBoard>;
type Count = Board['counts'][number];

/** What is open of one priority, language, queue or person. */
export interface CountGroup {
  readonly key: string;
  readonly open: number;
  readonly overdue: number;
  readonly languageGap: number;
  /** Undefined when nothing is open. */
  readonly oldestRaisedAt: string | undefined;
}

/** Adds up the counts by a key; groups in the order in which their keys first come. */
export function groupCounts(
  counts: readonly Count[],
  keyOf: (count: Count) => string,
): readonly CountGroup[] {
  const groups = new Map<string, CountGroup>();
  for (const count of counts) {
    const key = keyOf(count);
    groups.set(key, added(groups.get(key) ?? emptyGroup(key), count));
  }
  return [...groups.values()];
}

function emptyGroup(key: string): CountGroup {
  return { key, open: 0, overdue: 0, languageGap: 0, oldestRaisedAt: undefined };
}

function added(group: CountGroup, count: Count): CountGroup {
  const oldest = group.oldestRaisedAt;
  return {
    key: group.key,
    open: group.open + count.open,
    overdue: group.overdue + count.overdue,
    languageGap: group.languageGap + count.languageGap,
    oldestRaisedAt:
      oldest === undefined || count.oldestRaisedAt < oldest ? count.oldestRaisedAt : oldest,
  };
}

/** Everything together, also when there is nothing. */
export function total(counts: readonly Count[]): CountGroup {
  return groupCounts(counts, () => 'all')[0] ?? emptyGroup('all');
}

/** The triage list with exactly what a number of the board counts: waiting and snoozed work too. */
export function counted(search: Omit<ListSearch, 'state'>): ListSearch {
  return { ...search, state: 'open,waiting,snoozed' };
}
