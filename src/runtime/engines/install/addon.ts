import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { packageFolder } from '../../package-folder.ts';
import { EngineError } from '../engine-error.ts';
import { lastLines, runCommand } from './command.ts';
import { MUTE } from './folders.ts';
import { NAPI_VERSION } from './releases.ts';

const ADDON_PACKAGE = join('node_modules', '@tensorflow', 'tfjs-node');

/** Installs the npm packages of the engine, in the versions and with the checksums of the lock file. */
export async function installPackages(folder: string, signal: AbortSignal | undefined): Promise<void> {
  const pinned = join(packageFolder(), 'engines', 'tensorflow');
  for (const file of ['package.json', 'package-lock.json'])
    await copyFile(join(pinned, file), join(folder, file));
  // Without their install script, which would download a library of 2022.
  const { status, output } = await runCommand(
    'npm',
    ['ci', '--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund', '--loglevel=error'],
    { cwd: folder, signal },
  );
  if (status === undefined) {
    throw new EngineError('install', 'There is no npm on this machine', {
      hint: 'It comes with Node: install it.',
    });
  }
  if (status !== 0) {
    throw new EngineError('install', 'npm could not install @tensorflow/tfjs-node', {
      hint: 'Check the network and what npm says below. Until then netc uses its wasm engine.',
      detail: lastLines(output, 8),
    });
  }
  await removeSourceMaps(join(folder, 'node_modules'));
}

/** Two thirds of the packages' size, and of use to nobody here. */
async function removeSourceMaps(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (entry.isFile() && entry.name.endsWith('.map')) await rm(join(entry.parentPath, entry.name));
  }
}

/**
 * Builds the package's addon against the unpacked library. The addon finds the library by a path relative to
 * itself, so the folder can be moved afterwards.
 */
export async function buildAddon(
  folder: string,
  nodeHeaders: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const addon = join(folder, ADDON_PACKAGE);
  const library = join(folder, 'tensorflow');
  await mkdir(join(addon, 'deps'), { recursive: true });
  await symlink(relative(join(addon, 'deps'), library), join(addon, 'deps', 'lib'));
  await symlink(relative(join(addon, 'deps'), join(library, 'include')), join(addon, 'deps', 'include'));
  // The names by which the linker asks for them.
  await symlink('libtensorflow_cc.so.2', join(library, 'libtensorflow.so'));
  await symlink('libtensorflow_framework.so.2', join(library, 'libtensorflow_framework.so'));
  const output = join(addon, 'lib', `napi-v${NAPI_VERSION}`);
  const result = await runCommand(
    process.execPath,
    [
      nodeGyp(),
      'rebuild',
      `--nodedir=${nodeHeaders}`,
      '--module_name=tfjs_binding',
      `--module=${join(output, 'tfjs_binding.node')}`,
      `--module_path=${output}`,
      `--napi_version=${process.versions['napi'] ?? NAPI_VERSION}`,
      `--napi_build_version=${NAPI_VERSION}`,
    ],
    { cwd: addon, signal },
  );
  if (result.status !== 0 || !existsSync(join(output, 'tfjs_binding.node'))) {
    throw new EngineError('install', 'The addon between Node and TensorFlow could not be built', {
      hint: 'It needs a C++ compiler with C++17, make and Python 3; what the build says is below.',
      detail: lastLines(result.output),
    });
  }
  await rm(join(addon, 'build'), { recursive: true, force: true });
  await rm(join(library, 'include'), { recursive: true, force: true });
  await rm(join(addon, 'deps', 'include'), { force: true });
}

/** Builds the helper that keeps the library quiet while it loads. */
export async function buildMute(
  folder: string,
  nodeHeaders: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const source = join(packageFolder(), 'engines', 'tensorflow', 'mute-stderr.c');
  const { status, output } = await runCommand(
    process.env['CC'] ?? 'cc',
    [
      ...['-shared', '-fPIC', '-O2', `-DNAPI_VERSION=${NAPI_VERSION}`],
      `-I${join(nodeHeaders, 'include', 'node')}`,
      ...['-o', join(folder, MUTE), source],
    ],
    { signal },
  );
  if (status !== 0) {
    throw new EngineError('install', 'The C compiler of this machine does not work', {
      detail: lastLines(output),
    });
  }
}

function nodeGyp(): string {
  const require = createRequire(import.meta.url);
  return join(dirname(require.resolve('node-gyp/package.json')), 'bin', 'node-gyp.js');
}
