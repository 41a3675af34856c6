// @ts-check
/**
 * Makes a fresh clone ready: packages from the lock file, then the compiled program in dist/. Plain JavaScript over
 * Node alone, since it runs before anything is installed. A second call finds everything in place and returns at once.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { shrinkParser } from './shrink-parser.mjs';

export const root = fileURLToPath(new URL('..', import.meta.url));

const installedMark = join(root, 'node_modules', '.netc-installed');
const builtMark = join(root, 'dist', '.netc-built');

/**
 * Runs a command with its output shown; ends the process with the command's exit code when it fails.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Record<string, string>} [environment]
 */
export function must(command, args, environment = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...environment },
    shell: process.platform === 'win32',
  });
  if (result.error) {
    console.error(`cannot start ${command}: ${result.error.message}`);
    process.exit(2);
  }
  if (result.status !== 0) process.exit(result.status ?? 2);
}

/**
 * Runs one of the programs that the packages bring.
 * @param {string} name
 * @param {readonly string[]} args
 * @param {Record<string, string>} [environment]
 */
export function tool(name, args, environment) {
  must(process.execPath, [join(root, 'node_modules', name), ...args], environment);
}

/** @param {string} file */
function contentHash(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/** @param {string} mark */
function read(mark) {
  return existsSync(mark) ? readFileSync(mark, 'utf8') : '';
}

/**
 * The newest change below a folder, in milliseconds since 1970, and the number of files (so a removed one counts).
 * @param {string} folder
 * @returns {{ newest: number, files: number }}
 */
function lastChange(folder) {
  let newest = 0;
  let files = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    files += 1;
    newest = Math.max(newest, statSync(join(entry.parentPath, entry.name)).mtimeMs);
  }
  return { newest, files };
}

/** Installs packages when the lock file is not the one they were installed from. */
export function installPackages() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`netc needs Node 20.19 or later; this is ${process.versions.node}`);
    process.exit(2);
  }
  const wanted = contentHash(join(root, 'package-lock.json'));
  if (read(installedMark) === wanted) return;
  console.log('Installing packages …');
  must('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(installedMark, wanted);
}

/** Compiles src/ into dist/ when a source is newer than the last build, and bundles the page of exports. */
export function build() {
  const { newest, files } = lastChange(join(root, 'src'));
  const config = ['tsconfig.json', 'tsconfig.build.json'].map((name) => contentHash(join(root, name)));
  const wanted = `${newest} ${files} ${config.join(' ')} ${read(installedMark)}`;
  if (read(builtMark) === wanted) return;
  console.log('Building …');
  tool('typescript/bin/tsc', ['-p', 'tsconfig.build.json']);
  shrinkParser();
  must(process.execPath, [join(root, 'scripts', 'bundle-page.mjs')]);
  writeFileSync(builtMark, wanted);
}

export function setUp() {
  installPackages();
  build();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) setUp();
