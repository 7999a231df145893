import type { Input } from '../../platform/core/contract.ts';
import type { readWorklist } from '../contract.ts';
import { ageBuckets, type AgeBucket } from '../core/age-bucket.ts';

export const listIds = ['triage', 'mine', 'follow-ups'] as const;
export type ListId = (typeof listIds)[number];

/** The filters of a list as they stand in the address; several values are joined by commas. */
export interface ListSearch {
  readonly priority?: string;
  readonly language?: string;
  readonly queue?: string;
  readonly owner?: string;
  readonly state?: string;
  readonly practice?: string;
  readonly kind?: string;
  readonly overdue?: 'true';
  readonly gap?: 'true';
  readonly age?: AgeBucket;
  /** During a flood of alerts: what is folded is shown all the same. */
  readonly flood?: 'show';
}

const id = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const several = (one: string) => new RegExp(`^(${one})(,(${one}))*$`);

const forms = {
  priority: several('[1-4]'),
  language: several('[a-z-]{2,8}'),
  queue: several('[a-z0-9-]{1,60}'),
  owner: several(`me|none|${id}`),
  state: several('open|waiting|snoozed'),
  practice: new RegExp(`^${id}$`),
  kind: several('[a-z0-9-]{1,60}'),
  overdue: /^true$/,
  gap: /^true$/,
  age: new RegExp(`^(${ageBuckets.join('|')})$`),
  flood: /^show$/,
} satisfies Record<keyof ListSearch, RegExp>;

/** Reads the filters of an address; what is not a filter, or not in its form, is left out. */
export function readListSearch(search: Record<string, unknown>): ListSearch {
  const good = Object.entries(forms).filter(([name, form]) => {
    const value = search[name];
    return typeof value === 'string' && form.test(value);
  });
  return Object.fromEntries(good.map(([name]) => [name, search[name]]));
}

/** What a list shows until somebody filters: out of sight is only what was put there on purpose. */
function startsWith(list: ListId): Pick<ListSearch, 'state'> {
  return list === 'triage' ? { state: 'open' } : {};
}

/** The filters as the server takes them. */
export function filtersOf(
  list: ListId,
  { overdue, gap, flood, ...search }: ListSearch,
): Omit<Input<typeof readWorklist>['query'], 'after' | 'limit'> {
  return {
    ...startsWith(list),
    ...search,
    ...(overdue === 'true' ? { overdue: true } : {}),
    ...(gap === 'true' ? { gap: true } : {}),
    ...(list === 'triage' && flood === undefined ? { fold: true } : {}),
  };
}

/** The values of one filter. */
export function valuesOf(search: ListSearch, name: keyof ListSearch): string[] {
  return search[name]?.split(',') ?? [];
}

/** The filters with one of them set to these values; none removes it. */
export function withValues(
  search: ListSearch,
  name: keyof ListSearch,
  values: readonly string[],
): ListSearch {
  const others = Object.entries(search).filter(([other]) => other !== name);
  if (values.length === 0) return Object.fromEntries(others);
  return Object.fromEntries([...others, [name, values.join(',')]]);
}
