import type { Text } from '../../platform/core/text.ts';

/** One list of open work, declared: which work it shows and what it starts with. */
export interface Worklist {
  readonly id: string;
  readonly title: Text;
  /** Kinds of work; none means all. */
  readonly kinds: readonly string[];
  /** Queues it is made for; none means all. */
  readonly queues: readonly string[];
  /** Whose work it shows until the reader asks for another owner's. */
  readonly startsWith: 'everything' | 'mine';
}

export interface WorklistCursor {
  readonly priority: number;
  readonly raisedAt: string;
  readonly id: string;
}

/** The place after which the next page begins, as an opaque word for addresses. */
export function writeCursor(cursor: WorklistCursor): string {
  return [cursor.priority, Date.parse(cursor.raisedAt).toString(36), cursor.id].join('.');
}

/** Reads a cursor back; anything that is not one is undefined. */
export function readCursor(word: string): WorklistCursor | undefined {
  const match = /^([1-4])\.([0-9a-z]{1,10})\.([0-9a-f-]{36})$/.exec(word);
  if (!match) return undefined;
  const [, priority, moment = '', id = ''] = match;
  const at = Number.parseInt(moment, 36);
  if (!Number.isSafeInteger(at)) return undefined;
  return { priority: Number(priority), raisedAt: new Date(at).toISOString(), id };
}
