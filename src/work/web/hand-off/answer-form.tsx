import { Button, Group, Paper, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';

import { useMay, useSession } from '../../../access/web/session.ts';
import { useCommands } from '../../../platform/web/commands.ts';
import { useDraft } from '../../../platform/web/drafts.ts';
import { showDone } from '../../../platform/web/notices.ts';
import { ProblemNotice } from '../../../platform/web/problem-notice.tsx';
import { useAct } from '../../../platform/web/query.ts';
import { acceptHandOff, declineHandOff, type HandOffView } from '../../contract/hand-offs.ts';
import { useHandOffWords } from '../hand-off-words.ts';

interface AnswerFormProps {
  readonly handOff: HandOffView;
  readonly onAccepted: () => void;
}

/** Accept by saying it back, or decline with a reason. The responsibility moves on acceptance only. */
export function AnswerForm({ handOff, onAccepted }: AnswerFormProps) {
  const t = useHandOffWords();
  const may = useMay();
  const { user } = useSession();
  const [answer, setAnswer] = useState<'accept' | 'decline'>('accept');
  const open = handOff.state === 'offered' && may('hand-off.answer') && handOff.from.id !== user.id;
  useCommands(
    open
      ? (['accept', 'decline'] as const).map((one) => ({
          id: `hand-off-${one}`,
          group: t('one.title'),
          label: t(`one.${one}`),
          keys: one === 'accept' ? 'y' : 'x',
          run: () => setAnswer(one),
        }))
      : [],
  );
  if (!open) return null;
  return (
    <Paper withBorder p="md">
      <Stack>
        <Group gap="xs">
          {(['accept', 'decline'] as const).map((one) => (
            <Button
              key={one}
              size="sm"
              variant={answer === one ? 'light' : 'subtle'}
              aria-pressed={answer === one}
              onClick={() => setAnswer(one)}
            >
              {t(`one.${one}`)}
            </Button>
          ))}
        </Group>
        {answer === 'accept' ? (
          <Accept handOff={handOff} onAccepted={onAccepted} />
        ) : (
          <Decline handOff={handOff} />
        )}
      </Stack>
    </Paper>
  );
}

function Accept({ handOff, onAccepted }: AnswerFormProps) {
  const t = useHandOffWords();
  const synthesis = useDraft(`synthesis:${handOff.id}`, '');
  const accept = useAct(acceptHandOff, { quiet: true });
  const send = async () => {
    await accept.mutateAsync({
      params: { id: handOff.id },
      body: { synthesis: synthesis.value.trim() },
    });
    synthesis.clear();
    showDone(t('one.accepted'));
    onAccepted();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send().catch(() => undefined);
      }}
    >
      <Stack>
        {accept.error && <ProblemNotice problem={accept.error} />}
        <Textarea
          label={t('one.synthesis')}
          description={t('one.synthesisWhy')}
          required
          withAsterisk={false}
          autosize
          minRows={3}
          maxLength={4000}
          value={synthesis.value}
          onChange={(event) => synthesis.set(event.currentTarget.value)}
        />
        <Group>
          <Button type="submit" loading={accept.isPending}>
            {t('one.accept')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Decline({ handOff }: { readonly handOff: HandOffView }) {
  const t = useHandOffWords();
  const reason = useDraft(`decline:${handOff.id}`, '');
  const decline = useAct(declineHandOff, { quiet: true });
  const send = async () => {
    const body = { reason: reason.value.trim() };
    await decline.mutateAsync({ params: { id: handOff.id }, body });
    reason.clear();
    showDone(t('one.declined', { from: handOff.from.name }));
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send().catch(() => undefined);
      }}
    >
      <Stack>
        {decline.error && <ProblemNotice problem={decline.error} />}
        <Textarea
          label={t('one.declineReason')}
          required
          withAsterisk={false}
          autoFocus
          autosize
          minRows={2}
          maxLength={4000}
          value={reason.value}
          onChange={(event) => reason.set(event.currentTarget.value)}
        />
        <Group>
          <Button type="submit" variant="default" loading={decline.isPending}>
            {t('one.decline')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
