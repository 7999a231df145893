import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';

import { platformProblems, Problem } from '../core/problem.ts';
import { currentLanguage } from './language.ts';
import { platformWordsIn } from './platform-words.ts';

/** Says why something was refused and what to do next. */
export function showProblem(error: unknown): void {
  const problem = error instanceof Problem ? error : platformProblems['server.failed']({}, error);
  const { title, advice } = problemText(problem);
  notifications.show({
    title,
    message: advice,
    color: 'red',
    autoClose: 12_000,
    closeButtonProps: { 'aria-label': platformWordsIn(currentLanguage())('close') },
  });
}

/** Title and advice in the language of the screens; whatever is not a Problem is a fault of ours. */
export function problemText(problem: Problem): { title: string; advice: string } {
  const language = currentLanguage();
  const { title, advice } = problem.definition;
  return { title: title[language], advice: advice[language] };
}

/** Says that something was done, with a way back for as long as there is one. */
export function showDone(
  message: string,
  undo?: { readonly label: string; readonly run: () => void },
  seconds = 4,
): void {
  const id = crypto.randomUUID();
  const take = () => {
    notifications.hide(id);
    undo?.run();
  };
  notifications.show({
    id,
    color: 'teal',
    autoClose: seconds * 1_000,
    closeButtonProps: { 'aria-label': platformWordsIn(currentLanguage())('close') },
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{message}</Text>
        {undo && (
          <Button size="compact-sm" variant="light" onClick={take}>
            {undo.label}
          </Button>
        )}
      </Group>
    ),
  });
}
