import { existsSync } from 'node:fs';
import { mkdir, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EngineError } from '../engine-error.ts';
import { firstWorking, runCommand } from './command.ts';

const COMPILER_HINT =
  'Install a C++ compiler and make (Debian and Ubuntu: apt install g++ make; Fedora: dnf install gcc-c++ make), then run `netc engine install tensorflow` again.';

/**
 * Looks for what building the addon needs, before anything is downloaded; gives back the prefix whose `include/node`
 * holds Node's own headers. Throws an EngineError that names the first missing thing.
 */
export async function requireTools(): Promise<string> {
  const nodeHeaders = dirname(dirname(process.execPath));
  if (!existsSync(join(nodeHeaders, 'include', 'node', 'node_api.h'))) {
    throw new EngineError(
      'install',
      `Node's headers are not beside this Node (${nodeHeaders}/include/node)`,
      {
        hint: 'Use a Node that comes with its headers: the official archives, nvm, or a package such as libnode-dev beside the distribution’s nodejs.',
      },
    );
  }
  const compiler = process.env['CXX'] ?? 'c++';
  for (const [program, what] of [
    [compiler, 'C++ compiler'],
    ['make', 'make'],
  ] as const) {
    if ((await runCommand(program, ['--version'])).status !== 0) {
      throw new EngineError('install', `There is no working ${what} on this machine`, {
        hint: COMPILER_HINT,
      });
    }
  }
  if ((await runCommand('python3', ['--version'])).status !== 0) {
    throw new EngineError('install', 'There is no python3 on this machine, which building the addon needs', {
      hint: 'Install Python 3 with pip, then run `netc engine install tensorflow` again.',
    });
  }
  return nodeHeaders;
}

/** How to call the user's own pip, which knows their mirrors, proxies and certificates. */
export async function findPip(): Promise<readonly [string, ...string[]]> {
  const pip = await firstWorking(
    [['python3', '-m', 'pip'], ['python', '-m', 'pip'], ['pip3'], ['pip']],
    ['--version'],
  );
  if (pip) return pip;
  throw new EngineError('install', 'There is no pip on this machine, which fetches the TensorFlow library', {
    hint: 'Install it (Debian and Ubuntu: apt install python3-pip), or give the wheel yourself with --wheel FILE.',
  });
}

/** Throws an EngineError where the disk of `folder` has less room than `bytes`. */
export async function requireSpace(folder: string, bytes: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free >= bytes) return;
  throw new EngineError(
    'install',
    `Installing needs ${inGigabytes(bytes)} of disk space below ${folder}, and ${inGigabytes(free)} are free`,
    { hint: 'Free some space, or name a folder on another disk with the environment variable NETC_CACHE.' },
  );
}

function inGigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}

/** Whether an NVIDIA driver answers on this machine. */
export async function hasNvidiaGpu(): Promise<boolean> {
  if (existsSync('/proc/driver/nvidia/version')) return true;
  const { status, output } = await runCommand('nvidia-smi', ['-L']);
  return status === 0 && output.includes('GPU');
}
