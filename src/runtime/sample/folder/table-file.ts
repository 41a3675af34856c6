import { readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { sampleTableTaken } from '../../../diagnostics/catalogue/sample.ts';
import { Problem } from '../../problem.ts';
import { writeWhole } from '../../run-folder/write-whole.ts';
import type { KindName } from '../kind-names.ts';
import { isKindName, kindOf } from '../kinds.ts';
import type { Manifest } from './manifest.ts';
import { photoFile } from './request.ts';

/** The table of a folder lies beside it and has its name: `data/faces.csv` says what is in `data/faces`. */
function tablePath(folder: string): string {
  return `${resolve(folder)}.csv`;
}

/**
 * Makes sure that a table will take no other file's place.
 * @throws Problem NET7430 where there is a file already
 */
export async function checkNoTable(folder: string, { kind }: { readonly kind: KindName }): Promise<void> {
  if (kindOf(kind).table === undefined) return;
  const path = tablePath(folder);
  const there = await stat(path).catch(() => undefined);
  if (there !== undefined) throw new Problem(sampleTableTaken(undefined, { path, folder }));
}

/** Writes the table of a folder that has all its photos, for kinds with a table; one that says the same is left as it is. */
export async function writeTable(folder: string, { kind, seed, size, counts }: Manifest): Promise<void> {
  if (!isKindName(kind)) return;
  const { table, classes } = kindOf(kind);
  const [className = ''] = Object.keys(classes);
  if (table === undefined) return;
  const pathOf = (index: number): string =>
    `${basename(resolve(folder))}/${photoFile({ kind, seed, size, split: 'train', className, index })}`;
  const text = table(seed, counts.train, pathOf);
  const path = tablePath(folder);
  const before = await readFile(path, 'utf8').catch(() => undefined);
  if (before !== text) await writeWhole(path, text);
}
