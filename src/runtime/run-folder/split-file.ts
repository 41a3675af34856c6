import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { splitDoesNotFit } from '../../diagnostics/catalogue/splits.ts';
import type { SplitLock } from '../data/index.ts';
import { Problem } from '../problem.ts';
import { parseJson, runFiles, writeRunFile, type RunFolder } from './run-folder.ts';
import { plainReason, systemCode } from './write-whole.ts';

/** Writes `split.json`: how the data of a run is divided. */
export async function writeSplit(run: RunFolder, lock: SplitLock): Promise<void> {
  await writeRunFile(run, runFiles.split, `${JSON.stringify({ format: 1, ...lock })}\n`);
}

/**
 * Reads `split.json`; undefined where a run has none.
 * @throws Problem NET5303 where it is damaged
 */
export async function readSplit(runPath: string): Promise<SplitLock | undefined> {
  const path = join(runPath, runFiles.split);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw damaged(path, plainReason(error));
  });
  if (text === undefined) return undefined;
  const lock = parseJson(text);
  if (!isLock(lock)) throw damaged(path, 'it is damaged');
  return lock;
}

/**
 * Reads the `split.json` that a new run is to be divided by.
 * @throws Problem NET5303 where there is none, or it is damaged
 */
export async function requireSplit(runPath: string): Promise<SplitLock> {
  const lock = await readSplit(runPath);
  if (lock === undefined) throw damaged(join(runPath, runFiles.split), 'there is no such file');
  return lock;
}

const damaged = (path: string, reason: string): Problem =>
  new Problem(splitDoesNotFit(undefined, { dataset: 'The data', why: { kind: 'unreadable', path, reason } }));

/** netc itself wrote the file, whole or not at all: its format's number and its parts are proof enough. */
function isLock(value: unknown): value is SplitLock {
  if (typeof value !== 'object' || value === null || !('format' in value) || value.format !== 1) return false;
  if (!('kind' in value) || !('splits' in value)) return false;
  return value.kind === 'photos' ? 'classes' in value : value.kind === 'rows' && 'digest' in value;
}
