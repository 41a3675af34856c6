import { readFile } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { cannotResume } from '../../diagnostics/catalogue/run.ts';
import type { Program } from '../../ir/program.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { Problem } from '../problem.ts';
import { readRecord, type RunRecord } from '../run-folder/record.ts';
import { readEvents, runFiles, writeRunFile, type RunFolder } from '../run-folder/run-folder.ts';
import { readState } from '../run-folder/state.ts';
import { openOnDisk } from '../run-folder/write-whole.ts';
import type { RunEvent } from '../train/events.ts';
import type { Position } from '../train/position.ts';
import { storedName } from './stored-sources.ts';

/** A run that is to go on. */
export interface Resumed {
  readonly run: RunFolder;
  readonly record: RunRecord;
}

/** Opens the folder of a run to go on with it. */
export async function openForResuming(workingDirectory: string, folder: string): Promise<Resumed> {
  const path = resolve(workingDirectory, folder);
  const record = await readRecord(path);
  return { run: { name: relative(workingDirectory, path), path, openFile: openOnDisk }, record };
}

/**
 * @throws Problem NET7006 when the program or its data are not those that the run began with, or nothing is left to do
 */
export async function requireSame(
  { run, record }: Resumed,
  sources: readonly SourceFile[],
  fingerprint: string,
): Promise<void> {
  const refuse = (reason: string): Problem => new Problem(cannotResume(undefined, { run: run.name, reason }));
  for (const { path, text } of sources) {
    const before = await readFile(join(run.path, runFiles.source, storedName(path)), 'utf8').catch(
      () => undefined,
    );
    if (before !== text) throw refuse(`${basename(path)} has changed since`);
  }
  if (fingerprint !== record.data.fingerprint)
    throw refuse(`the photos in ${record.data.folder} have changed since`);
  if (record.status === 'done') throw refuse('it has run to its end');
}

/** Where the run stood and the values its variables had; drops events of what was not saved. */
export async function restore(
  { run }: Resumed,
  program: Program,
): Promise<{ readonly position: Position; readonly values: ReadonlyMap<string, Float32Array> }> {
  const { position, values } = await readState(run.path, program.variables);
  const kept = (await readEvents(run.path)).filter((event) => happenedBefore(program, position, event));
  await writeRunFile(run, runFiles.metrics, kept.map((event) => `${JSON.stringify(event)}\n`).join(''));
  return { position, values };
}

/** Whether an event belongs to what the position stands after. */
function happenedBefore(program: Program, position: Position, event: RunEvent): boolean {
  if (event.event === 'start' || event.event === 'warning') return true;
  if (event.event !== 'epoch' && event.event !== 'phase' && event.event !== 'kept') return false;
  const phase = program.phases.findIndex(({ name }) => name === event.phase);
  if (event.event === 'kept') return phase < position.phase;
  if (event.event === 'phase') return phase < position.phase || (phase === position.phase && position.begun);
  return phase < position.phase || (phase === position.phase && event.epoch <= position.epoch);
}
