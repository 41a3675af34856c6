import { taskDrownsOthers } from '../../diagnostics/catalogue/objectives.ts';
import { emptySplit } from '../../diagnostics/catalogue/run.ts';
import type { PhaseProgram, Program } from '../../ir/program.ts';
import type { Session, Tensors } from '../engines/engine.ts';
import { regimeTexts } from '../../report/regime-text.ts';
import { parametersAt } from '../../report/summary.ts';
import { trainedLayers } from '../../report/trained-layers.ts';
import { addBatch, runningScores, scalar, scoresOf, type Scores } from '../metrics/tally.ts';
import { drowningTask, sharesOf } from '../metrics/shares.ts';
import { Problem } from '../problem.ts';
import { ahead } from './ahead.ts';
import type { BatchSource, BatchSources, FeatureSources } from './batch-source.ts';
import { confusionsOf, evaluate, flatScores, phaseAt } from './evaluate.ts';
import type { RunEvent } from './events.ts';
import { initialValues } from './initialize.ts';
import { judgeEpoch } from './judge-epoch.ts';
import { learningRateAt } from './learning-rate.ts';
import { afterBeginning, afterEpoch, afterPhase, afterStep, type Position } from './position.ts';
import { NumbersBroke } from './numbers-broke.ts';
import type { State } from './replay.ts';
import { Saving, stateVariables } from './saving.ts';
import { paceOf, stepRun } from './step.ts';
import { usableWeights, withAverages, type Values } from './weights.ts';

/**
 * Keeps what must outlive the process, in the order in which it is given. What is saved may be on its way to the disk
 * when a call ends, one state at a time.
 */
export interface Keeper {
  /**
   * @param values weights, statistics and the current phase's slots
   * @param weights what a user of the model gets: averages in place of the weights that they are of
   */
  save(position: Position, values: Values, weights: Values): Promise<void>;
  /** As `save`, without weights for users: in the middle of an epoch. */
  saveState(position: Position, values: Values): Promise<void>;
  /** @param weights weights and statistics of the best epoch of the run so far */
  saveBest(position: Position, weights: Values): Promise<void>;
  /** @param weights weights and statistics of the best epoch of the phase so far */
  savePhaseBest(position: Position, weights: Values): Promise<void>;
  /** @returns the state that was saved last; undefined before the first one */
  readState(): Promise<State | undefined>;
  /** @returns what `savePhaseBest` was given last */
  readPhaseBest(): Promise<Values>;
  /** @returns when the event is written down */
  record(event: RunEvent): Promise<void>;
  /** @throws what has gone wrong in saving so far */
  check(): void;
  /** Waits until all that was given is safe. @throws what has gone wrong */
  settled(): Promise<void>;
}

/** What is happening at this moment, for a progress bar. */
export interface Progress {
  readonly stage: 'features' | 'train' | 'validation' | 'test';
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
  /** What phases do not change, computed once; without it their steps compute all. */
  readonly features?: FeatureSources | undefined;
  /** What every training step of a phase is fed beside its batch: weights of classes. */
  readonly phaseFeeds?: (phase: PhaseProgram) => Tensors;
  readonly seed: number;
  /** What learning rates are multiplied by: 1, or less where training goes on more slowly. */
  readonly rateShare: number;
  readonly keeper: Keeper;
  /** Ends training after the step at hand. */
  readonly stop: AbortSignal;
  readonly progress?: (progress: Progress) => void;
  /** Milliseconds from any beginning. */
  readonly clock: () => number;
  /** Milliseconds after which a state is saved in the middle of an epoch. */
  readonly saveEvery: number;
}

export interface TrainingResult {
  readonly status: 'done' | 'interrupted';
  readonly position: Position;
  /** Of the last weights; undefined without a test split. */
  readonly test: Scores | undefined;
}

/**
 * Trains from a position to the end or to a stop, saving at the beginning, after each epoch, every so often inside one
 * and at a stop, and evaluates the test split at the end. A position saved anywhere goes on to the same weights, and to
 * the same figures. All is safe when it ends.
 * @throws NumbersBroke when a loss or a variable is not finite; what was saved before is untouched
 */
export async function train(training: Training, from: Position): Promise<TrainingResult> {
  const { program, stop, keeper } = training;
  const saving = new Saving(training);
  let position = from;
  if (from.globalStep === 0) await saving.whole(position, await saving.read(position));
  while (position.phase < program.phases.length) {
    if (!position.begun) position = await beginPhase(training, position);
    const outcome = await trainEpoch(training, saving, position);
    position = outcome.position;
    if (outcome.stopped) {
      await saving.whole(position, await saving.read(position));
      await keeper.settled();
      return { status: 'interrupted', position, test: undefined };
    }
  }
  await keeper.settled();
  const last = program.phases.length - 1;
  const plain = training.sources(phaseAt(program, last)).test;
  const source = plain && (await openTest(training, last, plain, position));
  const test = await evaluateSplit(training, last, 'test', source, position, undefined);
  const cut = plain !== undefined && test === undefined && stop.aborted;
  return { status: cut ? 'interrupted' : 'done', position, test };
}

