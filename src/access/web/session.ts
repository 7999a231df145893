import { queryOptions } from '@tanstack/react-query';
import { createContext, useContext } from 'react';

import { call, onSessionEnd } from '../../platform/web/api.ts';
import { openDrafts } from '../../platform/web/drafts.ts';
import { createStore, type Store } from '../../platform/web/store.ts';
import { sessionRoute, type Session } from '../contract/session.ts';
import type { Permission } from '../core/permissions.ts';

const SessionContext = createContext<Session | undefined>(undefined);
export const SessionProvider = SessionContext.Provider;

/** Who is signed in; only below the session gate. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession is used outside of the session gate.');
  return session;
}

/** Whether the person signed in may do something. */
export function useMay(): (permission: Permission) => boolean {
  const { permissions } = useSession();
  return (permission) => permissions.includes(permission);
}

/** The session as a query; refreshed in the background, so that looking at it does not prolong it. */
export const sessionQuery = queryOptions({
  queryKey: [sessionRoute.path],
  queryFn: async ({ signal, client }) => {
    const background = client.getQueryData([sessionRoute.path]) !== undefined;
    const session = await call(sessionRoute, {}, { signal, background });
    openDrafts(session.user.id);
    return session;
  },
  refetchInterval: 60_000,
  retry: (count, error) => error.definition.status !== 401 && count < 5,
});

/** Asks for the session as an act of the person: the idle time starts anew. */
export function prolongSession(): Promise<Session> {
  return call(sessionRoute, {});
}

/** Those that wait for the person to sign in again; undefined while the session lives. */
export const endedSession: Store<(() => void)[] | undefined> = createStore<
  (() => void)[] | undefined
>(undefined);

/** From now on a refused call waits until the same person has signed in again, and is then repeated. */
export function holdCallsAtSessionEnd(): () => void {
  onSessionEnd(
    () =>
      new Promise<void>((resolve) => {
        endedSession.set([...(endedSession.get() ?? []), resolve]);
      }),
  );
  return () => onSessionEnd(undefined);
}

/** Lets the waiting calls go on. */
export function resumeSession(): void {
  const waiting = endedSession.get() ?? [];
  endedSession.set(undefined);
  for (const resume of waiting) resume();
}
