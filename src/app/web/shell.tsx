import { useQueryClient } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

import { SessionGate } from '../../access/web/session-gate.tsx';
import { useSession } from '../../access/web/session.ts';
import { ConnectionBanner } from '../../platform/web/connection-banner.tsx';
import { startLive } from '../../platform/web/live.ts';
import { usePlatformWords } from '../../platform/web/platform-words.ts';
import { GlobalCommands, type OpenDialog } from './global-commands.tsx';
import { Header } from './header.tsx';
import { Navigation } from './navigation.tsx';
import classes from './shell.module.css';

/** The frame of every screen for somebody signed in. */
export function Shell() {
  return (
    <SessionGate>
      <Frame />
    </SessionGate>
  );
}

function Frame() {
  const t = usePlatformWords();
  const client = useQueryClient();
  const { organization } = useSession();
  const [menuOpen, setMenuOpen] = useState(false);
  const [dialog, setDialog] = useState<OpenDialog>();
  useEffect(() => startLive(client), [client]);
  return (
    <div className={classes['frame']}>
      <a className={classes['skip']} href="#content">
        {t('skip')}
      </a>
      <header className={classes['header']}>
        {organization.demonstration && (
          <p className={classes['demonstration']}>{t('demonstration')}</p>
        )}
        <Header
          menuOpen={menuOpen}
          onToggleMenu={() => setMenuOpen(!menuOpen)}
          onSearch={() => setDialog('palette')}
          onShowKeys={() => setDialog('keys')}
        />
      </header>
      <nav
        id="navigation"
        aria-label={t('navigation')}
        className={classes['navigation']}
        data-open={menuOpen || undefined}
      >
        <Navigation onGo={() => setMenuOpen(false)} />
      </nav>
      <main id="content" tabIndex={-1} className={classes['main']}>
        <ConnectionBanner />
        <Outlet />
      </main>
      <GlobalCommands open={dialog} onOpen={setDialog} />
    </div>
  );
}