/** One epoch from wherever it stands: the steps that are left, then validation, then saving. */
async function trainEpoch(
  training: Training,
  saving: Saving,
  from: Position,
): Promise<{ readonly position: Position; readonly stopped: boolean }> {
  const { program, keeper, clock, stop } = training;
  const phase = phaseAt(program, from.phase);
  const featuresBegan = clock();
  const data = await openSources(training, phase, from);
  if (data === undefined) return { position: from, stopped: true };
  const begun = { ...from, seconds: from.seconds + (clock() - featuresBegan) / 1000 };
  const steps = await trainSteps(training, saving, phase, data.train, begun);
  if (steps.stopped) return steps;
  const { position } = steps;
  if (position.sums.samples === 0)
    throw new Problem(emptySplit(undefined, { split: 'training', dataset: program.dataset, noun: 'photo' }));

  const scores = scoresOf(position.sums, phase.metrics);
  const validationBegan = clock();
  const values = await saving.read(position);
  const weights = usableWeights(program, position, values);
  const validation = await withAverages(training, position, values, () =>
    evaluateSplit(training, position.phase, 'validation', data.validation, position, scores),
  );
  if (stop.aborted && data.validation !== undefined && validation === undefined)
    return { position, stopped: true };
  const validationSeconds = (clock() - validationBegan) / 1000;

  const { bestOfPhase, bestOfRun, stop: early, ...verdict } = judgeEpoch(phase, position, scores, validation);
  await keeper.record({
    event: 'epoch',
    train: program.train,
    phase: phase.name,
    epoch: position.epoch + 1,
    loss: scores.loss,
    metrics: scores.metrics,
    ...(phase.terms.length > 1 && {
      losses: scores.losses,
      shares: sharesOf(phase.terms, scores.losses),
    }),
    ...(validation && { val: flatScores(validation) }),
    ...confusionsOf(validation ?? scores),
    ...(phase.regime.schedule.kind !== 'constant' && {
      learningRate: training.rateShare * learningRateAt(phase, paceOf(position, position.phaseStep - 1)),
    }),
    seconds: position.epochSeconds + validationSeconds,
    imagesPerSecond: position.sums.samples / position.epochSeconds,
    waitedForData: steps.waitedForData,
  });
  if (position.epoch === 0) await warnOfDrowning(training, phase, scores);
  const after = afterEpoch(position, validationSeconds, verdict);
  if (bestOfRun) await keeper.saveBest(after, weights);
  if (bestOfPhase && phase.regime.keep.kind === 'best') await keeper.savePhaseBest(after, weights);
  if (!early && !isPhaseDone(phase, after)) {
    await saving.whole(after, values, weights);
    return { position: after, stopped: false };
  }
  return { position: await endPhase(training, saving, after, values, early), stopped: false };
}

/** The splits as an epoch takes them, with features in the place of photos where these are kept; undefined when stopped. */
async function openSources(
  { program, features, sources, keeper, stop, progress }: Training,
  phase: PhaseProgram,
  position: Position,
): Promise<BatchSources | undefined> {
  const plain = sources(phase);
  if (features === undefined) return plain;
  return features.open(position, plain, {
    stop,
    planned: async (planned) => {
      // Said once: a phase that goes on has said it.
      if (position.optimizerStep > 0) return;
      await keeper.record({ event: 'features', train: program.train, phase: phase.name, ...planned });
    },
    progress: featureProgress(phase, position, progress),
  });
}

/** The test split, with features in the place of photos where these are kept; undefined when stopped. */
async function openTest(
  { program, features, stop, progress }: Training,
  last: number,
  plain: BatchSource,
  position: Position,
): Promise<BatchSource | undefined> {
  if (features === undefined) return plain;
  const watch = { stop, progress: featureProgress(phaseAt(program, last), position, progress) };
  return features.openTest({ ...position, phase: last }, plain, watch);
}

/** Tells of features that are computed. */
function featureProgress(
  phase: PhaseProgram,
  { epoch }: Position,
  progress: Training['progress'],
): (done: number, total: number) => void {
  return (done, total) =>
    progress?.({
      ...{ stage: 'features', phase, epoch: epoch + 1, done, total },
      ...{ scores: undefined, imagesPerSecond: 0, waitedForData: 0 },
    });
}

/** Says, after the first epoch of a phase, that a task leaves the others no say in what is learned. */
async function warnOfDrowning(
  { keeper }: Training,
  { name: phase, terms }: PhaseProgram,
  { losses }: Scores,
): Promise<void> {
  const drowning = drowningTask(terms, losses);
  if (drowning === undefined) return;
  const { code, severity, title, hint } = taskDrownsOthers(undefined, { phase, ...drowning });
  const message = `${title}. ${hint ?? ''}`.trimEnd();
  await keeper.record({ event: 'warning', code, severity, message, phase });
}

const isPhaseDone = ({ length, regime }: PhaseProgram, { epoch, phaseStep }: Position): boolean =>
  length.kind === 'epochs' ? epoch >= length.count : phaseStep >= length.count * regime.accumulate;

