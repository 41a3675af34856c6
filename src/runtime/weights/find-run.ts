import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { noSuchRun } from '../../diagnostics/catalogue/pretrained.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Span } from '../../source/span.ts';
import { Problem } from '../problem.ts';
import { runFiles } from '../run-folder/run-folder.ts';

/** A run whose weights another begins with. */
export interface FoundRun {
  /** Its folder. */
  readonly path: string;
  /** The best ones where it kept some, else the last. */
  readonly weights: string;
}

/**
 * A run below `runs/`: by its folder, its number, or the name of the train whose last run with weights it is; members of
 * ensembles by their folder.
 * @throws Problem NET7223 where there is none, or it has no weights
 */
export async function findRun(
  workingDirectory: string,
  name: string,
  span: Span | undefined,
): Promise<FoundRun> {
  const parent = join(workingDirectory, 'runs');
  const wanted = name.replace(/^runs\//, '').replace(/\/$/, '');
  const folders = (await readdir(parent).catch(() => [])).sort();
  const numbered = folders.flatMap((folder) => {
    const found = /^(\d{4,})-(.+)$/.exec(folder);
    return found === null ? [] : [{ folder, number: Number(found[1]), train: found[2] ?? '' }];
  });
  const named = /^\d+$/.test(wanted)
    ? numbered.filter(({ number }) => number === Number(wanted))
    : numbered.filter(({ train }) => train === wanted).toSorted((a, b) => b.number - a.number);
  const inside = !wanted.split('/').includes('..') && existsSync(join(parent, wanted, runFiles.record));
  const candidates = inside ? [wanted] : named.map(({ folder }) => folder);
  const refuse = (reason: 'missing' | 'no-weights' | 'ensemble', similar?: string): Problem =>
    new Problem(noSuchRun(span, { name, reason, similar }));
  for (const folder of candidates) {
    const path = join(parent, folder);
    const weights = [runFiles.best, runFiles.last].map((file) => join(path, file)).find(existsSync);
    if (weights !== undefined) return { path, weights };
  }
  const [first = wanted] = candidates;
  if (existsSync(join(parent, first, 'ensemble.json'))) {
    const [member] = (await readdir(join(parent, first, 'members')).catch(() => [])).sort();
    throw refuse('ensemble', member === undefined ? undefined : `${first}/members/${member}`);
  }
  if (candidates.length > 0) throw refuse('no-weights');
  const known = [...folders, ...new Set(numbered.map(({ train }) => train))];
  throw refuse('missing', nearest(wanted, known));
}
