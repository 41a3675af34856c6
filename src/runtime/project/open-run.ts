import { join, relative, resolve } from 'node:path';
import { readWeights } from '../run-folder/state.ts';
import { readRecord, type RunRecord } from '../run-folder/record.ts';
import { runFiles } from '../run-folder/run-folder.ts';
import { compileFile, type CompiledTrain } from './compile-file.ts';
import { openEngine, type EngineChoice, type OpenEngine } from './open-engine.ts';

/** Which weights of a run to use. */
export type WeightsChoice = 'last' | 'best';

/** A trained run, ready to be used. */
export interface OpenRun {
  readonly name: string;
  readonly record: RunRecord;
  readonly compiled: CompiledTrain;
  readonly engine: OpenEngine;
}

/**
 * Compiles the program that a run kept, loads it and gives it the run's weights.
 * @throws Problem NET7005 for a folder that is none of a run, NET7007 or NET7008 for weights that are unsound
 */
export async function openRun(
  workingDirectory: string,
  folder: string,
  weights: WeightsChoice,
  choice: EngineChoice,
): Promise<OpenRun> {
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
  const values = await readWeights(path, runFiles[weights], compiled.program.variables);
  const engine = await openEngine(choice, compiled.program);
  try {
    await engine.session.assign(values);
  } catch (error) {
    await engine.close();
    throw error;
  }
  return { name, record, compiled, engine };
}
