import { useCallback, useSyncExternalStore } from 'react';

/**
 * What somebody is writing and has not sent. Kept for this tab and this person only: it survives a
 * reload and signing in again, and is gone with the tab, with sign-out, or when somebody else signs in.
 */
const prefix = 'enlace:draft:';

let owner: string | undefined;
const listeners = new Set<() => void>();
const parsed = new Map<string, unknown>();

/** Says whose drafts these are from now on; those of anybody else are deleted. */
export function openDrafts(userId: string): void {
  if (owner === userId) return;
  owner = userId;
  forget((key) => !key.startsWith(`${prefix}${userId}:`));
}

/** Deletes every draft: the person signs out. */
export function discardDrafts(): void {
  owner = undefined;
  forget(() => true);
}

function forget(matches: (key: string) => boolean): void {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(prefix) && matches(key)) sessionStorage.removeItem(key);
  }
  parsed.clear();
  for (const listener of listeners) listener();
}

function read(key: string): unknown {
  if (parsed.has(key)) return parsed.get(key);
  const text = sessionStorage.getItem(key);
  const value: unknown = text === null ? undefined : JSON.parse(text);
  parsed.set(key, value);
  return value;
}

function write(key: string, value: unknown): void {
  if (value === undefined) sessionStorage.removeItem(key);
  else sessionStorage.setItem(key, JSON.stringify(value));
  parsed.set(key, value);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export interface Draft<T> {
  readonly value: T;
  readonly set: (value: T) => void;
  /** Sent or given up. */
  readonly clear: () => void;
  readonly written: boolean;
}

/** What is being written under a name, e.g. `note:<work item id>`; starts as `initial`. */
export function useDraft<T>(name: string, initial: T): Draft<T> {
  const key = `${prefix}${owner ?? ''}:${name}`;
  const stored = useSyncExternalStore(subscribe, () => read(key)) as T | undefined;
  const set = useCallback((value: T) => write(key, value), [key]);
  const clear = useCallback(() => write(key, undefined), [key]);
  return { value: stored ?? initial, set, clear, written: stored !== undefined };
}
