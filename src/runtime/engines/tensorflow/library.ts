import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import util from 'node:util';
import { EngineError, messageOf } from '../engine-error.ts';
import type { InstalledTensorflow } from '../install/locate.ts';
import { prepareEnvironment } from './environment.ts';
import type { TfjsNode } from './tfjs-node.ts';

/** Loads the addon and its library. Throws an EngineError where that fails. */
export function loadLibrary(installed: InstalledTensorflow): TfjsNode {
  prepareEnvironment();
  const require = createRequire(pathToFileURL(join(installed.package, 'package.json')));
  try {
    const mute = installed.mute === undefined ? undefined : (require(installed.mute) as Mute);
    return quietly(mute, () => {
      restoreIsNullOrUndefined();
      const library = require(installed.package) as TfjsNode; // CommonJS without types: its part that we use
      library.enableProdMode();
      return library;
    });
  } catch (error) {
    throw new EngineError('load', 'The TensorFlow library does not load', {
      hint: `Remove ${installed.package} and run \`netc engine install tensorflow\` again.`,
      detail: messageOf(error),
    });
  }
}

/** Node 23 removed it from `util`, and tfjs-node still calls it. */
function restoreIsNullOrUndefined(): void {
  const legacy: { isNullOrUndefined?: (value: unknown) => boolean } = util;
  legacy.isNullOrUndefined ??= (value) => value === null || value === undefined;
}

/** The addon built from engines/tensorflow/mute-stderr.c. */
interface Mute {
  mute(): void;
  unmute(): void;
}

/** Without what the library and its own dependencies say of themselves while they load. */
function quietly<T>(mute: Mute | undefined, load: () => T): T {
  const before = process.noDeprecation ?? false;
  process.noDeprecation = true;
  mute?.mute();
  try {
    return load();
  } finally {
    mute?.unmute();
    process.noDeprecation = before;
  }
}
