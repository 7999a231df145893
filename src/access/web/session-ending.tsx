import { Button, Modal, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';

import { useNow } from '../../platform/web/now.ts';
import { useStore } from '../../platform/web/store.ts';
import type { Session } from '../contract/session.ts';
import { endedSession, prolongSession, sessionQuery } from './session.ts';
import { useSignInWords } from './sign-in-words.ts';

const warningMs = 60_000;

/** Warns a minute before the session ends; tells the server when somebody works without calling it. */
export function SessionEnding({ session }: { readonly session: Session }) {
  const t = useSignInWords();
  const now = useNow();
  const prolong = useProlong();
  const [dismissedEnd, setDismissedEnd] = useState(0);
  const alreadyEnded = useStore(endedSession) !== undefined;
  const idleEnd = Date.parse(session.idleExpiresAt);
  const absoluteEnd = Date.parse(session.absoluteExpiresAt);
  const end = Math.min(idleEnd, absoluteEnd);
  const left = end - now;
  useCheckAt(left < warningMs);
  useCheckAt(left < -1_000);
  const isIdle = idleEnd <= absoluteEnd;
  const seconds = Math.max(0, Math.ceil(left / 1_000));
  const answer = () => {
    // The absolute end cannot be moved: the person has been told, and goes on until then.
    if (isIdle) prolong();
    else setDismissedEnd(end);
  };
  return (
    <Modal
      opened={left < warningMs && left > -warningMs && !alreadyEnded && dismissedEnd !== end}
      onClose={answer}
      title={t('ending.title')}
      withCloseButton={false}
      centered
      zIndex={900}
    >
      <Stack>
        <Text>{isIdle ? t('ending.idle', { seconds }) : t('ending.absolute', { seconds })}</Text>
        <Button onClick={answer} data-autofocus>
          {isIdle ? t('ending.stay') : t('ending.understood')}
        </Button>
      </Stack>
    </Modal>
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
