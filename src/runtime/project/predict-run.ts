import { noSuchFile, noSuchPhotos } from '../../diagnostics/catalogue/run.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { pixelMap } from '../../typecheck/data/pixel-domains.ts';
import type { ProgramInput, ProgramOutput } from '../../ir/program.ts';
import { namedPhotos, predictionBatches } from '../data/index.ts';
import type { Tensors } from '../engines/engine.ts';
import { argmax } from '../metrics/samples.ts';
import { Problem } from '../problem.ts';
import type { ImageColumn, TypedDataset } from '../../typecheck/typed-module.ts';
import type { EngineChoice } from './open-engine.ts';
import { openRun, type WeightsChoice } from './open-run.ts';

export interface PredictRequest {
  readonly workingDirectory: string;
  readonly run: string;
  /** Photos, and folders that hold some. */
  readonly photos: readonly string[];
  readonly weights: WeightsChoice;
  readonly engine: EngineChoice;
  readonly diagnostics?: (diagnostics: readonly Diagnostic[]) => void;
}

/** What a model says of one photo: by output. */
export interface Prediction {
  readonly file: string;
  readonly outputs: Readonly<Record<string, OutputPrediction>>;
}

export type OutputPrediction =
  | {
      readonly class: string;
      /** Of that class. */
      readonly probability: number;
      readonly probabilities: Readonly<Record<string, number>>;
    }
  /** Two classes told by the sign of a number. */
  | { readonly class: string; readonly margin: number }
  | { readonly values: readonly number[] };

const batchSize = 32;

/**
 * What a run's model says of some photos, in their order; photos that cannot be read are reported and left out.
 * @throws Problem NET7010 where nothing is at a path, NET7016 when no photo could be read
 */
export async function predictRun(request: PredictRequest): Promise<readonly Prediction[]> {
  const found = await namedPhotos(request.photos);
  const [missing] = found.missing;
  if (missing !== undefined) throw new Problem(noSuchFile(undefined, { path: missing, similar: undefined }));
  if (found.photos.length === 0) throw new Problem(noSuchPhotos(undefined, { paths: request.photos }));
  const { record, compiled, engine } = await openRun(
    request.workingDirectory,
    request.run,
    request.weights,
    request.engine,
  );
  try {
    const { program, dataset } = compiled;
    const outputs = program.outputs.filter(({ trainOnly }) => !trainOnly);
    const image = imageOf(dataset, program.inputs);
    const predictions: Prediction[] = [];
    const batches = predictionBatches(found.photos, {
      form: image,
      map: pixelMap(image.pixels, record.data.pixels?.[image.name]),
      batch: batchSize,
      inputs: program.inputs.map(({ name }) => name),
      warn: (diagnostic) => request.diagnostics?.([diagnostic]),
    });
    for await (const batch of batches) {
      const { feeds, files } = batch;
      const results = await engine.session.run('predict', feeds);
      batch.release();
      files.forEach((file, row) => {
        predictions.push({
          file,
          outputs: Object.fromEntries(
            outputs.map((output) => [output.name, readRow(output, results, row, record.data.classes)]),
          ),
        });
      });
    }
    if (predictions.length === 0) throw new Problem(noSuchPhotos(undefined, { paths: request.photos }));
    return predictions;
  } finally {
    await engine.close();
  }
}

/** What the model's input takes. */
function imageOf({ images }: TypedDataset, [input]: readonly ProgramInput[]): ImageColumn {
  const image = images.find(({ name }) => name === input?.column);
  if (image === undefined) throw new Error('the model takes no photo');
  return image;
}

/** One sample's prediction in words. */
function readRow(
  { name, label, margin }: ProgramOutput,
  results: Tensors,
  row: number,
  folderClasses: readonly string[],
): OutputPrediction {
  const tensor = results[`prediction/${name}`];
  if (tensor === undefined) throw new Error(`the graph gave no prediction/${name}`);
  const units = tensor.data.length / (tensor.shape[0] ?? 1);
  const values = [...tensor.data.subarray(row * units, (row + 1) * units)];
  if (label === undefined || label.kind === 'number' || label.kind === 'vector') return { values };
  const classes = label.classes ?? folderClasses;
  const className = (index: number): string => classes[index] ?? `class ${index}`;
  const [first = NaN] = values;
  if (margin) return { class: className(Number(first > 0)), margin: first };
  const probabilities = label.kind === 'binary' ? [1 - first, first] : values;
  const best = argmax(probabilities);
  return {
    class: className(best),
    probability: probabilities[best] ?? NaN,
    probabilities: Object.fromEntries(probabilities.map((value, index) => [className(index), value])),
  };
}
