import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../../cache-folder.ts';
import { NAPI_VERSION, TENSORFLOW_VERSION, platformName, type LibraryDevice } from './releases.ts';

export function enginesFolder(): string {
  return join(cacheFolder(), 'engines');
}

/** The folder of an installed TensorFlow; its name says everything that a binary depends on. */
export function tensorflowFolder(device: LibraryDevice): string {
  const platform = platformName(process.platform, process.arch);
  return join(enginesFolder(), `tensorflow-${TENSORFLOW_VERSION}-${device}-${platform}-napi${NAPI_VERSION}`);
}

/** Written last into an installed engine's folder: what it is. */
export interface EngineManifest {
  readonly tensorflow: string;
  readonly device: LibraryDevice;
  /** Version of the npm package whose addon was built. */
  readonly addon: string;
}

const MANIFEST = 'engine.json';

/** In an installed engine's folder: the addon that silences the library while it loads. */
export const MUTE = 'mute-stderr.node';

export function manifestPath(folder: string): string {
  return join(folder, MANIFEST);
}

/** Undefined where nothing whole is installed. */
export function readManifest(folder: string): EngineManifest | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(manifestPath(folder), 'utf8'));
    return isManifest(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isManifest(value: unknown): value is EngineManifest {
  return (
    typeof value === 'object' &&
    value !== null &&
    'tensorflow' in value &&
    typeof value.tensorflow === 'string' &&
    'addon' in value &&
    typeof value.addon === 'string' &&
    'device' in value &&
    (value.device === 'cpu' || value.device === 'gpu')
  );
}
