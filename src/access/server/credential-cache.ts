import type { LiveHub } from '../../platform/server/live.ts';

const keptMilliseconds = 10_000;
// More than any organization has people and machines; beyond it everything is looked up afresh.
const maximumEntries = 20_000;

interface Entry<T> {
  readonly value: T;
  readonly organizationId: string;
  readonly keptUntil: number;
}

/** What was found for a credential. */
interface Finding<T> {
  readonly organizationId: string;
  readonly value: T;
  readonly now: number;
  /** The version of the cache when the look-up began. */
  readonly asOf: number;
}

/** What credentials stand for, for ten seconds; forgotten at once when the organization's access changes. */
export interface CredentialCache<T> {
  get(key: string, now: number): T | undefined;
  /** Changes with every change of access: what was looked up before one may be older than it. */
  version(): number;
  /** Keeps what was found, unless access changed since the look-up began. */
  set(key: string, finding: Finding<T>): void;
  delete(key: string): void;
  close(): void;
}

export function createCredentialCache<T>(
  hub: Pick<LiveHub, 'subscribe' | 'connected'>,
): CredentialCache<T> {
  const entries = new Map<string, Entry<T>>();
  const subscriptions = new Map<string, () => void>();
  let version = 0;

  function follow(organizationId: string) {
    const unsubscribe = hub.subscribe(organizationId, (topics) => {
      if (!topics.includes('access') && !topics.includes('reconnected')) return;
      version += 1;
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
    version: () => version,
    set(key, { organizationId, value, now, asOf }) {
      // Deaf to changes, it could go on honouring what was revoked.
      if (!hub.connected || asOf !== version) return;
      if (!subscriptions.has(organizationId)) {
        // Nobody listened while this, and whatever came with it, was looked up; the next one is kept.
        follow(organizationId);
        version += 1;
        return;
      }
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
