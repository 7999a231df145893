import '@mantine/core/styles.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { currentLanguage } from '../../platform/web/language.ts';
import { NoticeArea } from '../../platform/web/notice-area.tsx';
import { createQueryClient } from '../../platform/web/query.ts';
import { theme, themeVariables } from '../../platform/web/theme.ts';
import { PortalApp } from '../../portal/web/patient/portal-app.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no element with the id "root".');

document.documentElement.lang = currentLanguage();
// Keeps the page itself for when there is no connection; never anything of the patient.
void navigator.serviceWorker?.register('/portal-worker.js', { scope: '/portal' });

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={themeVariables} forceColorScheme="light">
      <QueryClientProvider client={createQueryClient()}>
        <NoticeArea />
        <PortalApp />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
