import { Button, Code, CopyButton, Group, Modal, Stack, Text } from '@mantine/core';

import { useAdminWords } from './admin-words.ts';

interface ShownOnceProps {
  readonly title: string;
  readonly warning: string;
  readonly secret: string;
  readonly note?: string;
  readonly copy: string;
  readonly done: string;
  readonly onDone: () => void;
}

/** A secret that exists in this window only; it is never kept, and closes only by its button. */
export function ShownOnce({ title, warning, secret, note, copy, done, onDone }: ShownOnceProps) {
  const t = useAdminWords();
  return (
    <Modal
      opened
      onClose={onDone}
      title={title}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      size="lg"
    >
      <Stack>
        <Text fw={600}>{warning}</Text>
        <Code block style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
          {secret}
        </Code>
        {note !== undefined && <Text size="sm">{note}</Text>}
        <Group>
          <CopyButton value={secret}>
            {({ copied, copy: take }) => (
              <Button data-autofocus onClick={take}>
                {copied ? t('link.copied') : copy}
              </Button>
            )}
          </CopyButton>
          <Button variant="default" onClick={onDone}>
            {done}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
