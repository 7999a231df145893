import type { CompiledProtocols } from './compile.ts';
import { judge } from './judge.ts';
import { situationOf } from './situation.ts';
import type { Verdict } from './verdict.ts';

/** What judging a stored verdict again says of it. */
export type Replay =
  | { readonly outcome: 'same'; readonly verdict: Verdict }
  | { readonly outcome: 'different'; readonly verdict: Verdict | undefined }
  /** The content it was made with is not here, or is not what it was: nothing is guessed. */
  | { readonly outcome: 'content-missing' };

/**
 * Judges a stored verdict again from its own evidence with the very content that made it (rule,
 * version and hash). The same code gives the same verdict; a difference means that code or stored
 * evidence has changed.
 */
export function replay(stored: Verdict, protocols: CompiledProtocols): Replay {
  const rule = protocols.find(stored.ruleId, stored.protocolVersion);
  if (rule?.contentHash !== stored.contentHash) return { outcome: 'content-missing' };
  const verdict = judge(rule, situationOf(stored.evidence));
  const same = verdict !== undefined && isSame(verdict, stored);
  return same ? { outcome: 'same', verdict } : { outcome: 'different', verdict };
}

/** Deep equality of JSON-safe values, whatever the order of their keys. */
function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  if (left.size !== right.size) return false;
  return [...left].every(([key, value]) => right.has(key) && isSame(value, right.get(key)));
}
