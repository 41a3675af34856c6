import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { sampleNoun } from '../../typecheck/data/sample-noun.ts';
import { classWeightFeeds, Photos } from '../data/index.ts';
import { EngineError, messageOf } from '../engines/engine-error.ts';
import { PhaseFeatures } from '../features/phase-features.ts';
import { ranOut } from '../memory/require-memory.ts';
import { Problem } from '../problem.ts';
import type { RunFailure, RunRecord } from '../run-folder/record.ts';
import { confusionsOf, flatScores, phaseAt } from '../train/evaluate.ts';
import type { RunEvent } from '../train/events.ts';
import { withDrawn } from '../train/initialize.ts';
import { NumbersBroke } from '../train/numbers-broke.ts';
import { beginning, type Position } from '../train/position.ts';
import { train, type Training, type TrainingResult } from '../train/training.ts';
import { loadedValues } from './begin-with-weights.ts';
import { exampleOf } from './example-of.ts';
import { explainBreak } from './explain-break.ts';
import { engineRecord, newRecord, sampleCounts, writeFirstFiles } from './first-files.ts';
import { resumeCommand, RunKeeper } from './keep-run.ts';
import type { PreparedRun } from './prepared-run.ts';
import { restore } from './resume.ts';
import type { RunOutcome } from './run-request.ts';
import { sourcesOf } from './sources-of.ts';
import { writeReport } from './write-report.ts';

/** As often as a lost stretch of work is worth a second of saving: ten minutes. */
const saveEveryByDefault = 600_000;

/**
 * Trains to the end or to a stop, and keeps what happens in the run's folder: also that it failed, and why.
 * @throws Problem as `runTraining` does
 */
export async function trainInFolder(prepared: PreparedRun): Promise<RunOutcome> {
  const { request, compiled, dataset, run, engine, resumed } = prepared;
  const { program } = compiled;
  const record = await recordOf(prepared);
  const keeper = new RunKeeper(
    run,
    program,
    record,
    (event) => request.event?.(event),
    () => new Date(),
  );
  if (resumed === undefined) await writeFirstFiles(run, compiled, record, dataset);
  else await keeper.update({ engine: engineRecord(engine) });

  const warn = (diagnostic: Diagnostic): void => request.diagnostics?.([diagnostic]);
  const photos = await Photos.open(dataset, {
    measured: record.data.pixels,
    span: compiled.dataset.span,
    warn,
  });
  const features = record.keepFeatures === false ? undefined : featuresOf(prepared, photos, warn);
  try {
    const pixels = await photos.measure();
    if (Object.keys(pixels).length > 0) await keeper.update({ data: { ...record.data, pixels } });
    const from = await begin(prepared);
    if (from !== beginning) keeper.goesOnFrom(from);
    await keeper.record(startEvent(prepared, from));
    for (const { loaded } of prepared.weights) await keeper.record({ event: 'weights', ...loaded });
    const training = trainingOf(prepared, keeper, photos, features);
    const result = await train(training, from).catch(async (error: unknown) => {
      if (!(error instanceof NumbersBroke)) throw error;
      const { sources } = compiled;
      const resume = resumeCommand(record.file, run.name);
      throw await explainBreak({ training, sources, load: engine.load, resume, note: request.note }, error);
    });
    return await finish(prepared, keeper, result);
  } catch (thrown) {
    const error = isOutOfMemory(thrown) ? await noMemoryLeft(prepared, keeper, thrown) : thrown;
    // The first failure is what to tell: that these cannot be written on a full disk is no news.
    await keeper.update({ status: 'failed', failure: failureOf(error) }).catch(() => undefined);
    await writeReport(keeper.folder, program, keeper.current, compiled.main).catch(() => undefined);
    throw error;
  } finally {
    features?.close();
    await photos.close();
  }
}

/** The run's record as training begins: a new one, or that of the run that goes on. */
async function recordOf(prepared: PreparedRun): Promise<RunRecord> {
  const { request, resumed } = prepared;
  return {
    ...(resumed?.record ?? (await newRecord(prepared))),
    ...(request.keepFeatures === false && { keepFeatures: false }),
    status: 'running',
    failure: undefined,
    ...(request.rateShare !== undefined && { rateShare: request.rateShare }),
    settings: { ...resumed?.record.settings, ...request.settings },
    test: null,
  };
}

