import { Text, TextInput } from '@mantine/core';

import type { Problem } from '../../platform/core/problem.ts';
import { useDraft } from '../../platform/web/drafts.ts';
import { useAct } from '../../platform/web/query.ts';
import { snoozeWork, waitForWork } from '../contract.ts';
import { ActionForm } from './action-form.tsx';
import type { CardFormProps } from './card-form.ts';
import { useCatalogue } from './catalogue.ts';
import { useSeenVersion } from './seen-version.ts';
import { UntilField } from './until-field.tsx';
import { instantOf } from './until.ts';
import { useWorkWords } from './work-words.ts';

interface HoldFormProps extends CardFormProps {
  readonly type: 'snooze' | 'wait';
}

const blank = { until: '', reason: '' };

/** Puts a card out of sight until a time, with the reason; the two differ in their words and limits. */
export function HoldForm({ item, type, onDone, onCancel }: HoldFormProps) {
  const t = useWorkWords();
  const draft = useDraft(`${type}:${item.id}`, blank);
  const hold = useHold(type);
  const longestMinutes = useLongest(item.priority, type);
  const seen = useSeenVersion(item);
  const { until, reason } = draft.value;
  const send = async () => {
    const instant = instantOf(until);
    if (instant === undefined) return;
    await seen.decide((version) => hold.send(item.id, version, instant, reason.trim()));
    draft.clear();
    onDone(t(`actions.done.${type}`));
  };
  return (
    <ActionForm
      submit={t(`actions.${type}`)}
      busy={hold.busy}
      problem={hold.problem}
      onSubmit={() => void send().catch(() => undefined)}
      onCancel={onCancel}
    >
      <TextInput
        label={type === 'snooze' ? t('form.snoozeReason') : t('form.waitWhat')}
        required
        withAsterisk={false}
        autoFocus
        maxLength={500}
        value={reason}
        onChange={(event) => draft.set({ until, reason: event.currentTarget.value })}
      />
      <UntilField
        value={until}
        longestMinutes={longestMinutes}
        onChange={(next) => draft.set({ until: next, reason })}
      />
      <Text size="sm" c="gray.8">
        {t('form.snoozeSafe')}
      </Text>
    </ActionForm>
  );
}

function useLongest(priority: number, type: 'snooze' | 'wait'): number {
  const { priorities } = useCatalogue();
  const limits = priorities.find((one) => one.priority === priority);
  const longest = type === 'snooze' ? limits?.longestSnoozeMinutes : limits?.longestWaitMinutes;
  return longest ?? 0;
}

interface Hold {
  readonly send: (id: string, version: number, until: string, reason: string) => Promise<unknown>;
  readonly busy: boolean;
  readonly problem: Problem | null;
}

function useHold(type: 'snooze' | 'wait'): Hold {
  const snooze = useAct(snoozeWork, { quiet: true });
  const wait = useAct(waitForWork, { quiet: true });
  if (type === 'snooze') {
    return {
      send: (id, version, until, reason) =>
        snooze.mutateAsync({ params: { id }, body: { version, until, reason } }),
      busy: snooze.isPending,
      problem: snooze.error,
    };
  }
  return {
    send: (id, version, until, reason) =>
      wait.mutateAsync({ params: { id }, body: { version, until, what: reason } }),
    busy: wait.isPending,
    problem: wait.error,
  };
}
