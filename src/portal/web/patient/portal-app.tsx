import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';

import { switchLanguage } from '../../../platform/web/language.ts';
import { ProblemNotice } from '../../../platform/web/problem-notice.tsx';
import { contentQuery, query } from '../../../platform/web/query.ts';
import { Waiting } from '../../../platform/web/waiting.tsx';
import { compileVitals } from '../../../vitals/core/vitals.ts';
import { readHome, readPortalDefinitions, type PortalHome } from '../../contract.ts';
import { EnterCode, NeedLink } from './entrance.tsx';
import { keep, readKept, type Kept } from './kept.ts';
import { PortalFrame } from './portal-frame.tsx';
import { PortalScreens } from './portal-screens.tsx';

/** The secret of a one-time link, which stands behind # so that no server ever sees it. */
function takeSecret(): string | undefined {
  const secret = window.location.hash.slice(1);
  if (secret.length < 20) return undefined;
  window.history.replaceState(null, '', window.location.pathname);
  return secret;
}

/** The portal: the way in with link and code, then what belongs to the patient. */
export function PortalApp() {
  const [secret, setSecret] = useState(takeSecret);
  if (secret !== undefined) {
    return <EnterCode secret={secret} onEntered={() => setSecret(undefined)} />;
  }
  return <SignedIn />;
}

function SignedIn() {
  const home = useQuery({ ...query(readHome, {}), refetchInterval: 30_000, retry: 1 });
  const definitions = useQuery({ ...contentQuery(readPortalDefinitions, {}), retry: 1 });
  const vitalsRead = definitions.data?.vitals;
  const [before] = useState(readKept);
  const kept = useMemo(
    () => keptOf(home.data, vitalsRead) ?? before,
    [home.data, vitalsRead, before],
  );
  useEffect(() => {
    if (home.data && vitalsRead) keep({ ...whoOf(home.data), definitions: vitalsRead });
  }, [home.data, vitalsRead]);
  useOwnLanguage(home.data?.language);
  const vitals = useMemo(() => kept && compileVitals(kept.definitions), [kept]);
  // Nobody, or somebody of the staff in the same browser.
  if ([401, 403].includes(home.error?.definition.status ?? 0)) return <NeedLink />;
  if (kept === undefined || vitals === undefined) {
    const problem = home.error ?? definitions.error;
    return (
      <PortalFrame>
        {problem ? (
          <ProblemNotice problem={problem} onRetry={() => void home.refetch()} />
        ) : (
          <Waiting />
        )}
      </PortalFrame>
    );
  }
  return (
    <PortalScreens
      key={kept.patientId}
      patientId={kept.patientId}
      zone={kept.zone}
      vitals={vitals}
      home={home.data}
      offline={home.error !== null}
    />
  );
}

function whoOf({ patientId, zone }: PortalHome) {
  return { patientId, zone };
}

function keptOf(home: PortalHome | undefined, definitions: Kept['definitions'] | undefined) {
  return home && definitions ? { ...whoOf(home), definitions } : undefined;
}

/** The patient's language, until somebody chose another one on this phone. */
function useOwnLanguage(language: string | undefined): void {
  useEffect(() => {
    const chosen = localStorage.getItem('enlace:language') !== null;
    if (!chosen && (language === 'en' || language === 'es')) switchLanguage(language);
  }, [language]);
}
