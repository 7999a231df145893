import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, type ReactNode } from 'react';

import { ConnectionBanner } from '../../platform/web/connection-banner.tsx';
import { switchLanguage } from '../../platform/web/language.ts';
import { ProblemNotice } from '../../platform/web/problem-notice.tsx';
import { Waiting } from '../../platform/web/waiting.tsx';
import type { Session } from '../contract/session.ts';
import { SessionWatch } from './session-watch.tsx';
import { holdCallsAtSessionEnd, sessionQuery, SessionProvider } from './session.ts';

// Needed once per person: not part of what everybody loads.
const EnrolTotp = lazy(async () => ({ default: (await import('./enrol-totp.tsx')).EnrolTotp }));

/** Shows the screens to somebody signed in; sends everybody else to the sign-in. */
export function SessionGate({ children }: { readonly children: ReactNode }) {
  const session = useQuery(sessionQuery);
  if (session.data) return <Opened session={session.data}>{children}</Opened>;
  if (session.error?.definition.status === 401) {
    return <ToSignIn />;
  }
  if (session.error) {
    return <ProblemNotice problem={session.error} onRetry={() => void session.refetch()} />;
  }
  return (
    <main>
      <ConnectionBanner />
      <Waiting />
    </main>
  );
}

/** Leads to the sign-in once, and from there back to where the person wanted to go. */
function ToSignIn() {
  const navigate = useNavigate();
  useEffect(() => {
    const { pathname, search } = window.location;
    const then = `${pathname}${search}`;
    void navigate({ to: '/sign-in', search: then === '/' ? {} : { then }, replace: true });
  }, [navigate]);
  return null;
}

function Opened({
  session,
  children,
}: {
  readonly session: Session;
  readonly children: ReactNode;
}) {
  const { interfaceLanguage } = session.user;
  useEffect(holdCallsAtSessionEnd, []);
  useEffect(() => switchLanguage(interfaceLanguage), [interfaceLanguage]);
  return (
    <SessionProvider value={session}>
      {session.mustEnrolTotp ? (
        <Suspense>
          <EnrolTotp />
        </Suspense>
      ) : (
        children
      )}
      <SessionWatch session={session} />
    </SessionProvider>
  );
}
