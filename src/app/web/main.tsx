import '@mantine/core/styles.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { startCommands } from '../../platform/web/commands.ts';
import { currentLanguage } from '../../platform/web/language.ts';
import { NoticeArea } from '../../platform/web/notice-area.tsx';
import { createQueryClient } from '../../platform/web/query.ts';
import { theme, themeVariables } from '../../platform/web/theme.ts';
import { startUndoable } from '../../platform/web/undoable.ts';
import { router } from './router.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no element with the id "root".');

document.documentElement.lang = currentLanguage();
startCommands();
startUndoable();

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={themeVariables} forceColorScheme="light">
      <QueryClientProvider client={createQueryClient()}>
        <NoticeArea />
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
