import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { strFromU8, unzipSync } from 'fflate';

/** What is in the packed extension, by the path that it has there. */
export const packed: ReadonlyMap<string, Uint8Array> = new Map(
  Object.entries(unzipSync(readFileSync(fileURLToPath(new URL('../netc.vsix', import.meta.url)))))
    .filter(([path]) => path.startsWith('extension/') && !path.endsWith('/'))
    .map(([path, content]) => [path.slice('extension/'.length), content]),
);

/** The text of a packed file. */
export function packedText(path: string): string {
  const content = packed.get(path);
  if (content === undefined) throw new Error(`${path} is not packed.`);
  return strFromU8(content);
}
