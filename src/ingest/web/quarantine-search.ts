import type { QuarantineItem } from '../contract.ts';

export const ages = ['hour', 'day', 'week'] as const;
export type Age = (typeof ages)[number];

const hourMs = 3_600_000;
const ageMs = { hour: hourMs, day: 24 * hourMs, week: 168 * hourMs } satisfies Record<Age, number>;

/** The filters of the list as they stand in the address: codes and ids only. */
export interface QuarantineSearch {
  readonly state?: 'decided';
  readonly outcome?: QuarantineItem['outcome'];
  readonly reason?: string;
  readonly source?: string;
  readonly patientId?: string;
  readonly age?: Age;
}

const forms = {
  state: /^decided$/,
  outcome: /^(quarantined|rejected)$/,
  reason: /^[a-z-]{1,60}$/,
  source: /^[A-Za-z0-9_.:-]{1,120}$/,
  patientId: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  age: /^(hour|day|week)$/,
} satisfies Record<keyof QuarantineSearch, RegExp>;

/** Reads the filters of an address; what is not a filter, or not in its form, is left out. */
export function readQuarantineSearch(search: Record<string, unknown>): QuarantineSearch {
  const good = Object.entries(forms).filter(([name, form]) => {
    const value = search[name];
    return typeof value === 'string' && form.test(value);
  });
  return Object.fromEntries(good.map(([name]) => [name, search[name]]));
}

/** The filters with one of them set; empty removes it. */
export function withFilter(
  search: QuarantineSearch,
  name: keyof QuarantineSearch,
  value: string,
): QuarantineSearch {
  return readQuarantineSearch({ ...search, [name]: value });
}

/** Whether an item passes the two filters that the server does not know: source and age. */
export function matches(item: QuarantineItem, search: QuarantineSearch, now: number): boolean {
  const { source, age } = search;
  if (source !== undefined && item.source !== source) return false;
  return age === undefined || now - Date.parse(item.arrivedAt) > ageMs[age];
}
