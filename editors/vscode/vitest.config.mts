import { defineConfig } from 'vitest/config';

/** Tests of the packed extension; `npm run vsix` packs it and runs them. Those that need no package are in test/editors. */
export default defineConfig({ test: { include: ['test/**/*.test.ts'], testTimeout: 60_000 } });
