import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: './src/platform/server/testing-global.ts',
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
