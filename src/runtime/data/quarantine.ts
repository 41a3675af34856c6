import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The list's name, in the folder from which names of photos start. */
export const quarantineName = 'netc-quarantine.txt';

/** Reads the photos that are to be left out; without a list there are none. */
export async function readQuarantine(folder: string): Promise<ReadonlySet<string>> {
  const text = await readFile(join(folder, quarantineName), 'utf8').catch(() => '');
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
