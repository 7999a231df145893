import type { VendorAnswer, VendorRequest } from '../../../core/vendors/link.ts';

export type Asked =
  | { readonly outcome: 'answer'; readonly answer: VendorAnswer; readonly raw: Buffer }
  /** Not now; `waitMs` is how long the vendor asked us to stay away, if it did. */
  | { readonly outcome: 'later'; readonly waitMs: number | null };

/** Withings waits two seconds for our answer and comes again many times; a slow answer of its own fits. */
const patienceMs = 8_000;
const largestAnswer = 10 * 1024 * 1024;
/** A vendor that says "too many" without saying how long. */
const usualWaitMs = 60_000;
const longestWaitMs = 6 * 3_600_000;

/** Asks a vendor, or whoever stands in for it. What goes wrong is told without an address: it may carry tokens. */
export async function ask(baseUrl: string, request: VendorRequest): Promise<Asked> {
  const { method, path, query, form, bearer } = request;
  const address = new URL(path, baseUrl);
  for (const [name, value] of Object.entries(query ?? {})) address.searchParams.set(name, value);
  try {
    const response = await fetch(address, {
      method,
      ...(bearer === undefined ? {} : { headers: { authorization: `Bearer ${bearer}` } }),
      ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
    });
    if (response.status === 429 || response.status >= 500) {
      await response.body?.cancel();
      return { outcome: 'later', waitMs: waitOf(response) };
    }
    const raw = Buffer.from(await response.arrayBuffer());
    if (raw.length > largestAnswer) return { outcome: 'later', waitMs: null };
    return { outcome: 'answer', raw, answer: { status: response.status, body: jsonOf(raw) } };
  } catch {
    return { outcome: 'later', waitMs: null };
  }
}

/** Retry-After in seconds or as a date (RFC 9110, 10.2.3). */
function waitOf({ status, headers }: Response): number | null {
  const told = headers.get('retry-after')?.trim() ?? '';
  const waitMs = /^\d{1,9}$/.test(told) ? Number(told) * 1_000 : Date.parse(told) - Date.now();
  if (Number.isFinite(waitMs)) return Math.min(Math.max(waitMs, 1_000), longestWaitMs);
  return status === 429 ? usualWaitMs : null;
}

function jsonOf(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8'));
  } catch {
    return undefined;
  }
}
