import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useRef } from 'react';

import { useMay } from '../../access/web/session.ts';
import { useCommands } from '../../platform/web/commands.ts';
import { usePlatformWords } from '../../platform/web/platform-words.ts';
import { useAppWords } from './app-words.ts';
import { destinations } from './destinations.ts';

const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }));
const KeysHelp = lazy(async () => ({ default: (await import('./keys-help.tsx')).KeysHelp }));

export type OpenDialog = 'palette' | 'keys' | undefined;

interface GlobalCommandsProps {
  readonly open: OpenDialog;
  readonly onOpen: (dialog: OpenDialog) => void;
}

/** The keys that work everywhere, and the two dialogs they open. */
export function GlobalCommands({ open, onOpen }: GlobalCommandsProps) {
  const t = usePlatformWords();
  const words = useAppWords();
  const may = useMay();
  const navigate = useNavigate();
  const everywhere = t('commands.everywhere');
  const before = useRef<Element>(null);
  const show = (dialog: OpenDialog) => {
    before.current = document.activeElement;
    onOpen(dialog);
  };
  const close = () => {
    onOpen(undefined);
    // Whoever steers by keys goes on where they were.
    const { current } = before;
    window.setTimeout(() => current instanceof HTMLElement && current.focus(), 0);
  };
  useCommands([
    {
      id: 'palette',
      label: t('commands.palette'),
      group: everywhere,
      keys: 'mod+k',
      run: () => show('palette'),
    },
    {
      id: 'keys',
      label: t('commands.help'),
      group: everywhere,
      keys: '?',
      run: () => show('keys'),
    },
    ...destinations
      .filter((one) => may(one.permission))
      .map((one) => ({
        id: `go-${one.key}`,
        label: words(`navigation.${one.word}`),
        group: t('commands.go'),
        keys: `g ${one.key}`,
        run: () => void navigate(one.link),
      })),
  ]);
  return (
    <Suspense>
      {open === 'palette' && <Palette onClose={close} />}
      {open === 'keys' && <KeysHelp onClose={close} />}
    </Suspense>
  );
}
