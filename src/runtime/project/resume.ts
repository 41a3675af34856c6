import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { cannotResume } from '../../diagnostics/catalogue/run.ts';
import type { Program } from '../../ir/program.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { Problem } from '../problem.ts';
import { readRecord, type RunRecord } from '../run-folder/record.ts';
import { readEvents, runFiles, writeRunFile, type RunFolder } from '../run-folder/run-folder.ts';
import { lockRun } from '../run-folder/lock-run.ts';
import { readState } from '../run-folder/state.ts';
import { openOnDisk } from '../run-folder/write-whole.ts';
import type { RunEvent } from '../train/events.ts';
import { beginning, type Position } from '../train/position.ts';
import { storedName } from './stored-sources.ts';

/** A run that is to go on. */
export interface Resumed {
  readonly run: RunFolder;
  readonly record: RunRecord;
  /** Gives the run back to other processes. */
  readonly release: () => Promise<void>;
}

/**
 * Opens the folder of a run to go on with it, and takes it for this process.
 * @throws Problem NET7005 where it is none, NET7410 where another process has it
 */
export async function openForResuming(workingDirectory: string, folder: string): Promise<Resumed> {
  const path = resolve(workingDirectory, folder);
  await readRecord(path);
  const run = { name: relative(workingDirectory, path), path, openFile: openOnDisk };
  const release = await lockRun(run);
  // Only now nobody changes it any more.
  return { run, record: await readRecord(path), release };
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
    throw refuse(`the ${record.data.noun ?? 'photo'}s in ${record.data.folder} have changed since`);
  if (record.status === 'done') throw refuse('it has run to its end');
}

/**
 * Where the run stood and the values its variables had; drops events of what was not saved. Undefined where it was
 * killed before it had saved anything.
 */
export async function restore(
  { run }: Pick<Resumed, 'run'>,
  program: Program,
): Promise<{ readonly position: Position; readonly values: ReadonlyMap<string, Float32Array> } | undefined> {
  const events = await readEvents(run.path);
  const fresh = !existsSync(join(run.path, runFiles.state)) && !events.some(({ event }) => event === 'epoch');
  const state = fresh ? undefined : await readState(run.path, program.variables);
  const position = state?.position ?? beginning;
  const kept = events.filter((event) => happenedBefore(program, position, event));
  await writeRunFile(run, runFiles.metrics, kept.map((event) => `${JSON.stringify(event)}\n`).join(''));
  return state;
}

/** Whether an event belongs to what the position stands after. */
function happenedBefore({ phases }: Program, position: Position, event: RunEvent): boolean {
  const placeOf = (phase: string): number => phases.findIndex(({ name }) => name === phase);
  const inside = (phase: string, epoch: number): boolean =>
    placeOf(phase) < position.phase || (placeOf(phase) === position.phase && epoch <= position.epoch);
  /** Where the phase begins that a stage is of; a phase that unfreezes gradually has several. */
  const firstStage = (place: number): number => place - (phases[place]?.regime.stage?.index ?? 0);
  switch (event.event) {
    case 'start':
    case 'weights':
      return true;
    case 'warning':
      return event.phase === undefined || inside(event.phase, 1);
    case 'epoch':
      return inside(event.phase, event.epoch);
    case 'kept':
      // Said at the end of the last stage, of an epoch of whichever stage was best.
      return firstStage(placeOf(event.phase)) < firstStage(position.phase);
    case 'phase':
      return (
        placeOf(event.phase) < position.phase || (placeOf(event.phase) === position.phase && position.begun)
      );
    case 'features':
      // Said before the first step of what is in the position.
      return (
        placeOf(event.phase) < position.phase ||
        (placeOf(event.phase) === position.phase && position.optimizerStep > 0)
      );
    case 'interrupted':
    case 'done':
      return false;
  }
}
