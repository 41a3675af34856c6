// @ts-check
/** `npm run kills`: the test that kills runs, with 200 kills, or as many as are asked for: `npm run kills -- 1000`. */
import process from 'node:process';
import { setUp, tool } from './setup.mjs';

setUp();
process.env['NETC_KILLS'] = process.argv[2] ?? '200';
tool('vitest/vitest.mjs', ['run', 'test/cli/kills.test.ts']);
