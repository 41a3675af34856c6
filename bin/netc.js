#!/usr/bin/env node
import { existsSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const main = new URL('../dist/cli/main.js', import.meta.url);

if (existsSync(fileURLToPath(main))) await import(main.href);
else {
  process.stderr.write('netc is not built yet: run `npm run build` in its folder.\n');
  process.exitCode = 2;
}
