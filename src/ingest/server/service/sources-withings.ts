import type { WithingsNotification } from '../../core/vendors/withings.ts';
import { withingsTypes } from '../../core/vendors/withings.ts';

/** Where measures are fetched from: Withings itself, or whoever stands in for it. */
export interface MeasureServer {
  readonly baseUrl: string;
  readonly accessToken: string;
}

export type Fetched =
  | { readonly outcome: 'measures'; readonly body: Buffer }
  /** The token has ended; asking again with it changes nothing. */
  | { readonly outcome: 'access-ended' }
  | { readonly outcome: 'unreachable' };

/** Withings waits two seconds for an answer and comes again many times; a slow answer of its own fits. */
const patienceMs = 8_000;
const largestAnswer = 10 * 1024 * 1024;
/** "OAuth token invalid or expired" and its relatives (api-reference, Response status). */
const endedStatuses: ReadonlySet<unknown> = new Set([100, 101, 102, 200, 401]);
const measuresOnly = 1;

/** Fetches the measure groups that a notification is about. */
export async function fetchMeasures(
  { baseUrl, accessToken }: MeasureServer,
  { from, to }: WithingsNotification,
): Promise<Fetched> {
  const form = new URLSearchParams({
    action: 'getmeas',
    meastypes: withingsTypes.join(','),
    category: String(measuresOnly),
    startdate: String(from),
    enddate: String(to),
  });
  try {
    const response = await fetch(new URL('/measure', baseUrl), {
      method: 'POST',
      headers: { authorization: `Bearer ${accessToken}` },
      body: form,
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
    });
    if (response.status === 401) return { outcome: 'access-ended' };
    if (!response.ok) return { outcome: 'unreachable' };
    const body = Buffer.from(await response.arrayBuffer());
    if (body.length > largestAnswer) return { outcome: 'unreachable' };
    return readAnswer(body);
  } catch {
    return { outcome: 'unreachable' };
  }
}

/** The status of the answer stands inside of it, whatever HTTP says. */
function readAnswer(body: Buffer): Fetched {
  const { status } = JSON.parse(body.toString('utf8')) as { status?: unknown };
  if (status === 0) return { outcome: 'measures', body };
  return { outcome: endedStatuses.has(status) ? 'access-ended' : 'unreachable' };
}
