// @ts-check
/**
 * `npm run vsix`: the VS Code extension, from nothing to the packed file: its own packages (a lock file of its own, since
 * the packaging tool alone is larger than all else), types, lint, bundle, package, and the tests of what was packed.
 * Beyond the packages it needs no network.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { must, root, setUp, tool } from './setup.mjs';

const extension = join(root, 'editors', 'vscode');
const packages = join(extension, 'node_modules');

/** Installs the extension's packages when the lock file is not the one they were installed from. */
function installExtension() {
  const mark = join(packages, '.netc-installed');
  const wanted = createHash('sha256')
    .update(readFileSync(join(extension, 'package-lock.json')))
    .digest('hex');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return;
  console.log('Installing the packages of the extension …');
  must('npm', [
    'ci',
    '--prefix',
    extension,
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]);
  writeFileSync(mark, wanted);
}

setUp();
installExtension();
tool('typescript/bin/tsc', ['-p', join('editors', 'vscode'), '--noEmit']);
// `npm run check` leaves the folder out, since its packages are not there; here they are.
tool('eslint/bin/eslint.js', [
  '--no-ignore',
  'editors/vscode/src',
  'editors/vscode/test',
  '--max-warnings',
  '0',
]);
must(process.execPath, [join(extension, 'bundle.mjs')]);
must(process.execPath, [join(extension, 'pack.mjs')]);
tool('vitest/vitest.mjs', ['run', '--root', extension]);
