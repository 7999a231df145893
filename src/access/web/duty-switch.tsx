import { Switch, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';

import { useAct } from '../../platform/web/query.ts';
import { changeDutyRoute } from '../contract/session.ts';
import { sessionQuery, useMay, useSession } from './session.ts';
import { useSignInWords } from './sign-in-words.ts';

/** On or off duty: only who is on duty counts when work looks for somebody. */
export function DutySwitch() {
  const t = useSignInWords();
  const may = useMay();
  const client = useQueryClient();
  const { onDuty } = useSession();
  const change = useAct(changeDutyRoute, { refresh: false });
  if (!may('duty.change')) return null;
  const set = async (wanted: boolean) => {
    const reply = await change.mutateAsync({ body: { onDuty: wanted } });
    client.setQueryData(sessionQuery.queryKey, (now) => now && { ...now, onDuty: reply.onDuty });
  };
  // What was asked for is shown at once; a refusal turns it back.
  const shown = change.isPending ? change.variables.body.onDuty : onDuty;
  return (
    <Switch
      checked={shown}
      onChange={(event) => void set(event.currentTarget.checked).catch(() => undefined)}
      label={
        <Text span size="sm" visibleFrom="sm">
          {shown ? t('duty.on') : t('duty.off')}
        </Text>
      }
      aria-label={t('duty.label')}
    />
  );
}
