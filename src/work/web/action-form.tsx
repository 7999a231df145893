import { Button, Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';

import type { Problem } from '../../platform/core/problem.ts';
import { ProblemNotice } from '../../platform/web/problem-notice.tsx';
import { useWorkWords } from './work-words.ts';

interface ActionFormProps {
  readonly submit: string;
  readonly busy: boolean;
  readonly problem: Problem | null;
  readonly onSubmit: () => void;
  readonly onCancel: () => void;
  readonly children: ReactNode;
}

/** The frame of every small form of a card. Escape closes it and keeps the draft; Control+Enter sends. */
export function ActionForm(props: ActionFormProps) {
  const t = useWorkWords();
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- shortcuts only: every step has a button
    <form
      onSubmit={(event) => {
        event.preventDefault();
        props.onSubmit();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') props.onCancel();
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          event.currentTarget.requestSubmit();
        }
      }}
    >
      <Stack gap="sm">
        {props.problem && <ProblemNotice problem={props.problem} />}
        {props.children}
        <Group gap="xs">
          <Button type="submit" loading={props.busy}>
            {props.submit}
          </Button>
          <Button variant="default" onClick={props.onCancel}>
            {t('actions.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
