import { Button, Group, Progress, Stack, Text, TextInput, Title } from '@mantine/core';
import { useEffect, useState } from 'react';

import { FormFrame } from '../../../platform/web/form-frame.tsx';
import { showDone } from '../../../platform/web/notices.ts';
import { useMinuteEnd } from '../../../platform/web/now.ts';
import { ProblemNotice } from '../../../platform/web/problem-notice.tsx';
import { useAct } from '../../../platform/web/query.ts';
import { continueTrial, proposeChange } from '../../contract/publishing.ts';
import { MostChanged } from './most-changed.tsx';
import { PanelTable } from './panel-table.tsx';
import { usePublishingWords } from './publishing-words.ts';

interface TrialPanelProps {
  readonly trialId: string;
  readonly onSent: () => void;
}

/** Runs a trial some patients at a time, shows how far it is and what it came to, and proposes the change. */
export function TrialPanel({ trialId, onSent }: TrialPanelProps) {
  const t = usePublishingWords();
  const next = useAct(continueTrial, { quiet: true, refresh: false });
  const [stopped, setStopped] = useState(false);
  const { data, mutate, isPending, error } = next;
  const finished = data?.difference.finished === true;
  useEffect(() => {
    if (!finished && !stopped && !isPending && error === null) {
      mutate({ params: { id: trialId } });
    }
  }, [finished, stopped, isPending, error, mutate, trialId]);
  const [view, setView] = useState(data);
  // While the next patients are tried, what is known so far stays on screen.
  if (data !== undefined && data !== view) setView(data);
  const difference = view?.difference;
  return (
    <Stack gap="sm">
      <Title order={3} size="h5">
        {t('trial.title')}
      </Title>
      {difference && !finished && (
        <Group>
          <Progress
            flex={1}
            value={(100 * difference.patientsDone) / Math.max(1, difference.patientsTotal)}
            aria-label={t('trial.title')}
          />
          <Text size="sm" role="status">
            {t('trial.progress', {
              done: difference.patientsDone,
              total: difference.patientsTotal,
            })}
          </Text>
          <Button size="compact-sm" variant="default" onClick={() => setStopped(!stopped)}>
            {stopped ? t('trial.goOn') : t('trial.stop')}
          </Button>
        </Group>
      )}
      {error && <ProblemNotice problem={error} onRetry={() => next.reset()} />}
      {difference && <PanelTable difference={difference} />}
      {view && finished && <MostChanged patients={view.mostChanged} />}
      {finished && <SendForm trialId={trialId} onSent={onSent} />}
    </Stack>
  );
}

const dayMs = 86_400_000;

function SendForm({ trialId, onSent }: TrialPanelProps) {
  const t = usePublishingWords();
  const tomorrow = new Date(useMinuteEnd() + dayMs).toISOString().slice(0, 10);
  const [effectiveOn, setEffectiveOn] = useState(tomorrow);
  const [reason, setReason] = useState('');
  const send = useAct(proposeChange, { quiet: true });
  const submit = async () => {
    await send.mutateAsync({ body: { trialId, effectiveOn, reason: reason.trim() } });
    showDone(t('send.sent'));
    onSent();
  };
  return (
    <FormFrame
      submit={t('send.submit')}
      busy={send.isPending}
      problem={send.error}
      onSubmit={submit}
    >
      <TextInput
        type="date"
        label={t('send.effectiveOn')}
        description={t('send.effectiveHelp')}
        required
        withAsterisk={false}
        maw={320}
        min={tomorrow}
        value={effectiveOn}
        onChange={(event) => setEffectiveOn(event.currentTarget.value)}
      />
      <TextInput
        label={t('send.reason')}
        description={t('send.reasonHelp')}
        required
        withAsterisk={false}
        minLength={3}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormFrame>
  );
}
