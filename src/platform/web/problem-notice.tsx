import { Alert, Button, Group } from '@mantine/core';

import type { Problem } from '../core/problem.ts';
import { Icon } from './icon.tsx';
import { useSay } from './language.ts';
import { usePlatformWords } from './platform-words.ts';

interface ProblemNoticeProps {
  readonly problem: Problem;
  readonly onRetry?: (() => void) | undefined;
}

/** What was refused, why, and what to do next, where it happened. */
export function ProblemNotice({ problem, onRetry }: ProblemNoticeProps) {
  const t = usePlatformWords();
  const say = useSay();
  return (
    <Alert
      role="alert"
      color="red"
      title={say(problem.definition.title)}
      icon={<Icon name="warning" />}
    >
      <Group justify="space-between">
        {say(problem.definition.advice)}
        {onRetry && (
          <Button size="compact-md" variant="default" onClick={onRetry}>
            {t('tryAgain')}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
