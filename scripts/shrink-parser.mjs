// @ts-check
/**
 * Puts the parsing toolkit into the compiled program as the single file that its package brings beside its modules.
 * The modules are some six hundred files (the toolkit's and its helper library's), and reading them takes several
 * times as long as everything else that `netc check` does. Without the single file the modules are used: slower,
 * never wrong.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Replaces `dist/parser/chevrotain.js`; a second call changes nothing. */
export function shrinkParser() {
  const target = join(root, 'dist', 'parser', 'chevrotain.js');
  const entry = createRequire(import.meta.url).resolve('chevrotain');
  const single = join(dirname(entry), '..', 'chevrotain.min.mjs');
  if (!existsSync(target) || !existsSync(single)) return;
  const licence = '/*! Chevrotain, Apache-2.0; with parts of lodash, MIT. */\n';
  const wanted = licence + readFileSync(single, 'utf8');
  if (readFileSync(target, 'utf8') !== wanted) writeFileSync(target, wanted);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) shrinkParser();
