import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportFile } from '../../codegen/export/export-subject.ts';
import { packageFolder } from '../package-folder.ts';
import type { FolderFile } from './write-folder.ts';

/** Files of an export with what stands for files of netc as the bytes of these, which the build makes of `src/page`. */
export function withAssets(files: readonly ExportFile[]): Promise<readonly FolderFile[]> {
  return Promise.all(
    files.map(async ({ path, content }) => {
      if (typeof content === 'string' || !('asset' in content)) return { path, content };
      return { path, content: [await readFile(join(packageFolder(), 'dist', 'page', content.asset))] };
    }),
  );
}
