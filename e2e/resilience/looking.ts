import { setTimeout as sleep } from 'node:timers/promises';

import { isClearRefusal } from './posting.ts';

export interface Screen {
  /** How often it was told that something changed. */
  readonly notices: number;
  close(): void;
}

/** Listens as a screen does; resolves when it is connected. */
export async function openScreen(url: string, cookie: string): Promise<Screen> {
  const ending = new AbortController();
  const response = await fetch(`${url}/api/live`, {
    headers: { cookie, accept: 'text/event-stream' },
    signal: ending.signal,
  });
  if (!response.ok || response.body === null)
    throw new Error(`No live notices: ${response.status}`);
  const screen = { notices: 0, close: () => ending.abort() };
  let isReady = false;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  async function listen() {
    for (;;) {
      const { done, value = '' } = await reader.read();
      if (done) return;
      if (value.includes('event: ready')) isReady = true;
      if (value.includes('event: changed')) screen.notices += 1;
    }
  }
  // Closing it ends the reading with an error that nobody needs.
  void listen().catch(() => undefined);
  while (!isReady) await sleep(20);
  return screen;
}

export interface Looked {
  answered: number;
  refused: number;
  /** Answers that were neither 200 nor a 503 that says why. */
  readonly unclear: string[];
}

/** Asks without pause for what screens and machines ask for, until it is stopped. */
export function startLooking(url: string, { cookie, token }: { cookie: string; token: string }) {
  const looked: Looked = { answered: 0, refused: 0, unclear: [] };
  const requests = [
    ['/api/session', { cookie }],
    ['/api/worklists/triage?limit=20', { cookie }],
    ['/api/board', { cookie }],
    ['/fhir/R4/Patient?_count=2', { authorization: `Bearer ${token}` }],
  ] as const;
  let stopping = false;
  const running = requests.map(async ([path, headers]) => {
    while (!stopping) {
      await look(`${url}${path}`, headers, looked);
      await sleep(30);
    }
  });
  return {
    stop: async () => {
      stopping = true;
      await Promise.all(running);
      return looked;
    },
  };
}

async function look(url: string, headers: Record<string, string>, looked: Looked): Promise<void> {
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(20_000) });
  const text = await response.text();
  const type = response.headers.get('content-type') ?? '';
  if (response.status === 200) looked.answered += 1;
  else if (isClearRefusal({ status: response.status, type, text })) looked.refused += 1;
  else looked.unclear.push(`${response.status} ${new URL(url).pathname}: ${text.slice(0, 300)}`);
}
