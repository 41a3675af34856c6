import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { EngineError, messageOf } from '../engine-error.ts';
import { lastLines, runCommand } from './command.ts';
import type { OnProgress } from './progress.ts';
import type { Wheel } from './releases.ts';
import { extractEntry, readZipDirectory, withZip } from './zip.ts';

/** What the addon is built against and runs with; the rest of the wheels is Python. */
const NEEDED = [
  /^tensorflow\/libtensorflow_(cc|framework)\.so\.2$/,
  /^tensorflow\/include\/(tensorflow\/c|tensorflow\/core\/platform|tsl\/platform|xla\/tsl\/c)\/.*\.h$/,
  /^nvidia\/[^/]+\/lib\/.*\.so/,
  /^nvidia\/cuda_nvcc\/(bin\/ptxas|nvvm\/libdevice\/.*)$/,
];

/** Fetches the wheels with the user's own pip, which knows their mirrors, proxies and certificates. */
export async function downloadWheels(
  pip: readonly [string, ...string[]],
  wheels: readonly Wheel[],
  folder: string,
  { onProgress, signal }: { readonly onProgress: OnProgress; readonly signal: AbortSignal | undefined },
): Promise<readonly string[]> {
  const temporary = join(folder, 'temporary');
  await mkdir(temporary, { recursive: true });
  const requirements = join(folder, 'requirements.txt');
  await writeFile(
    requirements,
    wheels.map(({ project, version, sha256 }) => `${project}==${version} --hash=sha256:${sha256}\n`).join(''),
  );
  const platforms = [...new Set(wheels.flatMap(({ file }) => platformTags(file)))];
  const bytes = wheels.reduce((sum, wheel) => sum + wheel.bytes, 0);
  const message = `downloading TensorFlow (${Math.round(bytes / 1e6)} MB)`;
  const timer = setInterval(() => {
    void folderBytes(folder).then((done) => {
      onProgress({ step: 'download', message, fraction: Math.min(1, done / bytes) });
    });
  }, 500);
  onProgress({ step: 'download', message, fraction: 0 });
  try {
    const [program, ...args] = pip;
    const { status, output } = await runCommand(
      program,
      [
        ...args,
        ...['download', '--no-deps', '--only-binary=:all:', '--require-hashes', '--no-cache-dir'],
        ...['--disable-pip-version-check', '--progress-bar', 'off', '--quiet'],
        ...['--implementation', 'cp', '--python-version', '3.12', '--abi', 'cp312', '--abi', 'none'],
        ...platforms.flatMap((platform) => ['--platform', platform]),
        ...['--dest', folder, '--requirement', requirements],
      ],
      { env: { TMPDIR: temporary }, signal },
    );
    if (status !== 0) throw downloadFailed(output);
  } finally {
    clearInterval(timer);
  }
  await rm(temporary, { recursive: true, force: true });
  return wheels.map(({ file }) => join(folder, file));
}

function downloadFailed(output: string): EngineError {
  const offline =
    /connection|resolve|network|timed out|proxy|ssl|no matching distribution|could not find a version/i;
  return new EngineError('install', 'pip could not download the TensorFlow library', {
    hint: offline.test(output)
      ? 'Check the network, or fetch the wheel on another machine and give it with --wheel FILE. Until then netc uses its wasm engine.'
      : 'See what pip says below, or give the wheel yourself with --wheel FILE. Until then netc uses its wasm engine.',
    detail: lastLines(output, 8),
  });
}

/** Finds the wheels that the user has: one file where one is needed, else a folder of them. */
export async function localWheels(given: string, wheels: readonly Wheel[]): Promise<readonly string[]> {
  const isFolder = await stat(given).then(
    (found) => found.isDirectory(),
    () => undefined,
  );
  if (isFolder === undefined) throw new EngineError('install', `There is no ${given}`);
  if (!isFolder && wheels.length === 1) return [given];
  const present = new Set(isFolder ? await readdir(given) : [basename(given)]);
  const missing = wheels.filter(({ file }) => !present.has(file));
  if (isFolder && missing.length === 0) return wheels.map(({ file }) => join(given, file));
  throw new EngineError('install', `${given} is not everything that is needed`, {
    hint: `Put these files into one folder and give that with --wheel: ${missing.map(({ file }) => file).join(', ')}`,
  });
}

/** Throws an EngineError unless the file is the pinned one to the bit. */
export async function verifyWheel(path: string, wheel: Wheel): Promise<void> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  const given = hash.digest('hex');
  if (given === wheel.sha256) return;
  throw new EngineError('install', `${basename(path)} is not the file that was expected`, {
    hint: `Needed is ${wheel.file} with sha256 ${wheel.sha256}; this one has ${given}.`,
  });
}

/** Unpacks what the addon needs of the wheels below `folder`: libraries and headers. */
export async function unpackWheels(
  paths: readonly string[],
  folder: string,
  { onProgress, signal }: { readonly onProgress: OnProgress; readonly signal: AbortSignal | undefined },
): Promise<void> {
  for (const path of paths) {
    const message = `unpacking ${basename(path).split('-').slice(0, 2).join(' ')}`;
    try {
      await withZip(path, async (file) => {
        const entries = (await readZipDirectory(file)).filter(({ name }) =>
          NEEDED.some((rule) => rule.test(name)),
        );
        const bytes = entries.reduce((sum, entry) => sum + entry.size, 0);
        let done = 0;
        for (const entry of entries) {
          await extractEntry(file, entry, join(folder, entry.name), {
            signal,
            onBytes: (count) => {
              done += count;
              onProgress({ step: 'unpack', message, fraction: done / bytes });
            },
          });
        }
      });
    } catch (error) {
      signal?.throwIfAborted();
      throw new EngineError('install', `${basename(path)} could not be unpacked: ${messageOf(error)}`, {
        hint: 'If the disk is full, free some space; else fetch the file again.',
      });
    }
  }
}

function platformTags(file: string): readonly string[] {
  return (
    file
      .replace(/\.whl$/, '')
      .split('-')
      .at(-1)
      ?.split('.') ?? []
  );
}

async function folderBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) =>
        stat(join(entry.parentPath, entry.name)).then(
          (found) => found.size,
          () => 0,
        ),
      ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
