import { emptySplit } from '../../diagnostics/catalogue/run.ts';
import { sampleNoun } from '../../typecheck/data/sample-noun.ts';
import { classWeightFeeds, loadDataset, Photos } from '../data/index.ts';
import { listEngines } from '../engines/registry.ts';
import { batchOnFeatures } from '../features/batch-features.ts';
import { scalar } from '../metrics/tally.ts';
import { requireMemory } from '../memory/require-memory.ts';
import { Problem } from '../problem.ts';
import { createRunFolder, writeRunFile } from '../run-folder/run-folder.ts';
import type { Batch, BatchSource } from '../train/batch-source.ts';
import { phaseAt } from '../train/evaluate.ts';
import { withDrawn } from '../train/initialize.ts';
import {
  hasExploded,
  readSweep,
  sweepRates,
  withLoss,
  type SweepPoint,
  type SweepResult,
} from '../train/rate-sweep.ts';
import { stepOn } from '../train/step.ts';
import { findWeights, loadedValues } from './begin-with-weights.ts';
import { compileFile } from './compile-file.ts';
import { openEngine } from './open-engine.ts';
import { planMemory } from './plan-memory.ts';
import type { RunRequest } from './run-request.ts';
import { sourcesOf } from './sources-of.ts';

/** What a sweep found, and where it is written down. */
export interface RateOutcome extends SweepResult {
  readonly run: string;
  /** Whose optimiser and layers it is of: the first. */
  readonly phase: string;
  /** What the program says. */
  readonly written: number;
  readonly from: number;
  readonly to: number;
}

/** Rates from far too small for anything to far too large for everything, and the updates in between. */
const [smallest, largest, updates] = [1e-7, 10, 100];

/** Files of the folder. */
const files = { picture: 'rates.svg', points: 'rates.json' } as const;

/**
 * Finds a learning rate for the first phase of a train by the range test: an update at each of many rates, from the
 * weights that training would begin with. Weights that it leaves behind are thrown away.
 * @throws Problem for whatever a person should read
 */
export async function findRate(
  request: Omit<RunRequest, 'resume' | 'rateShare' | 'saveEvery' | 'event' | 'progress'>,
): Promise<RateOutcome> {
  const { workingDirectory, settings, stop } = request;
  const compiled = await compileFile(request.file, {
    workingDirectory,
    settings,
    train: request.train,
    data: 'needed',
  });
  request.diagnostics?.(compiled.diagnostics);
  const engines = await listEngines();
  request.diagnostics?.(requireMemory(await planMemory(request.engine, compiled, engines)));
  const { program } = compiled;
  const phase = phaseAt(program, 0);
  const seed = request.seed ?? program.seed;
  const dataset = await loadDataset(compiled.dataset, { base: workingDirectory, seed });
  if (dataset.splits.train.length === 0)
    throw new Problem(
      emptySplit(compiled.dataset.span, {
        split: 'training',
        dataset: dataset.name,
        noun: sampleNoun(compiled.dataset),
      }),
    );
  const weights = await findWeights(compiled, request);
  const engine = await openEngine(request.engine, program, engines);
  try {
    const photos = await Photos.open(dataset, {
      span: compiled.dataset.span,
      warn: (diagnostic) => request.diagnostics?.([diagnostic]),
    });
    try {
      const run = await createRunFolder(workingDirectory, `${program.train}-rates`, undefined, ['source']);
      const { session } = engine;
      const begin = withDrawn(program.variables, await loadedValues(weights), seed);
      await session.assign(begin);
      const ring = await ringOf(sourcesOf(program, dataset, photos, seed)(phase).train, (batch) =>
        request.keepFeatures === false ? batch : batchOnFeatures(program, 0, session, batch),
      );
      const common = classWeightFeeds(phase, dataset);
      const trainStep = async (learningRate: number, step: number): Promise<number> => {
        const batch = ring[step % ring.length];
        if (batch === undefined) throw new Error('there is no batch');
        const place = { learningRate, globalStep: step, optimizerStep: step };
        const { graph, feeds } = stepOn(0, phase, seed, batch, common, place);
        return scalar((await session.run(graph, feeds))['loss'], 'loss');
      };
      // Batches differ by more than a step changes them: each is compared with its own loss before any.
      const first: number[] = [];
      for (const step of ring.keys()) first.push(await trainStep(0, step));
      const level = first.reduce((sum, loss) => sum + loss, 0) / first.length;
      await session.assign(begin);
      let points: readonly SweepPoint[] = [];
      let step = 0;
      for (const rate of sweepRates(smallest, largest, updates)) {
        let change = 0;
        for (let part = 0; part < phase.regime.accumulate; part++, step++)
          change += (await trainStep(rate, step)) - (first[step % first.length] ?? NaN);
        points = withLoss(points, rate, level + change / phase.regime.accumulate);
        if (stop.aborted || hasExploded(points)) break;
      }
      const found = readSweep(points);
      const { rateSvg } = await import('../../report/rate-chart.ts');
      await writeRunFile(run, files.picture, await rateSvg({ train: program.train, ...found }));
      const outcome = {
        ...found,
        run: run.name,
        phase: phase.name,
        written: phase.learningRate,
        from: smallest,
        to: points.at(-1)?.rate ?? smallest,
      };
      await writeRunFile(run, files.points, `${JSON.stringify(outcome, null, 2)}\n`);
      await writeRunFile(
        run,
        `source/${compiled.main.path.split('/').at(-1) ?? 'main.net'}`,
        compiled.main.text,
      );
      return outcome;
    } finally {
      await photos.close();
    }
  } finally {
    await engine.close();
  }
}

/** Batches that the sweep goes round and round through. */
const ringSize = 8;

/**
 * The first batches of training, as many as there are up to the ring's size; whole ones where there are any.
 * @param prepared a batch as the sweep takes it
 */
async function ringOf(
  source: BatchSource,
  prepared: (batch: Batch) => Batch | Promise<Batch>,
): Promise<readonly Batch[]> {
  const ring: Batch[] = [];
  for await (const batch of source.batches(0, 0)) {
    if (batch.samples < (ring[0]?.samples ?? 0)) break;
    ring.push(await prepared(batch));
    if (ring.length === ringSize) break;
  }
  return ring;
}
