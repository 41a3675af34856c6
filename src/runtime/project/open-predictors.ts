import { pixelMap } from '../../typecheck/data/pixel-domains.ts';
import type { ImageColumn } from '../../typecheck/typed-module.ts';
import { predictedOutput } from '../predict/output-prediction.ts';
import { ballotOutput, type Ballot } from '../predict/ballot.ts';
import type { PredictedOutput } from '../predict/output-prediction.ts';
import type { Predictor } from '../predict/predictor.ts';
import { readEnsembleRecord, type EnsembleRecord } from '../run-folder/ensemble-record.ts';
import { trainedFolder } from './evaluate-ensemble.ts';
import type { EngineChoice } from './open-engine.ts';
import { openRun, type WeightsChoice } from './open-run.ts';

export interface PredictorRequest {
  readonly workingDirectory: string;
  /** The folder of a run, or of an ensemble. */
  readonly run: string;
  readonly weights: WeightsChoice;
  readonly engine: EngineChoice;
}

/** One model, or those of an ensemble. */
export interface OpenPredictors {
  readonly predictors: readonly Predictor[];
  readonly ballot: Ballot | undefined;
  readonly outputs: readonly PredictedOutput[];
  /** The photos that a sample has. */
  readonly columns: readonly ImageColumn[];
  close(): Promise<void>;
}

/**
 * Opens what a folder holds: a run, or all runs of an ensemble.
 * @throws Problem where it is none, NET7060 for a member that is not trained
 */
export async function openPredictors(request: PredictorRequest): Promise<OpenPredictors> {
  const ensemble = await readEnsembleRecord(request.run);
  const folders =
    ensemble === undefined
      ? [request.run]
      : await Promise.all(ensemble.members.map((member) => trainedFolder(request, member)));
  const predictors: Predictor[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(predictors.map((predictor) => predictor.close()));
  };
  try {
    for (const run of folders) predictors.push(await openPredictor({ ...request, run }));
  } catch (thrown) {
    await close();
    throw thrown;
  }
  const ballot = ensemble === undefined ? undefined : ballotOf(ensemble, predictors);
  const outputs = ballot === undefined ? (predictors[0]?.outputs ?? []) : [ballotOutput(ballot)];
  return {
    predictors,
    ballot,
    outputs,
    columns: (predictors[0]?.photos ?? []).map(({ column }) => column),
    close,
  };
}

function ballotOf({ members, vote }: EnsembleRecord, predictors: readonly Predictor[]): Ballot {
  const voters = members.map(({ output: name, weight }, index) => {
    const output = predictors[index]?.outputs.find((each) => each.name === name);
    if (output === undefined) throw new Error(`a member has no output ${name}`);
    return { output, weight: weight ?? 0 };
  });
  return { vote, voters };
}

async function openPredictor({
  workingDirectory,
  run,
  weights,
  engine,
}: PredictorRequest): Promise<Predictor> {
  const { record, compiled, engine: opened } = await openRun(workingDirectory, run, weights, engine);
  const { program, dataset } = compiled;
  const photos = dataset.images.flatMap((column) => {
    const inputs = program.inputs.filter((input) => input.column === column.name).map(({ name }) => name);
    if (inputs.length === 0) return [];
    return [{ column, map: pixelMap(column.pixels, record.data.pixels?.[column.name]), inputs }];
  });
  return {
    photos,
    outputs: program.outputs
      .filter(({ trainOnly }) => !trainOnly)
      .map((output) => predictedOutput(output, record.data.classes)),
    run: (feeds) => opened.session.run('predict', feeds),
    close: () => opened.close(),
  };
}
