import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sampleDiffers, sampleManifestBroken } from '../../../diagnostics/catalogue/sample.ts';
import { Problem } from '../../problem.ts';
import { systemCode, writeWhole } from '../../run-folder/write-whole.ts';
import { kindOf } from '../kinds.ts';
import { type Counts, type Request, splits } from './request.ts';

/** The file beside the splits that says what the folder holds. */
export const manifestName = 'sample.json';

/** What a folder of sample photos holds: the kind, the drawing's version, the seed, the size and how many. */
export interface Manifest {
  readonly kind: string;
  readonly version: number;
  readonly seed: number;
  readonly size: number;
  /** What was asked for so far; some may not be drawn yet. */
  readonly counts: Counts;
  /** Classes that are left out, in the order of their names; not there where none is. */
  readonly without?: readonly string[];
}

/** What a request makes of a folder that holds nothing, or that much already. */
export function manifestOf(request: Request, before?: Manifest): Manifest {
  const most = (split: keyof Counts): number => Math.max(request.counts[split], before?.counts[split] ?? 0);
  const without = [...new Set(request.without)].sort();
  return {
    kind: request.kind,
    version: kindOf(request.kind).version,
    seed: request.seed,
    size: request.size,
    counts: { train: most('train'), validation: most('validation'), test: most('test') },
    ...(without.length === 0 ? {} : { without }),
  };
}

/**
 * Reads the record of a folder; undefined where there is none.
 * @throws Problem NET7905 when it is not what was written
 */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  const path = join(folder, manifestName);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new Problem(sampleManifestBroken(undefined, { path }));
  }
  const read = parsed(text);
  if (!isManifest(read)) throw new Problem(sampleManifestBroken(undefined, { path }));
  return read;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isManifest(value: unknown): value is Manifest {
  if (typeof value !== 'object' || value === null) return false;
  const has = (key: string, type: string): boolean => typeof (value as Record<string, unknown>)[key] === type;
  if (!has('kind', 'string') || !has('version', 'number') || !has('seed', 'number') || !has('size', 'number'))
    return false;
  if (!('counts' in value) || typeof value.counts !== 'object' || value.counts === null) return false;
  const without = (value as { readonly without?: unknown }).without ?? [];
  if (!Array.isArray(without) || without.some((name) => typeof name !== 'string')) return false;
  const counts = value.counts as Record<string, unknown>;
  return splits.every((split) => typeof counts[split] === 'number');
}

/**
 * Makes sure that what is wanted may go where those of a manifest are.
 * @throws Problem NET7901 when they are of another kind, version, seed, size or choice of classes
 */
export function checkAgrees(folder: string, wanted: Manifest, found: Manifest): void {
  for (const what of ['kind', 'version', 'seed', 'size'] as const) {
    if (wanted[what] !== found[what]) {
      const [a, b] = [String(wanted[what]), String(found[what])];
      throw new Problem(sampleDiffers(undefined, { folder, what, wanted: a, found: b }));
    }
  }
  const [a, b] = [choiceOf(wanted), choiceOf(found)];
  if (a !== b) throw new Problem(sampleDiffers(undefined, { folder, what: 'choice', wanted: a, found: b }));
}

function choiceOf({ without = [] }: Manifest): string {
  return without.length === 0 ? 'of all classes' : `of all classes but ${without.join(', ')}`;
}

/** Writes the record of a folder, whole or not at all. */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  await writeWhole(join(folder, manifestName), `${JSON.stringify(manifest, undefined, 2)}\n`);
}
