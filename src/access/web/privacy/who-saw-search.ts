/** What stands in the address of "who saw this patient": an id and days, never a name. */
export interface WhoSawSearch {
  readonly patientId?: string;
  readonly from?: string;
  readonly to?: string;
}

const day = /^\d{4}-\d{2}-\d{2}$/;
const forms = {
  patientId: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  from: day,
  to: day,
} satisfies Record<keyof WhoSawSearch, RegExp>;

export function readWhoSawSearch(search: Record<string, unknown>): WhoSawSearch {
  const good = Object.entries(forms).filter(([name, form]) => {
    const value = search[name];
    return typeof value === 'string' && form.test(value);
  });
  return Object.fromEntries(good.map(([name]) => [name, search[name]]));
}
