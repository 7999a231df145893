import { test as base } from '@playwright/test';

import {
  createInstallation,
  type Installation,
  removeInstallation,
  startServer,
  stopServer,
} from './server.ts';

/** A journey against a server of the worker's own; relative addresses open there. */
export const journey = base.extend<object, { installation: Installation }>({
  installation: [
    // Playwright reads the fixtures that a function needs from its first parameter's pattern.
    async ({}, use) => {
      const installation = await createInstallation();
      const server = await startServer(installation);
      await use(installation);
      await stopServer(server);
      removeInstallation(installation);
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  baseURL: async ({ installation }, use) => use(installation.url),
});
