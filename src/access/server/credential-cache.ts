import type { LiveHub } from '../../platform/server/live.ts';

const keptMilliseconds = 10_000;
// More than any organization has people and machines; beyond it everything is looked up afresh.
const maximumEntries = 20_000;

interface Entry<T> {
  readonly value: T;
  readonly organizationId: string;
  readonly keptUntil: number;
}

/** What credentials stand for, for ten seconds; forgotten at once when the organization's access changes. */
export interface CredentialCache<T> {
  get(key: string, now: number): T | undefined;
  set(key: string, organizationId: string, value: T, now: number): void;
  delete(key: string): void;
  close(): void;
}

export function createCredentialCache<T>(hub: LiveHub): CredentialCache<T> {
  const entries = new Map<string, Entry<T>>();
  const subscriptions = new Map<string, () => void>();

  function follow(organizationId: string) {
    if (subscriptions.has(organizationId)) return;
    const unsubscribe = hub.subscribe(organizationId, (topics) => {
      if (!topics.includes('access') && !topics.includes('reconnected')) return;
      for (const [key, entry] of entries) {
        if (entry.organizationId === organizationId) entries.delete(key);
      }
    });
    subscriptions.set(organizationId, unsubscribe);
  }

  return {
    get(key, now) {
      const entry = entries.get(key);
      return entry !== undefined && now < entry.keptUntil ? entry.value : undefined;
    },
    set(key, organizationId, value, now) {
      // Deaf to changes, it could go on honouring what was revoked.
      if (!hub.connected) return;
      follow(organizationId);
      if (entries.size >= maximumEntries) entries.clear();
      entries.set(key, { value, organizationId, keptUntil: now + keptMilliseconds });
    },
    delete(key) {
      entries.delete(key);
    },
    close() {
      for (const unsubscribe of subscriptions.values()) unsubscribe();
      entries.clear();
    },
  };
}
