import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runInUse } from '../../diagnostics/catalogue/resilience.ts';
import { Problem } from '../problem.ts';
import { takeLock } from '../process-lock.ts';
import type { RunFolder } from './run-folder.ts';
import { partEnding } from './write-whole.ts';

const lockName = 'lock';

/**
 * Takes a run for this process, and clears away what a killed one has left half written.
 * @returns what gives it back
 * @throws Problem NET7410 where another process has it
 */
export async function lockRun({
  name,
  path,
}: Pick<RunFolder, 'name' | 'path'>): Promise<() => Promise<void>> {
  const attempt = await takeLock(join(path, lockName));
  if (!attempt.held) {
    const { pid, host } = attempt.holder;
    throw new Problem(runInUse(undefined, { run: name, pid, host }));
  }
  for (const inner of ['', 'state', 'weights']) await clear(join(path, inner));
  return attempt.release;
}

async function clear(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries)
    if (entry.isFile() && (entry.name.endsWith(partEnding) || entry.name.startsWith(`${lockName}.`)))
      await rm(join(folder, entry.name), { force: true });
}
