import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{src,e2e,scripts,bench}/**/*.test.{ts,tsx}'],
    // Not yet proven to the end: ENLACE_HOSTILE=1 runs it.
    exclude: process.env['ENLACE_HOSTILE'] ? [] : ['e2e/resilience/hostile.test.ts'],
    globalSetup: ['src/platform/server/testing-global.ts'],
    pool: 'forks',
    // Each worker shares the two cores with the PostgreSQL that it tests.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 180_000,
    teardownTimeout: 30_000,
    allowOnly: false,
    passWithNoTests: false,
  },
});
