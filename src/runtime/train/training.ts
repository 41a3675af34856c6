import { emptySplit, lossNotFinite } from '../../diagnostics/catalogue/run.ts';
import type { PhaseProgram, Program } from '../../ir/program.ts';
import type { Session, Tensors } from '../engines/engine.ts';
import { addBatch, runningScores, scalar, scoresOf, type Scores } from '../metrics/tally.ts';
import { Problem } from '../problem.ts';
import { ahead } from './ahead.ts';
import type { BatchSources } from './batch-source.ts';
import { confusionsOf, evaluate, flatScores, phaseAt } from './evaluate.ts';
import type { RunEvent } from './events.ts';
import { stepFeeds } from './feeds.ts';
import { initialValues } from './initialize.ts';
import { afterEpoch, afterStep, type Position } from './position.ts';

/** Keeps what must outlive the process. Each call ends when everything is safe. */
export interface Keeper {
  /** @param values weights, statistics and the current phase's slots */
  save(position: Position, values: ReadonlyMap<string, Float32Array>): Promise<void>;
  /** @param values weights and statistics of the best epoch so far */
  saveBest(position: Position, values: ReadonlyMap<string, Float32Array>): Promise<void>;
  /** @returns when the event is written down */
  record(event: RunEvent): Promise<void>;
}

/** What is happening at this moment, for a progress bar. */
export interface Progress {
  readonly stage: 'train' | 'validation' | 'test';
  readonly phase: PhaseProgram;
  /** From 1. */
  readonly epoch: number;
  readonly done: number;
  readonly total: number;
  /** Of the samples trained so far in this epoch. */
  readonly scores: Scores | undefined;
  readonly imagesPerSecond: number;
  readonly waitedForData: number;
}

export interface Training {
  readonly program: Program;
  /** Its variables have the values that belong to the position training begins at. */
  readonly session: Session;
  /** The splits in batches of the phase's size. */
  readonly sources: (phase: PhaseProgram) => BatchSources;
  /** What every training step of a phase is fed beside its batch: weights of classes. */
  readonly phaseFeeds?: (phase: PhaseProgram) => Tensors;
  readonly seed: number;
  readonly keeper: Keeper;
  /** Ends training after the step at hand. */
  readonly stop: AbortSignal;
  readonly progress?: (progress: Progress) => void;
  /** Milliseconds from any beginning. */
  readonly clock: () => number;
}

export interface TrainingResult {
  readonly status: 'done' | 'interrupted';
  readonly position: Position;
  /** Of the last weights; undefined without a test split. */
  readonly test: Scores | undefined;
}

/**
 * Trains from a position to the end or to a stop, saving at the beginning, after each epoch and at a stop, and
 * evaluates the test split at the end. A position saved anywhere goes on to the same weights.
 * @throws Problem NET7001 when a loss is not a number; the last save is untouched
 */
export async function train(training: Training, from: Position): Promise<TrainingResult> {
  const { program, stop } = training;
  let position = from;
  if (from.globalStep === 0) await training.keeper.save(position, await readState(training, position));
  while (position.phase < program.phases.length) {
    if (position.phaseStep === 0 && position.step === 0) await beginPhase(training, position);
    const outcome = await trainEpoch(training, position);
    position = outcome.position;
    if (outcome.stopped) {
      await training.keeper.save(position, await readState(training, position));
      return { status: 'interrupted', position, test: undefined };
    }
  }
  const test = await evaluateSplit(training, program.phases.length - 1, 'test', position, undefined);
  const hasTest = training.sources(phaseAt(program, program.phases.length - 1)).test !== undefined;
  return { status: hasTest && test === undefined && stop.aborted ? 'interrupted' : 'done', position, test };
}

/** One epoch from wherever it stands: the steps that are left, then validation, then saving. */
async function trainEpoch(
  training: Training,
  from: Position,
): Promise<{ readonly position: Position; readonly stopped: boolean }> {
  const { program, keeper, clock, stop } = training;
  const phase = phaseAt(program, from.phase);
  const data = training.sources(phase);
  const steps = await trainSteps(training, phase, from);
  if (steps.stopped) return steps;
  const { position } = steps;
  if (position.sums.samples === 0)
    throw new Problem(emptySplit(undefined, { split: 'training', dataset: program.dataset }));

  const scores = scoresOf(position.sums, phase.metrics);
  const validationBegan = clock();
  const validation = await evaluateSplit(training, position.phase, 'validation', position, scores);
  if (stop.aborted && data.validation !== undefined && validation === undefined)
    return { position, stopped: true };
  const validationSeconds = (clock() - validationBegan) / 1000;

  const epoch = position.epoch + 1;
  const watched = (validation ?? scores).loss;
  const improved = position.best === null || watched < position.best.loss;
  const best = improved ? { phase: phase.name, epoch, loss: watched } : position.best;
  const phaseDone =
    phase.length.kind === 'epochs' ? epoch >= phase.length.count : position.phaseStep >= phase.length.count;
  await keeper.record({
    event: 'epoch',
    train: program.train,
    phase: phase.name,
    epoch,
    loss: scores.loss,
    metrics: scores.metrics,
    ...(Object.keys(scores.losses).length > 1 && { losses: scores.losses }),
    ...(validation && { val: flatScores(validation) }),
    ...confusionsOf(validation ?? scores),
    seconds: position.epochSeconds + validationSeconds,
    imagesPerSecond: position.sums.samples / position.epochSeconds,
    waitedForData: steps.waitedForData,
  });
  const after = afterEpoch(position, phaseDone, validationSeconds, best);
  // The slots that belong to this state are those of the phase that was just trained.
  const values = await readState(training, position);
  if (improved) await keeper.saveBest(after, weightsOf(program, values));
  await keeper.save(after, values);
  return { position: after, stopped: false };
}

