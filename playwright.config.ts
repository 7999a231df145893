import { defineConfig, devices } from '@playwright/test';

import { findBrowser } from './e2e/support/browser.ts';

const launchOptions = await findBrowser();
const desktop = { ...devices['Desktop Chrome'], launchOptions, timezoneId: 'America/New_York' };

// No web server here: each worker starts its own, on a free port with its own data (e2e/support).
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results/e2e',
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: { screenshot: 'only-on-failure', trace: 'retain-on-failure' },
  projects: [
    { name: 'en', use: { ...desktop, locale: 'en-US' } },
    { name: 'es', use: { ...desktop, locale: 'es-US' } },
  ],
});
