import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { quarantineUnreadable } from '../../diagnostics/catalogue/photos.ts';
import { Problem } from '../problem.ts';
import { systemCode } from './list-folder.ts';

/** The list's name, in the folder from which names of photos start. */
export const quarantineName = 'netc-quarantine.txt';

/**
 * Reads the photos that are to be left out; without a list there are none.
 * @throws Problem NET5508 for a list that is there and cannot be read: what it names would be used
 */
export async function readQuarantine(folder: string): Promise<ReadonlySet<string>> {
  const file = join(folder, quarantineName);
  const text = await readFile(file, 'utf8').catch((thrown: unknown) => {
    const reason = systemCode(thrown);
    if (reason === 'ENOENT' || reason === 'ENOTDIR') return '';
    throw new Problem(quarantineUnreadable(undefined, { file, reason }));
  });
  const lines = text.split(/\r?\n/).map((line) => line.replace(/^#.*$|\t#.*$/, '').trim());
  return new Set(lines.filter((line) => line !== ''));
}

/** The text of a list: a photo a line, and why after it. */
export function quarantineText(
  photos: readonly { readonly file: string; readonly reason: string }[],
): string {
  const lines = photos.map(({ file, reason }) => `${file}\t# ${reason}`);
  return [
    '# Photos that netc leaves out: a name a line. Delete a line to use its photo again.',
    ...lines,
    '',
  ].join('\n');
}
