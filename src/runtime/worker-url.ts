import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packageFolder } from './package-folder.ts';

/**
 * Where a worker thread's compiled entry lies: `runtime/engines/worker` → `dist/runtime/engines/worker.js`.
 * Always in `dist`, because a thread cannot run TypeScript even where the tests that start it do.
 */
export function workerUrl(entry: string): URL {
  return pathToFileURL(join(packageFolder(), 'dist', `${entry}.js`));
}
