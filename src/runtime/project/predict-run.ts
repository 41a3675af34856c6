import { photoLeftOut } from '../../diagnostics/catalogue/photos.ts';
import { noSuchPhotos } from '../../diagnostics/catalogue/run.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { namedSamples, requireSomething } from '../predict/named-samples.ts';
import type { PredictedOutput } from '../predict/output-prediction.ts';
import { predictSamples, type Prediction } from '../predict/predict-samples.ts';
import { Problem } from '../problem.ts';
import { openPredictors, type PredictorRequest } from './open-predictors.ts';

export interface PredictRequest extends PredictorRequest {
  /** Photos, folders that hold some, patterns, and tables whose rows name some. */
  readonly photos: readonly string[];
  /** Told of what is left out. */
  readonly diagnostics?: (diagnostics: readonly Diagnostic[]) => void;
  /** Decoding threads; the results do not depend on it. */
  readonly workers?: number;
}

/** A model with photos before it. */
export interface OpenPrediction {
  readonly outputs: readonly PredictedOutput[];
  /** Samples that were found. */
  readonly samples: number;
  /** Whether samples are rows of tables. */
  readonly rows: boolean;
  /** What the names of samples are of; undefined where they have no more than the number of their row. */
  readonly named: 'photo' | 'sample' | undefined;
  /** Characters of the longest name of a sample. */
  readonly longestName: number;
  /** What was left out so far. */
  readonly leftOut: () => number;
  /** In the order of what was named; what cannot be read is reported and left out. To be gone through once. */
  predictions(): AsyncGenerator<Prediction, void, undefined>;
  close(): Promise<void>;
}

/**
 * Opens the model of a run, or the models of an ensemble, and finds what they are asked about.
 * @throws Problem NET7005 for a folder that is none of a run, NET7010 where nothing of what was named is there, NET7016
 * where it holds no photo
 */
export async function openPrediction(request: PredictRequest): Promise<OpenPrediction> {
  requireSomething(request.photos);
  const opened = await openPredictors(request);
  try {
    const named = await namedSamples(request.photos, opened.columns);
    if (named.problems.length > 0) request.diagnostics?.(named.problems);
    if (named.parts.length === 0) throw new Problem(noSuchPhotos(undefined, { paths: request.photos }));
    let { leftOut } = named;
    const hasPhotos = opened.columns.images.length > 0;
    const options = {
      workers: request.workers,
      leftOut: (problem: Parameters<typeof photoLeftOut>[1]) => {
        leftOut++;
        request.diagnostics?.([photoLeftOut(undefined, problem)]);
      },
    };
    return {
      outputs: opened.outputs,
      samples: named.parts.reduce((all, { samples }) => all + samples.length, 0),
      rows: named.parts.some(({ rows }) => rows !== undefined),
      named: hasPhotos ? 'photo' : named.parts.some(({ rows }) => rows === undefined) ? 'sample' : undefined,
      longestName: Math.max(...named.parts.map(({ longestName }) => longestName)),
      leftOut: () => leftOut,
      async *predictions() {
        for (const part of named.parts)
          yield* predictSamples(opened.predictors, opened.ballot, part, options);
      },
      close: () => opened.close(),
    };
  } catch (thrown) {
    await opened.close();
    throw thrown;
  }
}

/**
 * What a run's model, or an ensemble, says of some photos, in their order; photos that cannot be read are reported and left
 * out.
 * @throws Problem as `openPrediction` does, and NET7016 where no photo could be read
 */
export async function predictRun(request: PredictRequest): Promise<readonly Prediction[]> {
  const opened = await openPrediction(request);
  try {
    const predictions: Prediction[] = [];
    for await (const prediction of opened.predictions()) predictions.push(prediction);
    if (predictions.length === 0) throw new Problem(noSuchPhotos(undefined, { paths: request.photos }));
    return predictions;
  } finally {
    await opened.close();
  }
}
