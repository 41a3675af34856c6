import type { RunRecord } from '../run-folder/record.ts';
import type { CompiledTrain } from './compile-file.ts';
import { loadRun, type WeightsChoice } from './load-run.ts';
import { openEngine, type EngineChoice, type OpenEngine } from './open-engine.ts';

export type { WeightsChoice } from './load-run.ts';

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
  const { name, record, compiled, values } = await loadRun(workingDirectory, folder, weights);
  const engine = await openEngine(choice, compiled.program);
  try {
    await engine.session.assign(values);
  } catch (error) {
    await engine.close();
    throw error;
  }
  return { name, record, compiled, engine };
}
