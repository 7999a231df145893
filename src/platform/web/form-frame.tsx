import { Button, Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';

import type { Problem } from '../core/problem.ts';
import { usePlatformWords } from './platform-words.ts';
import { ProblemNotice } from './problem-notice.tsx';

interface FormFrameProps {
  readonly submit: string;
  readonly busy: boolean;
  readonly problem: Problem | null;
  /** May fail: the refusal is shown as `problem`. */
  readonly onSubmit: () => Promise<unknown>;
  readonly onCancel?: () => void;
  /** Where there is nothing to give up any more: "Close". */
  readonly cancelLabel?: string;
  /** What was written: the button "Cancel" gives it up, Escape keeps it for the next time. */
  readonly draft?: { readonly clear: () => void };
  readonly children: ReactNode;
}

/** The frame of a small form: its fields, why it was refused, send and cancel. Control+Enter sends, Escape closes. */
export function FormFrame(props: FormFrameProps) {
  const { submit, busy, problem, onSubmit, onCancel, cancelLabel, draft, children } = props;
  const t = usePlatformWords();
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- shortcuts only: every step has a button
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void onSubmit().catch(() => undefined);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel?.();
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          event.currentTarget.requestSubmit();
        }
      }}
    >
      <Stack gap="sm">
        {children}
        {problem && <ProblemNotice problem={problem} />}
        <Group gap="xs">
          <Button type="submit" loading={busy}>
            {submit}
          </Button>
          {onCancel && (
            <Button
              variant="default"
              onClick={() => {
                draft?.clear();
                onCancel();
              }}
            >
              {cancelLabel ?? t('cancel')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
