import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{src,e2e,scripts,bench}/**/*.test.{ts,tsx}'],
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
