import { join, relative, resolve } from 'node:path';
import { readRecord, type RunRecord } from '../run-folder/record.ts';
import { runFiles } from '../run-folder/run-folder.ts';
import { readWeights } from '../run-folder/state.ts';
import { compileFile, type CompiledTrain } from './compile-file.ts';

/** Which weights of a run to use. */
export type WeightsChoice = 'last' | 'best';

/** A trained run: what it ran, compiled, and the numbers of its weights. */
export interface LoadedRun {
  /** Its folder as messages show it. */
  readonly name: string;
  readonly record: RunRecord;
  readonly compiled: CompiledTrain;
  readonly values: ReadonlyMap<string, Float32Array>;
}

/**
 * Compiles the program that a run kept, and reads the run's weights.
 * @throws Problem NET7005 for a folder that is none of a run, NET7007 or NET7008 for weights that are unsound
 */
export async function loadRun(
  workingDirectory: string,
  folder: string,
  weights: WeightsChoice,
): Promise<LoadedRun> {
  const { name, record, compiled } = await compileRun(workingDirectory, folder);
  const path = resolve(workingDirectory, folder);
  const values = await readWeights(path, runFiles[weights], compiled.program.variables);
  return { name, record, compiled, values };
}

/**
 * Compiles the program that a run kept, whether it has weights or not.
 * @throws Problem NET7005 for a folder that is none of a run
 */
export async function compileRun(
  workingDirectory: string,
  folder: string,
): Promise<Pick<LoadedRun, 'name' | 'record' | 'compiled'>> {
  const path = resolve(workingDirectory, folder);
  const record = await readRecord(path);
  const name = relative(workingDirectory, path) || folder;
  const compiled = await compileFile(join(name, runFiles.source, record.main), {
    workingDirectory,
    settings: record.settings,
    train: record.train,
    data: 'none',
    facts: new Map([[record.dataset, record.data.facts]]),
  });
  return { name, record, compiled };
}
