/** Brings entries that arrive while others are worked on together, so that one transaction does for all. */
export interface Gathering<Entry, Result> {
  /** Resolves (or rejects) with what became of this entry. */
  add(key: string, entry: Entry): Promise<Result>;
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>;
}

export interface GatheringOptions<Entry, Result> {
  /** How many entries of the queue go together next: at least one. */
  readonly take: (queue: readonly Entry[]) => number;
  /** Works on entries of one key; answers for each of them, in their order. */
  readonly work: (
    key: string,
    entries: readonly Entry[],
  ) => Promise<readonly PromiseSettledResult<Result>[]>;
}

interface Waiting<Entry, Result> {
  readonly entry: Entry;
  readonly resolve: (result: Result) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * One group at a time for each key. Nobody waits on purpose: a key that is idle takes a single entry
 * at once, and what comes meanwhile makes the next group larger.
 */
export function createGathering<Entry, Result>({
  take,
  work,
}: GatheringOptions<Entry, Result>): Gathering<Entry, Result> {
  type Queue = Waiting<Entry, Result>[];
  const queues = new Map<string, Queue>();
  const running = new Set<Promise<void>>();

  async function drain(key: string, queue: Queue): Promise<void> {
    // What was parsed in the same turn of the event loop goes together.
    await new Promise(setImmediate);
    while (queue.length > 0) {
      const entries = queue.map((waiting) => waiting.entry);
      const group = queue.splice(0, Math.max(1, take(entries)));
      await settle(key, group);
    }
    queues.delete(key);
  }

  async function settle(key: string, group: Queue): Promise<void> {
    const results = await work(
      key,
      group.map((waiting) => waiting.entry),
    ).catch((reason: unknown) => group.map(() => ({ status: 'rejected' as const, reason })));
    for (const [place, { resolve, reject }] of group.entries()) {
      const result = results[place];
      if (result?.status === 'fulfilled') resolve(result.value);
      else reject(result?.reason ?? new Error('An entry was left without a result.'));
    }
  }

  return {
    add: (key, entry) =>
      new Promise((resolve, reject) => {
        const waiting = { entry, resolve, reject };
        const queue = queues.get(key);
        if (queue !== undefined) {
          queue.push(waiting);
          return;
        }
        const started = [waiting];
        queues.set(key, started);
        const done = drain(key, started).finally(() => running.delete(done));
        running.add(done);
      }),
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
