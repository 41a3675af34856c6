import { mkdir } from 'node:fs/promises';
import type { Progress } from '../folder/fill.ts';
import { checkAgrees, readManifest, writeManifest, type Manifest } from '../folder/manifest.ts';
import { checkRequest, splits, type Counts } from '../folder/request.ts';
import { checkEmpty } from '../folder/stock.ts';
import { digitSide } from './draw-digit.ts';
import { digitsVersion, hasDigits, writeDigits } from './write-digits.ts';

/** Digits of each split that are drawn where nobody says how many: validation is drawn from the training, as with MNIST. */
export const digitCounts: Counts = { train: 10_000, validation: 0, test: 2000 };

/**
 * Makes a folder hold so many digits in MNIST's files, drawing those of splits that are missing or of another number.
 * @returns how many were drawn now
 * @throws Problem NET7900 to NET7905; what was drawn before it is kept
 */
export async function fillDigits(
  folder: string,
  { counts, seed }: { readonly counts: Counts; readonly seed: number },
  onProgress: (progress: Progress) => void,
  signal: AbortSignal | undefined,
): Promise<{ readonly drawn: number }> {
  checkRequest({ counts, seed });
  signal?.throwIfAborted();
  const wanted: Manifest = { kind: 'digits', version: digitsVersion, seed, size: digitSide, counts };
  const before = await readManifest(folder);
  if (before === undefined) await checkEmpty(folder);
  else checkAgrees(folder, wanted, before);
  const missing: (typeof splits)[number][] = [];
  for (const split of splits)
    if (counts[split] > 0 && !(await hasDigits(folder, split, counts[split]))) missing.push(split);
  if (before !== undefined && missing.length === 0) return { drawn: 0 };
  const all = missing.reduce((sum, split) => sum + counts[split], 0);
  let drawn = 0;
  // The record comes first, so that an interrupted folder is known for what it is.
  await mkdir(folder, { recursive: true });
  await writeManifest(folder, wanted);
  for (const split of missing)
    await writeDigits(
      folder,
      split,
      counts[split],
      seed,
      (more) => {
        drawn += more;
        onProgress({ drawn, wanted: all });
      },
      signal,
    );
  return { drawn };
}
