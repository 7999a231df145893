import { Group, Stack, Title } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';

import { usePlatformWords } from './platform-words.ts';

interface PageProps {
  /** Names the screen, never a patient: titles end up in the browser's history. */
  readonly title: string;
  /** What the screen shows as its heading when that is more than the title. */
  readonly heading?: ReactNode;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

let firstPage = true;

/** One screen: sets the page title and, on a change of screens, moves the focus to its heading. */
export function Page({ title, heading, aside, children }: PageProps) {
  const t = usePlatformWords();
  const headingRef = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${t('product')}`;
  }, [title, t]);
  useEffect(() => {
    // The first screen leaves the focus where a reader expects it: at the top of the page.
    // A screen that begins with a field has put it there itself.
    const page = headingRef.current?.closest('[data-page]');
    if (!firstPage && !page?.contains(document.activeElement)) {
      headingRef.current?.focus({ preventScroll: true });
    }
    firstPage = false;
  }, []);
  return (
    <Stack gap="md" data-page>
      <Group justify="space-between" align="center" gap="sm">
        <Title order={1} size="h2" ref={headingRef} tabIndex={-1} style={{ outline: 'none' }}>
          {heading ?? title}
        </Title>
        {aside}
      </Group>
      {children}
    </Stack>
  );
}