/** What computes once, and keeps, what phases do not change. */
function featuresOf(
  { request, compiled, dataset, whole, drawnFrom, seed, engine }: PreparedRun,
  photos: Photos,
  warn: (diagnostic: Diagnostic) => void,
): PhaseFeatures {
  return new PhaseFeatures({
    program: compiled.program,
    session: engine.session,
    engine: `${engine.name}: ${engine.description}`,
    seed,
    warn,
    note: request.note,
    dataset,
    photos,
    whole,
    drawnFrom,
    reading: { span: compiled.dataset.span },
  });
}

/** Gives the variables their first values, or those of the run that goes on. */
async function begin({ compiled, engine, seed, resumed, weights }: PreparedRun): Promise<Position> {
  const { program } = compiled;
  const state = resumed && (await restore(resumed, program));
  const known = state?.values ?? (await loadedValues(weights));
  await engine.session.assign(withDrawn(program.variables, known, seed));
  return state?.position ?? beginning;
}

function startEvent(
  { run, engine, seed, compiled: { program, dataset: typed }, dataset, resumed }: PreparedRun,
  position: Position,
): RunEvent {
  return {
    event: 'start',
    run: run.name,
    train: program.train,
    model: program.model.model,
    engine: engine.name,
    engineDescription: engine.description,
    reason: engine.reason,
    seed,
    samples: sampleCounts(dataset),
    noun: sampleNoun(typed),
    ...(resumed !== undefined &&
      position.phase < program.phases.length && {
        resumedFrom: {
          phase: phaseAt(program, position.phase).name,
          epoch: position.epoch + 1,
          step: position.step,
        },
      }),
  };
}

function trainingOf(
  { request, compiled: { program }, dataset, seed, engine }: PreparedRun,
  keeper: RunKeeper,
  photos: Photos,
  features: PhaseFeatures | undefined,
): Training {
  return {
    program,
    session: engine.session,
    sources: sourcesOf(program, dataset, photos, seed),
    features,
    phaseFeeds: (phase) => classWeightFeeds(phase, dataset),
    seed,
    rateShare: keeper.current.rateShare ?? 1,
    keeper,
    stop: request.stop,
    clock: () => performance.now(),
    saveEvery: request.saveEvery ?? saveEveryByDefault,
    ...(request.progress && { progress: request.progress }),
  };
}

/** Writes down how training has ended, in the report, among the events and in the record. */
async function finish(
  { compiled, run, engine }: PreparedRun,
  keeper: RunKeeper,
  { status, position, test }: TrainingResult,
): Promise<RunOutcome> {
  const { program, main } = compiled;
  const scores = test && flatScores(test);
  const confusions = test && confusionsOf(test);
  const { seconds, best } = position;
  // Said of the record last: a run that was killed before it has more to do.
  const ending = { status, seconds, best, test: scores ?? null, ...confusions };
  await writeReport(keeper.folder, program, { ...keeper.current, ...ending }, main);
  await keeper.record(
    status === 'interrupted'
      ? {
          event: 'interrupted',
          run: run.name,
          phase: program.phases[position.phase]?.name ?? 'test',
          epoch: position.epoch + 1,
          step: position.step,
        }
      : {
          event: 'done',
          run: run.name,
          ...(scores && { test: scores }),
          ...confusions,
          engine: engine.name,
          seconds,
          ...(best && { best }),
        },
  );
  await keeper.update(ending);
  return {
    status,
    run: run.name,
    path: run.path,
    engine: engine.name,
    test: status === 'interrupted' ? undefined : scores,
    resume: resumeCommand(keeper.current.file, run.name),
    example: exampleOf(compiled),
  };
}

const isOutOfMemory = (thrown: unknown): thrown is EngineError =>
  thrown instanceof EngineError && thrown.problem === 'memory';

/** What to say where the engine had no memory left in a step, whatever was predicted. */
async function noMemoryLeft(
  { memory, compiled: { program } }: PreparedRun,
  keeper: RunKeeper,
  { message }: EngineError,
): Promise<Problem> {
  const state = await keeper.readState().catch(() => undefined);
  const last = program.phases.length - 1;
  return ranOut(memory, phaseAt(program, Math.min(last, state?.position.phase ?? 0)), message);
}

/** What a run's record says of what has ended it. */
function failureOf(error: unknown): RunFailure {
  const [first] = error instanceof Problem ? error.diagnostics : [];
  if (first === undefined) return { message: messageOf(error) };
  const { code, title, given, hint } = first;
  return { code, message: [title, ...(given === undefined ? [] : [given])].join(': '), hint };
}
