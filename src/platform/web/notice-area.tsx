import { Button, Group, Notification, Portal, Stack } from '@mantine/core';

import { useSay } from './language.ts';
import { hideNotice, notices, type Notice } from './notices.ts';
import { usePlatformWords } from './platform-words.ts';
import { useStore } from './store.ts';

/** Where notices appear; the area is there before them, so that screen readers hear what comes. */
export function NoticeArea() {
  const t = usePlatformWords();
  const shown = useStore(notices);
  return (
    <Portal>
      <Stack
        component="section"
        aria-label={t('notices')}
        aria-live="polite"
        pos="fixed"
        bottom={16}
        right={16}
        left={{ base: 16, xs: 'auto' }}
        w={{ xs: 420 }}
        gap="xs"
        style={{ zIndex: 800 }}
      >
        {shown.map((notice) => (
          <OneNotice key={notice.id} notice={notice} />
        ))}
      </Stack>
    </Portal>
  );
}

function OneNotice({ notice }: { readonly notice: Notice }) {
  const t = usePlatformWords();
  const say = useSay();
  const { id, kind, title, message, undo } = notice;
  return (
    <Notification
      role={kind === 'problem' ? 'alert' : 'status'}
      color={kind === 'problem' ? 'red' : 'teal'}
      title={title && say(title)}
      withBorder
      closeButtonProps={{ 'aria-label': t('close') }}
      onClose={() => hideNotice(id)}
    >
      <Group justify="space-between" wrap="nowrap" c="gray.9">
        {typeof message === 'string' ? message : say(message)}
        {undo && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              hideNotice(id);
              undo.run();
            }}
          >
            {undo.label}
          </Button>
        )}
      </Group>
    </Notification>
  );
}
