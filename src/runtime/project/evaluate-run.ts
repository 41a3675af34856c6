import { resolve } from 'node:path';
import { emptySplit } from '../../diagnostics/catalogue/run.ts';
import { lockedPhotosGone } from '../../diagnostics/catalogue/splits.ts';
import type { SampleNoun } from '../../diagnostics/catalogue/words.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { sampleNoun } from '../../typecheck/data/sample-noun.ts';
import { loadDataset, Photos, type SplitName } from '../data/index.ts';
import { Problem } from '../problem.ts';
import { readSplit } from '../run-folder/split-file.ts';
import { evaluate, flatScores, phaseAt } from '../train/evaluate.ts';
import { confusionTables, type ConfusionTable } from '../metrics/confusion-tables.ts';
import type { FlatScores } from '../train/events.ts';
import type { EngineChoice } from './open-engine.ts';
import { openRun, type WeightsChoice } from './open-run.ts';

export interface EvaluateRequest {
  readonly workingDirectory: string;
  readonly run: string;
  readonly split: SplitName;
  readonly weights: WeightsChoice;
  readonly engine: EngineChoice;
  readonly progress?: (done: number, total: number) => void;
  readonly diagnostics?: (diagnostics: readonly Diagnostic[]) => void;
}

export interface Evaluation {
  readonly run: string;
  readonly split: SplitName;
  readonly weights: WeightsChoice;
  readonly samples: number;
  /** What a sample is called. */
  readonly noun: SampleNoun;
  readonly scores: FlatScores;
  /** How often each class was taken for which, by metric, with the classes' names. */
  readonly confusions: readonly ConfusionTable[];
  readonly engine: string;
}

/** Loss and metrics of a split, with the weights of a run. */
export async function evaluateRun(request: EvaluateRequest): Promise<Evaluation> {
  const { workingDirectory, split, weights } = request;
  const lock = await readSplit(resolve(workingDirectory, request.run));
  const { name, record, compiled, engine } = await openRun(
    workingDirectory,
    request.run,
    weights,
    request.engine,
  );
  try {
    const { program } = compiled;
    const noun = sampleNoun(compiled.dataset);
    const dataset = await loadDataset(compiled.dataset, {
      base: workingDirectory,
      seed: record.dataSeed ?? record.seed,
      lock,
    });
    const gone = dataset.gone.flatMap((each) => (each.split === split ? [each.file] : []));
    if (gone.length > 0)
      request.diagnostics?.([
        lockedPhotosGone(compiled.dataset.span, { dataset: dataset.name, files: gone }),
      ]);
    const empty = (): Problem =>
      new Problem(emptySplit(compiled.dataset.span, { split, dataset: dataset.name, noun }));
    if (dataset.splits[split].length === 0) throw empty();
    const photos = await Photos.open(dataset, {
      measured: record.data.pixels,
      span: compiled.dataset.span,
      warn: (diagnostic) => request.diagnostics?.([diagnostic]),
    });
    try {
      const last = program.phases.length - 1;
      const source = photos.split(split, {
        batch: phaseAt(program, last).batch,
        inputs: program.inputs,
        labels: program.labels,
      });
      const scores = await evaluate(program, last, engine.session, source, undefined, (done) =>
        request.progress?.(done, source.samples),
      );
      if (scores === undefined) throw empty();
      return {
        run: name,
        split,
        weights,
        samples: source.samples,
        noun,
        scores: flatScores(scores),
        confusions: confusionTables(program, scores.confusions, record.data.classes),
        engine: engine.name,
      };
    } finally {
      await photos.close();
    }
  } finally {
    await engine.close();
  }
}
