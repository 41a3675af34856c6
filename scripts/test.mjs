// @ts-check
/** `npm test`: sets up, then runs the tests. Arguments go to vitest: `npm test -- test/parser`. */
import { setUp, tool } from './setup.mjs';

setUp();
tool('vitest/vitest.mjs', ['run', ...process.argv.slice(2)]);
