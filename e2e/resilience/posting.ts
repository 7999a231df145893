import { setTimeout as sleep } from 'node:timers/promises';

import { createRandom, type Random } from '../../src/app/demo/random.ts';

export interface Posted {
  readonly acknowledged: Set<string>;
  /** Posts that were answered with 503 or not at all, and sent again. */
  refused: number;
  /** Answers that no sender could act upon: not 200 and not a 503 that says why in both languages. */
  readonly unclear: string[];
}

export interface Poster {
  readonly posted: Posted;
  stop(): Promise<Posted>;
}

interface OwnReading {
  readonly id: string;
  readonly [field: string]: unknown;
}

const workers = 6;
const people = 30;

/**
 * Posts readings without pause, some of them high enough to open alerts. Every batch goes to every
 * address at the same time, and again until it is answered, as device gateways do.
 */
export function startPosting(urls: readonly string[], token: string, seed: number): Poster {
  const posted: Posted = { acknowledged: new Set(), refused: 0, unclear: [] };
  let stopping = false;
  const running = Array.from({ length: workers }, async (_, worker) => {
    const random = createRandom(seed * 100 + worker);
    for (let round = 0; !stopping; round += 1) {
      const batch = makeBatch(random, `crash-${seed}-${worker}-${round}`);
      await Promise.all(
        urls.map((url) => postUntilAnswered(url, token, batch, posted, () => stopping)),
      );
    }
  });
  return {
    posted,
    stop: async () => {
      stopping = true;
      await Promise.all(running);
      return posted;
    },
  };
}

function makeBatch(random: Random, name: string): readonly OwnReading[] {
  return Array.from({ length: random.integer(1, 6) }, (_, index) => ({
    id: `${name}-${index}`,
    patient: `DEMO-${String(random.integer(1, people)).padStart(4, '0')}`,
    kind: 'blood-pressure',
    at: new Date(Date.now() - random.integer(0, 600_000)).toISOString(),
    values: { systolic: random.integer(95, 210), diastolic: random.integer(55, 94), pulse: 70 },
    unit: 'mm[Hg]',
  }));
}

async function postUntilAnswered(
  url: string,
  token: string,
  batch: readonly OwnReading[],
  posted: Posted,
  mayGiveUp: () => boolean,
): Promise<void> {
  for (;;) {
    const answer = await post(url, token, batch);
    if (answer?.status === 200) {
      for (const id of acknowledgedIn(answer.text, batch)) posted.acknowledged.add(id);
      return;
    }
    if (answer !== undefined && !isClearRefusal(answer)) {
      posted.unclear.push(`${answer.status}: ${answer.text.slice(0, 300)}`);
    }
    posted.refused += 1;
    if (mayGiveUp()) return;
    await sleep(100);
  }
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** Undefined when the connection broke or nothing came in time. */
async function post(url: string, token: string, body: unknown): Promise<Answer | undefined> {
  try {
    const response = await fetch(`${url}/ingest/readings`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(15_000),
    });
    const type = response.headers.get('content-type') ?? '';
    return { status: response.status, type, text: await response.text() };
  } catch {
    return undefined;
  }
}

function acknowledgedIn(text: string, batch: readonly OwnReading[]): readonly string[] {
  const { items } = JSON.parse(text) as { items: { index: number; status: string }[] };
  return items.flatMap(({ index, status }) => {
    const sent = batch[index];
    return sent && (status === 'accepted' || status === 'duplicate') ? [sent.id] : [];
  });
}

/** A 503 with its code and what happened, in both languages; of the FHIR facade an OperationOutcome. */
export function isClearRefusal({ status, type, text }: Answer): boolean {
  if (status !== 503) return false;
  return type.startsWith('application/fhir+json')
    ? isClearOutcome(text)
    : isClearProblem(type, text);
}

function isClearProblem(type: string, text: string): boolean {
  if (!type.startsWith('application/problem+json')) return false;
  const { code, messages, advice } = JSON.parse(text) as {
    code?: string;
    messages?: { en?: string; es?: string };
    advice?: { en?: string; es?: string };
  };
  return Boolean(code && messages?.en && messages.es && advice?.en && advice.es);
}

function isClearOutcome(text: string): boolean {
  const { issue } = JSON.parse(text) as {
    issue: { details?: { coding?: { code?: string }[]; text?: string } }[];
  };
  const details = issue[0]?.details;
  // The Spanish text is FHIR's translation extension on the English one.
  return Boolean(details?.coding?.[0]?.code && details.text && /"valueCode":"es"/.test(text));
}

/** Waits until the server can do its work. */
export async function waitUntilReady(url: string): Promise<void> {
  await waitUntil(`${url} is ready`, () =>
    fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) }).then(
      (response) => response.ok,
      () => false,
    ),
  );
}

/** Waits, mostly up to a minute, for something to become true; what did not is named. */
export async function waitUntil(
  what: string,
  isTrue: () => boolean | Promise<boolean>,
  milliseconds = 60_000,
): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error(`It still does not hold that ${what}.`);
    await sleep(50);
  }
}
