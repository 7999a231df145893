import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';

import { useNow } from '../../platform/web/now.ts';
import { useStore } from '../../platform/web/store.ts';
import type { Session } from '../contract/session.ts';
import { endedSession, prolongSession, sessionQuery } from './session.ts';

// Seen seldom: not part of what everybody loads.
const SessionEnding = lazy(async () => ({
  default: (await import('./session-ending.tsx')).SessionEnding,
}));
const SignInAgain = lazy(async () => ({
  default: (await import('./sign-in-again.tsx')).SignInAgain,
}));

const warningMs = 60_000;

/** Warns a minute before the session ends, and asks to sign in again once it has. */
export function SessionWatch({ session }: { readonly session: Session }) {
  const now = useNow();
  const prolong = useProlong();
  const [dismissedEnd, setDismissedEnd] = useState(0);
  const ended = useStore(endedSession) !== undefined;
  const idleEnd = Date.parse(session.idleExpiresAt);
  const absoluteEnd = Date.parse(session.absoluteExpiresAt);
  const end = Math.min(idleEnd, absoluteEnd);
  const left = end - now;
  useCheckAt(left < warningMs);
  useCheckAt(left < -1_000);
  const reason = idleEnd <= absoluteEnd ? 'idle' : 'absolute';
  const answer = () => {
    // The absolute end cannot be moved: the person has been told, and goes on until then.
    if (reason === 'idle') prolong();
    else setDismissedEnd(end);
  };
  const warns = left < warningMs && left > -warningMs && dismissedEnd !== end;
  return (
    <Suspense>
      {ended && <SignInAgain session={session} />}
      {warns && !ended && <SessionEnding reason={reason} left={left} onAnswer={answer} />}
    </Suspense>
  );
}

const activityGapMs = 60_000;

/** What prolongs the session; by itself at most once a minute while keys, mouse or finger are at work. */
function useProlong(): () => void {
  const client = useQueryClient();
  const prolong = useCallback(() => {
    void prolongSession().then(
      (fresh) => client.setQueryData(sessionQuery.queryKey, fresh),
      () => undefined,
    );
  }, [client]);
  useEffect(() => {
    let last = Date.now();
    const onActivity = () => {
      if (Date.now() - last < activityGapMs) return;
      last = Date.now();
      prolong();
    };
    const events = ['keydown', 'pointerdown', 'wheel'] as const;
    for (const event of events) window.addEventListener(event, onActivity, { passive: true });
    return () => {
      for (const event of events) window.removeEventListener(event, onActivity);
    };
  }, [prolong]);
  return prolong;
}

/** Another tab may have prolonged the session, or the server ended it: look, without prolonging. */
function useCheckAt(due: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (due) void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
  }, [due, client]);
}
