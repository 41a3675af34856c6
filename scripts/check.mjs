// @ts-check
/** `npm run check`: everything that can be said about the code without running it, cheapest first. */
import { setUp, tool } from './setup.mjs';

setUp();
tool('prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']);
for (const project of ['tsconfig.json', 'src/page', 'scripts', 'bench'])
  tool('typescript/bin/tsc', ['-p', project, '--noEmit']);
tool('eslint/bin/eslint.js', ['.', '--max-warnings', '0']);