/** The steps of an epoch that are left. While one runs, the next batch is being made. */
async function trainSteps(
  training: Training,
  saving: Saving,
  phase: PhaseProgram,
  source: BatchSource,
  from: Position,
): Promise<{ readonly position: Position; readonly stopped: boolean; readonly waitedForData: number }> {
  const { program, session, stop, clock, progress, keeper } = training;
  const phaseFeeds = training.phaseFeeds?.(phase) ?? {};
  let position = from;
  let waitedForData = 0;
  let began = clock();
  const stepsAllowed =
    phase.length.kind === 'steps' ? phase.length.count * phase.regime.accumulate : Infinity;
  const batches = ahead(
    source.batches(from.globalEpoch, from.step),
    (milliseconds) => (waitedForData += milliseconds / 1000),
    clock,
  );
  for await (const batch of batches) {
    if (stop.aborted) return { position, stopped: true, waitedForData };
    if (position.phaseStep >= stepsAllowed) break;
    const { graph, feeds } = stepRun(training, phase, position, batch, phaseFeeds);
    const results = await session.run(graph, feeds);
    const loss = scalar(results['loss'], 'loss');
    if (!Number.isFinite(loss))
      throw new NumbersBroke({ kind: 'loss', split: 'train', value: loss }, position, { files: batch.files });
    const sums = addBatch(position.sums, batch.samples, feeds, results, phase, program.outputs);
    batch.release?.();
    const now = clock();
    position = afterStep(position, sums, (now - began) / 1000);
    began = now;
    progress?.({
      stage: 'train',
      phase,
      epoch: position.epoch + 1,
      done: sums.samples,
      total: source.samples,
      scores: runningScores(sums, phase.metrics),
      imagesPerSecond: sums.samples / position.epochSeconds,
      waitedForData,
    });
    keeper.check();
    if (saving.isDue()) await saving.middle(position);
    if (position.phaseStep >= stepsAllowed) break;
  }
  return { position, stopped: false, waitedForData };
}

async function evaluateSplit(
  { program, session, stop, progress }: Training,
  phaseIndex: number,
  stage: 'validation' | 'test',
  source: BatchSource | undefined,
  position: Position,
  scores: Scores | undefined,
): Promise<Scores | undefined> {
  const phase = phaseAt(program, phaseIndex);
  if (source === undefined) return undefined;
  return evaluate(
    program,
    phaseIndex,
    session,
    source,
    stop,
    (done) =>
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
    async (graph, { feeds, files }, results) => {
      const loss = scalar(results['loss'], 'loss');
      if (Number.isFinite(loss)) return;
      const values = await session.read(stateVariables(program, position));
      throw new NumbersBroke({ kind: 'loss', split: stage, value: loss }, position, {
        scene: { graph, feeds, values, files },
      });
    },
  );
}

/** Gives the phase's optimiser a fresh memory and says what it trains. */
async function beginPhase(training: Training, position: Position): Promise<Position> {
  const { program, session, keeper, seed, rateShare } = training;
  const phase = phaseAt(program, position.phase);
  const slots = new Set(phase.slots);
  await session.assign(
    initialValues(
      program.variables.filter(({ path }) => slots.has(path)),
      seed,
    ),
  );
  const begun = afterBeginning(position, stepsInEpoch(training, phase));
  await keeper.record({
    event: 'phase',
    train: program.train,
    phase: phase.name,
    length: phase.length,
    ...(phase.regime.stage && { stage: phase.regime.stage.index }),
    trainable: parametersAt(program, phase.trainable),
    frozen: parametersAt(program, phase.frozen),
    trained: trainedLayers(program, phase),
    settings: regimeTexts(phase),
    learningRate: rateShare * phase.learningRate,
  });
  return begun;
}

/** Steps of an epoch, by the photos that are known to be readable. */
export function stepsInEpoch({ sources }: Pick<Training, 'sources'>, phase: PhaseProgram): number {
  return Math.max(1, Math.ceil(sources(phase).train.samples / phase.batch));
}

/** Puts the weights in place that the phase hands on, and saves what follows. */
async function endPhase(
  training: Training,
  saving: Saving,
  after: Position,
  values: Values,
  early: boolean,
): Promise<Position> {
  const { program, session, keeper } = training;
  const phase = phaseAt(program, after.phase);
  const position = afterPhase(after, program.phases, early);
  const goesOn = position.phase < program.phases.length && position.phaseStep > 0;
  if (goesOn) {
    await saving.whole(position, values, usableWeights(program, after, values));
    return position;
  }
  const best = phase.regime.keep.kind === 'best' ? after.phaseBest : null;
  const weights = best === null ? usableWeights(program, after, values) : await keeper.readPhaseBest();
  await session.assign(weights);
  if (best !== null)
    await keeper.record({ event: 'kept', train: program.train, ...best, early, last: after.epoch });
  await saving.whole(position, new Map([...values, ...weights]), weights);
  return position;
}
