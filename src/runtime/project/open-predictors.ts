import { resolve } from 'node:path';
import { takesPhotos } from '../../codegen/export/export-subject.ts';
import { exportHasOtherWeights } from '../../diagnostics/catalogue/predict.ts';
import { pixelMap, type PixelMap } from '../../typecheck/data/pixel-domains.ts';
import type { ImageColumn } from '../../typecheck/typed-module.ts';
import { plannedNumbers } from '../data/index.ts';
import { lookedAtBy, type LookedAt } from '../predict/looked-at.ts';
import { predictedOutput } from '../predict/output-prediction.ts';
import { ballotOutput, type Ballot } from '../predict/ballot.ts';
import type { PredictedOutput } from '../predict/output-prediction.ts';
import type { Predictor } from '../predict/predictor.ts';
import { readEnsembleRecord, type EnsembleRecord } from '../run-folder/ensemble-record.ts';
import { Problem } from '../problem.ts';
import type { CompiledTrain } from './compile-file.ts';
import { trainedFolder } from './evaluate-ensemble.ts';
import { isExport } from './export-record.ts';
import { openEngine, type EngineChoice, type OpenEngine } from './open-engine.ts';
import { openRun, type WeightsChoice } from './open-run.ts';

export interface PredictorRequest {
  readonly workingDirectory: string;
  /** The folder of a run, of an ensemble, or of an export. */
  readonly run: string;
  readonly weights: WeightsChoice;
  readonly engine: EngineChoice;
}

/** One model, or those of an ensemble. */
export interface OpenPredictors {
  readonly predictors: readonly Predictor[];
  readonly ballot: Ballot | undefined;
  readonly outputs: readonly PredictedOutput[];
  /** What a sample has. */
  readonly columns: LookedAt;
  close(): Promise<void>;
}

/**
 * Opens what a folder holds: a run, all runs of an ensemble, or an export.
 * @throws Problem where it is none, NET7060 for a member that is not trained, NET7305, NET7333 or NET7334 for an export that
 *   cannot be used
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
    columns: lookedAtBy(predictors),
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

async function openPredictor(request: PredictorRequest): Promise<Predictor> {
  return (await isExport(resolve(request.workingDirectory, request.run)))
    ? openExport(request)
    : openTrained(request);
}

async function openTrained({ workingDirectory, run, weights, engine }: PredictorRequest): Promise<Predictor> {
  const { record, compiled, engine: opened } = await openRun(workingDirectory, run, weights, engine);
  return predictorOf(compiled, opened, {
    mapOf: ({ name, pixels }) => pixelMap(pixels, record.data.pixels?.[name]),
    classesOf: () => record.data.classes,
  });
}

async function openExport({ workingDirectory, run, weights, engine }: PredictorRequest): Promise<Predictor> {
  // Readers of other programs' weights are many, and runs need none of them.
  const { loadExport } = await import('./load-export.ts');
  const { record, compiled, program, values } = await loadExport(workingDirectory, run);
  if (weights === 'best' && record.weights !== 'best')
    throw new Problem(
      exportHasOtherWeights(undefined, { folder: run, wanted: weights, has: record.weights }),
    );
  const opened = await openEngine(engine, program);
  try {
    await opened.session.assign(values);
  } catch (error) {
    await opened.close();
    throw error;
  }
  const maps = new Map(record.inputs.filter(takesPhotos).map(({ column, map }) => [column, map]));
  return predictorOf(compiled, opened, {
    mapOf: ({ name, pixels }) => maps.get(name) ?? pixelMap(pixels, undefined),
    classesOf: (output) => record.outputs.find(({ name }) => name === output)?.classes ?? [],
  });
}

/** What a record knows beyond the program. */
interface Known {
  readonly mapOf: (column: ImageColumn) => PixelMap;
  /** Names of the classes of an output that the program does not name. */
  readonly classesOf: (output: string) => readonly string[];
}

function predictorOf(
  { program, dataset }: CompiledTrain,
  engine: OpenEngine,
  { mapOf, classesOf }: Known,
): Predictor {
  return {
    photos: dataset.images.flatMap((column) => {
      const inputs = program.inputs.filter((input) => input.column === column.name).map(({ name }) => name);
      return inputs.length === 0 ? [] : [{ column, map: mapOf(column), inputs }];
    }),
    numbers: plannedNumbers(dataset.labels, program.inputs).flatMap(({ column: { index }, inputs }) => {
      const column = dataset.labels[index];
      return column === undefined ? [] : [{ column, inputs }];
    }),
    delimiter: dataset.source.kind === 'table' ? dataset.source.delimiter : undefined,
    outputs: program.outputs
      .filter(({ trainOnly }) => !trainOnly)
      .map((output) => predictedOutput(output, classesOf(output.name))),
    run: (feeds) => engine.session.run('predict', feeds),
    close: () => engine.close(),
  };
}
