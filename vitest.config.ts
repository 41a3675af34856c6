import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    // Two cores are the smallest machine this must pass on; engines want them for themselves.
    maxWorkers: 2,
    pool: 'forks',
  },
});
