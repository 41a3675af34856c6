import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineError, messageOf } from '../engine-error.ts';
import { buildAddon, buildMute, installPackages } from './addon.ts';
import { enginesFolder, manifestPath, tensorflowFolder, type EngineManifest } from './folders.ts';
import { ownTensorflow, type InstalledTensorflow } from './locate.ts';
import { withLock } from '../../with-lock.ts';
import type { OnProgress } from './progress.ts';
import { platformName, releaseFor, type LibraryDevice, type Release } from './releases.ts';
import { findPip, hasNvidiaGpu, requireSpace, requireTools } from './requirements.ts';
import { tryAddon } from './trial.ts';
import { downloadWheels, localWheels, unpackWheels, verifyWheel } from './wheels.ts';

export interface InstallOptions {
  /** `auto` takes the GPU's library where an NVIDIA driver answers. */
  readonly device: LibraryDevice | 'auto';
  /** The wheel to use instead of downloading it, or a folder of wheels where several are needed. */
  readonly wheel?: string | undefined;
  readonly onProgress?: OnProgress;
  readonly signal?: AbortSignal;
}

const ADDON_VERSION = '4.22.0';
const STAGING = 'staging-';
/** npm packages and the build beside the wheels, in bytes. */
const ROOM_FOR_THE_REST = 400e6;

/**
 * Installs TensorFlow's library and the addon that calls it into the user's cache folder; returns at once when they
 * are there. Nothing is visible there before all of it works. Throws an EngineError that says what to do.
 */
export async function installTensorflow({
  device,
  wheel,
  onProgress = () => undefined,
  signal,
}: InstallOptions): Promise<InstalledTensorflow> {
  const release = await chooseRelease(device);
  const done = ownTensorflow(release.device);
  if (done) return done;
  return withLock(
    join(enginesFolder(), 'install.lock'),
    async () => {
      // Somebody else may have finished it while we waited.
      const meanwhile = ownTensorflow(release.device);
      if (meanwhile) return meanwhile;
      await removeStaging();
      return install(release, wheel, onProgress, signal);
    },
    {
      signal,
      onWait: (holder) => {
        onProgress({ step: 'wait', message: `waiting for another installation (process ${holder})` });
      },
    },
  );
}

async function chooseRelease(device: LibraryDevice | 'auto'): Promise<Release> {
  const platform = platformName(process.platform, process.arch);
  const wanted: readonly LibraryDevice[] =
    device === 'auto' ? ((await hasNvidiaGpu()) ? ['gpu', 'cpu'] : ['cpu']) : [device];
  for (const each of wanted) {
    const release = releaseFor(each, platform);
    if (release) return release;
  }
  throw new EngineError(
    'install',
    `There is no TensorFlow library for ${wanted.join(' or ')} on ${platform}`,
    {
      hint: 'netc uses its wasm engine here; where @tensorflow/tfjs-node can be installed beside the project, it uses that.',
    },
  );
}

async function install(
  release: Release,
  wheel: string | undefined,
  onProgress: OnProgress,
  signal: AbortSignal | undefined,
): Promise<InstalledTensorflow> {
  const given =
    wheel === undefined ? undefined : await verified(await localWheels(wheel, release.wheels), release);
  onProgress({ step: 'check', message: 'looking for a compiler, pip and room on the disk' });
  await requireSpace(enginesFolder(), neededBytes(release, wheel));
  const nodeHeaders = await requireTools();
  const staging = await mkdtemp(join(enginesFolder(), STAGING));
  try {
    const wheelFolder = join(staging, 'wheels');
    await mkdir(wheelFolder);
    const paths =
      given ??
      (await verified(
        await downloadWheels(await findPip(), release.wheels, wheelFolder, { onProgress, signal }),
        release,
      ));
    await unpackWheels(paths, staging, { onProgress, signal });
    await rm(wheelFolder, { recursive: true });

    onProgress({ step: 'packages', message: 'installing @tensorflow/tfjs-node from npm' });
    await installPackages(staging, signal);
    onProgress({ step: 'build', message: 'building the addon' });
    await buildMute(staging, nodeHeaders, signal);
    await buildAddon(staging, nodeHeaders, signal);
    onProgress({ step: 'try', message: 'trying it' });
    await tryAddon(staging, signal);

    const tensorflow = release.wheels[0]?.version ?? '';
    const manifest: EngineManifest = { tensorflow, device: release.device, addon: ADDON_VERSION };
    await writeFile(manifestPath(staging), `${JSON.stringify(manifest, null, 2)}\n`);
    const target = tensorflowFolder(release.device);
    await rm(target, { recursive: true, force: true });
    await rename(staging, target);
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    throw error instanceof EngineError
      ? error
      : new EngineError('install', `TensorFlow could not be installed: ${messageOf(error)}`, {
          hint: 'Until then netc uses its wasm engine.',
        });
  }
  const installed = ownTensorflow(release.device);
  if (!installed)
    throw new EngineError('install', `${tensorflowFolder(release.device)} was removed meanwhile`);
  return installed;
}

/** The same paths, in the order of the release's wheels, once each has been compared with what is pinned. */
async function verified(paths: readonly string[], { wheels }: Release): Promise<readonly string[]> {
  for (const [index, wheel] of wheels.entries()) await verifyWheel(paths[index] ?? wheel.file, wheel);
  return paths;
}

function neededBytes({ wheels, installedBytes }: Release, wheel: string | undefined): number {
  const downloads = wheel === undefined ? wheels.reduce((sum, { bytes }) => sum + bytes, 0) : 0;
  return downloads + installedBytes + ROOM_FOR_THE_REST;
}

/** What an installation left that was killed. Called with the lock held, so nobody works in them. */
async function removeStaging(): Promise<void> {
  for (const name of await readdir(enginesFolder())) {
    if (name.startsWith(STAGING)) await rm(join(enginesFolder(), name), { recursive: true, force: true });
  }
}
