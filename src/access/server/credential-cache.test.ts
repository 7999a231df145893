import { beforeEach, expect, test } from 'vitest';

import type { Listener } from '../../platform/server/live.ts';
import { createCredentialCache, type CredentialCache } from './credential-cache.ts';

let listeners: Map<string, Listener>;
let connected: boolean;
let cache: CredentialCache<string>;

beforeEach(() => {
  listeners = new Map();
  connected = true;
  cache = createCredentialCache({
    get connected() {
      return connected;
    },
    subscribe: (organizationId, listener) => {
      listeners.set(organizationId, listener);
      return () => listeners.delete(organizationId);
    },
  });
  // The first finding of an organization only makes the cache listen.
  keep('first');
});

const note = (organizationId: string, ...topics: string[]) =>
  listeners.get(organizationId)?.(topics);

function keep(key: string, asOf = cache.version(), organizationId = 'here') {
  cache.set(key, { organizationId, value: `${key} of ${organizationId}`, now: 0, asOf });
}

test('keeps what was found for ten seconds', () => {
  keep('cookie');
  expect(cache.get('cookie', 9_999)).toBe('cookie of here');
  expect(cache.get('cookie', 10_000)).toBeUndefined();
});

test('keeps nothing of an organization that nobody listened to while it was looked up', () => {
  expect(cache.get('first', 0)).toBeUndefined();
  const asOf = cache.version();
  keep('cookie', asOf, 'there');
  keep('looked up together', asOf, 'there');
  expect([cache.get('cookie', 0), cache.get('looked up together', 0)]).toEqual([
    undefined,
    undefined,
  ]);
  keep('cookie', cache.version(), 'there');
  expect(cache.get('cookie', 0)).toBe('cookie of there');
});

test.each(['access', 'reconnected'])('forgets an organization at the notice "%s"', (topic) => {
  keep('there', cache.version(), 'there');
  keep('there', cache.version(), 'there');
  keep('cookie');
  note('here', 'work');
  expect(cache.get('cookie', 0)).toBe('cookie of here');
  note('here', topic);
  expect([cache.get('cookie', 0), cache.get('there', 0)]).toEqual([undefined, 'there of there']);
});

test('does not keep what was being looked up when access changed', () => {
  const asOf = cache.version();
  note('here', 'access');
  keep('cookie', asOf);
  expect(cache.get('cookie', 0)).toBeUndefined();
});

test('keeps nothing while it is deaf', () => {
  connected = false;
  keep('cookie');
  expect(cache.get('cookie', 0)).toBeUndefined();
});
