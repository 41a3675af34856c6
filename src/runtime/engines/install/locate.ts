import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MUTE, readManifest, tensorflowFolder } from './folders.ts';
import { NAPI_VERSION, type LibraryDevice } from './releases.ts';

/** A TensorFlow that can be loaded. */
export interface InstalledTensorflow {
  /** Folder of the npm package with its addon: what is given to `require`. */
  readonly package: string;
  readonly device: LibraryDevice;
  /** Of the library, where known before it is loaded. */
  readonly version: string | undefined;
  /** `netc` installed it into its cache, or npm beside the project, with its own library. */
  readonly from: 'netc' | 'npm';
  /** The addon that silences standard error while the library loads. */
  readonly mute?: string;
}

/**
 * The TensorFlow to use from `project` (a folder): netc's own before the npm package's, a GPU's before a CPU's where
 * `gpu` says that there is one.
 */
export function findTensorflow({
  gpu,
  project = process.cwd(),
}: {
  readonly gpu: boolean;
  readonly project?: string;
}): InstalledTensorflow | undefined {
  const devices: readonly LibraryDevice[] = gpu ? ['gpu', 'cpu'] : ['cpu', 'gpu'];
  for (const device of devices) {
    const found = ownTensorflow(device) ?? npmTensorflow(device, project);
    if (found) return found;
  }
  return undefined;
}

/** What `netc engine install` made for a device. */
export function ownTensorflow(device: LibraryDevice): InstalledTensorflow | undefined {
  const folder = tensorflowFolder(device);
  const manifest = readManifest(folder);
  if (!manifest) return undefined;
  const packageFolder = join(folder, 'node_modules', '@tensorflow', 'tfjs-node');
  const mute = join(folder, MUTE);
  return { package: packageFolder, device, version: manifest.tensorflow, from: 'netc', mute };
}

/** The npm package beside the project, when its own prebuilt library and addon are there. */
function npmTensorflow(device: LibraryDevice, project: string): InstalledTensorflow | undefined {
  const name = device === 'gpu' ? '@tensorflow/tfjs-node-gpu' : '@tensorflow/tfjs-node';
  try {
    const require = createRequire(pathToFileURL(join(project, 'package.json')));
    const folder = dirname(require.resolve(`${name}/package.json`));
    if (!existsSync(join(folder, 'lib', `napi-v${NAPI_VERSION}`, 'tfjs_binding.node'))) return undefined;
    return { package: folder, device, version: libraryVersion(folder), from: 'npm' };
  } catch {
    return undefined;
  }
}

/** The library that the package downloaded names its version in a header beside it. */
function libraryVersion(folder: string): string | undefined {
  try {
    const header = readFileSync(join(folder, 'deps/include/tensorflow/core/public/version.h'), 'utf8');
    const part = (name: string): string | undefined =>
      new RegExp(`TF_${name}_VERSION (\\d+)`).exec(header)?.[1];
    const [major, minor, patch] = [part('MAJOR'), part('MINOR'), part('PATCH')];
    return major && minor && patch ? `${major}.${minor}.${patch}` : undefined;
  } catch {
    return undefined;
  }
}
