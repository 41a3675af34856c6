// @ts-check
/** Packs the extension into netc.vsix. What it is made of must have been bundled before; no network is needed. */
import { createVSIX } from '@vscode/vsce';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
await createVSIX({
  cwd: here,
  packagePath: join(here, 'netc.vsix'),
  dependencies: false,
  allowMissingRepository: true,
});