/** The steps of an epoch that are left. While one runs, the next batch is being made. */
async function trainSteps(
  training: Training,
  phase: PhaseProgram,
  from: Position,
): Promise<{ readonly position: Position; readonly stopped: boolean; readonly waitedForData: number }> {
  const { program, session, seed, stop, clock, progress } = training;
  const data = training.sources(phase);
  const phaseFeeds = training.phaseFeeds?.(phase) ?? {};
  let position = from;
  let waitedForData = 0;
  let began = clock();
  const stepsAllowed = phase.length.kind === 'steps' ? phase.length.count : Infinity;
  const batches = ahead(
    data.train.batches(from.globalEpoch, from.step),
    (milliseconds) => (waitedForData += milliseconds / 1000),
    clock,
  );
  for await (const batch of batches) {
    if (stop.aborted) return { position, stopped: true, waitedForData };
    if (position.phaseStep >= stepsAllowed) break;
    const { globalStep, phaseStep } = position;
    const feeds = { ...batch.feeds, ...phaseFeeds, ...stepFeeds(phase, seed, globalStep, phaseStep) };
    const results = await session.run(`train/${position.phase}`, feeds);
    const loss = scalar(results['loss'], 'loss');
    if (!Number.isFinite(loss)) throw lossProblem(program, position, loss, batch.files);
    const sums = addBatch(position.sums, batch.samples, feeds, results, phase.metrics, program.outputs);
    batch.release?.();
    const now = clock();
    position = afterStep(position, sums, (now - began) / 1000);
    began = now;
    progress?.({
      stage: 'train',
      phase,
      epoch: position.epoch + 1,
      done: sums.samples,
      total: data.train.samples,
      scores: runningScores(sums, phase.metrics),
      imagesPerSecond: sums.samples / position.epochSeconds,
      waitedForData,
    });
    if (position.phaseStep >= stepsAllowed) break;
  }
  return { position, stopped: false, waitedForData };
}

async function evaluateSplit(
  { program, session, sources, stop, progress }: Training,
  phaseIndex: number,
  stage: 'validation' | 'test',
  position: Position,
  scores: Scores | undefined,
): Promise<Scores | undefined> {
  const phase = phaseAt(program, phaseIndex);
  const source = sources(phase)[stage];
  if (source === undefined) return undefined;
  return evaluate(program, phaseIndex, session, source, stop, (done) =>
    progress?.({
      stage,
      phase,
      epoch: position.epoch + 1,
      done,
      total: source.samples,
      scores,
      imagesPerSecond: 0,
      waitedForData: 0,
    }),
  );
}

/** Gives the phase's optimiser a fresh memory and says what it trains. */
async function beginPhase({ program, session, keeper, seed }: Training, position: Position): Promise<void> {
  const phase = phaseAt(program, position.phase);
  const slots = new Set(phase.slots);
  await session.assign(
    initialValues(
      program.variables.filter(({ path }) => slots.has(path)),
      seed,
    ),
  );
  const sizes = new Map(
    program.variables.map(({ path, shape }) => [path, shape.reduce((count, size) => count * size, 1)]),
  );
  const total = (paths: readonly string[]): number =>
    paths.reduce((count, path) => count + (sizes.get(path) ?? 0), 0);
  await keeper.record({
    event: 'phase',
    train: program.train,
    phase: phase.name,
    length: phase.length,
    trainable: total(phase.trainable),
    frozen: total(phase.frozen),
    learningRate: phase.learningRate,
  });
}

/** Weights, statistics, and the slots of the phase at hand: other phases' slots begin afresh. */
function readState(
  { program, session }: Training,
  position: Position,
): Promise<ReadonlyMap<string, Float32Array>> {
  const slots = new Set(program.phases[position.phase]?.slots ?? []);
  return session.read(
    program.variables.filter(({ path, role }) => role !== 'slot' || slots.has(path)).map(({ path }) => path),
  );
}

/** The values without optimisers' slots. */
function weightsOf(
  program: Program,
  values: ReadonlyMap<string, Float32Array>,
): ReadonlyMap<string, Float32Array> {
  const slots = new Set(program.variables.filter(({ role }) => role === 'slot').map(({ path }) => path));
  return new Map([...values].filter(([path]) => !slots.has(path)));
}

/** Says where the loss broke, and which weights are still good: those of the last save. */
function lossProblem(program: Program, position: Position, loss: number, files: readonly string[]): Problem {
  const finished = lastFinished(program, position);
  return new Problem(
    lossNotFinite(undefined, {
      value: Number.isNaN(loss) ? 'NaN (not a number)' : 'infinite',
      phase: phaseAt(program, position.phase).name,
      epoch: position.epoch + 1,
      step: position.step + 1,
      files,
      saved: finished,
    }),
  );
}

/** The last finished epoch in words: `epoch 3 of phase top`. */
export function lastFinished(program: Program, position: Position): string | undefined {
  if (position.epoch > 0) return `epoch ${position.epoch} of phase ${phaseAt(program, position.phase).name}`;
  const before = program.phases[position.phase - 1];
  return before === undefined ? undefined : `the end of phase ${before.name}`;
}
