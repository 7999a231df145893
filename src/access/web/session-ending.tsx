import { Button, Modal, Stack, Text } from '@mantine/core';

import { useSignInWords } from './sign-in-words.ts';

interface SessionEndingProps {
  readonly reason: 'idle' | 'absolute';
  /** Milliseconds. */
  readonly left: number;
  readonly onAnswer: () => void;
}

/** Counts down the last minute of a session. */
export function SessionEnding({ reason, left, onAnswer }: SessionEndingProps) {
  const t = useSignInWords();
  const seconds = Math.max(0, Math.ceil(left / 1_000));
  return (
    <Modal
      opened
      onClose={onAnswer}
      title={t('ending.title')}
      withCloseButton={false}
      centered
      zIndex={900}
    >
      <Stack>
        <Text>{t(`ending.${reason}`, { seconds })}</Text>
        <Button onClick={onAnswer} data-autofocus>
          {reason === 'idle' ? t('ending.stay') : t('ending.understood')}
        </Button>
      </Stack>
    </Modal>
  );
}
