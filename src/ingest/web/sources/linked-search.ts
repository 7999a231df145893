/** What a vendor's page puts into the address when it comes back; absent when the person refused. */
export interface LinkedSearch {
  readonly state?: string;
  readonly code?: string;
}

/** Reads them from the address; anything else is passed over. */
export function readLinkedSearch(search: Readonly<Record<string, unknown>>): LinkedSearch {
  const [state, code] = [textOf(search['state']), textOf(search['code'])];
  return { ...(state === undefined ? {} : { state }), ...(code === undefined ? {} : { code }) };
}

/** A code of digits only is read as a number. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value : undefined;
}
