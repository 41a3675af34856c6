import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { emptySplit } from '../../diagnostics/catalogue/run.ts';
import {
  identicalAcrossSplits,
  splitDoesNotFit,
  splitsNotCompared,
} from '../../diagnostics/catalogue/splits.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Span } from '../../source/span.ts';
import type { PhaseProgram, Program } from '../../ir/program.ts';
import {
  bootstrapped,
  bootstrapPlaces,
  classWeightFeeds,
  dataFingerprint,
  identicalAcross,
  MOST_BEFORE_RUN,
  loadDataset,
  Photos,
  type Dataset,
  summaryOf,
  type SplitLock,
} from '../data/index.ts';
import { EngineError, messageOf } from '../engines/engine-error.ts';
import { listEngines } from '../engines/registry.ts';
import { ranOut, requireMemory, type PlannedTraining } from '../memory/require-memory.ts';
import { Problem } from '../problem.ts';
import { createRunFolder, runFiles, writeRunFile, type RunFolder } from '../run-folder/run-folder.ts';
import { writeRecord, type RunFailure, type RunRecord } from '../run-folder/record.ts';
import { lockRun } from '../run-folder/lock-run.ts';
import { readSplit, requireSplit, writeSplit } from '../run-folder/split-file.ts';
import { systemCode } from '../run-folder/write-whole.ts';
import { PhaseFeatures } from '../features/phase-features.ts';
import type { BatchSources } from '../train/batch-source.ts';
import { confusionsOf, flatScores, phaseAt } from '../train/evaluate.ts';
import type { FlatScores, RunEvent } from '../train/events.ts';
import { initialValues } from '../train/initialize.ts';
import { beginning, type Position } from '../train/position.ts';
import { NumbersBroke } from '../train/numbers-broke.ts';
import { train, type Progress, type Training } from '../train/training.ts';
import type { PreparedWeights } from '../weights/load.ts';
import { compileFile, type CompiledTrain } from './compile-file.ts';
import { findWeights, withWeights } from './begin-with-weights.ts';
import { exampleOf } from './example-of.ts';
import { explainBreak } from './explain-break.ts';
import { RunKeeper, resumeCommand } from './keep-run.ts';
import { planMemory } from './plan-memory.ts';
import { planOf } from './plan.ts';
import { openForResuming, requireSame, restore, type Resumed } from './resume.ts';
import { openEngine, type EngineChoice, type OpenEngine } from './open-engine.ts';
import { storedName } from './stored-sources.ts';
import { gitState, versions } from './versions.ts';
import { writeReport } from './write-report.ts';

/** What is to be trained, and who wants to hear of it. */
export interface RunRequest {
  /** The `.net` file. */
  readonly file: string;
  /** Where `runs/` and relative data folders are. */
  readonly workingDirectory: string;
  /** Which train; needed where the file has several. */
  readonly train?: string | undefined;
  /** Values of params by name, as text. */
  readonly settings: Readonly<Record<string, string>>;
  readonly engine: EngineChoice;
  readonly seed?: number | undefined;
  /** Folder of a run to go on with. */
  readonly resume?: string | undefined;
  /** Folder of a run whose division of the data is used again. */
  readonly split?: string | undefined;
  /** Where it is trained as a member of an ensemble. */
  readonly member?: MemberRequest | undefined;
  /** What learning rates are multiplied by from here on. */
  readonly rateShare?: number | undefined;
  /** Milliseconds between saves inside an epoch; ten minutes where it is not said. */
  readonly saveEvery?: number | undefined;
  /** Whether what a phase does not change is computed once and kept; it is, where it is not said. */
  readonly keepFeatures?: boolean | undefined;
  /** Ends the run after the step at hand, saved. */
  readonly stop: AbortSignal;
  readonly event?: (event: RunEvent) => void;
  readonly progress?: (progress: Progress) => void;
  /** Told of warnings and advice. */
  readonly diagnostics?: (diagnostics: readonly Diagnostic[]) => void;
  /** Told in a few words of what takes time before training begins. */
  readonly note?: (text: string) => void;
  /** Told of the bytes of a download, and of how many there will be where that is known. */
  readonly download?: (file: string, done: number, total: number | undefined) => void;
}

/** How a member of an ensemble differs from a train of its own. */
export interface MemberRequest {
  /** Fingerprints of data in which no photo is in several splits: members mostly share theirs. */
  readonly sound: Set<string>;
  /** Its folder, new and empty. */
  readonly into: RunFolder;
  /** Of the split of the data, which the members share. */
  readonly dataSeed: number;
  /** The number of its bootstrap sample; undefined for all training samples. */
  readonly bootstrap: number | undefined;
}

/** As often as a lost stretch of work is worth a second of saving: ten minutes. */
const saveEveryByDefault = 600_000;

export interface RunOutcome {
  readonly status: 'done' | 'interrupted';
  readonly run: string;
  readonly path: string;
  readonly engine: string;
  /** Undefined without a test split, and for an interrupted run. */
  readonly test: FlatScores | undefined;
  /** What to type to go on. */
  readonly resume: string;
  /** What the model could be asked about: `photo.jpg`. */
  readonly example: string;
}

/**
 * Trains what a file says, in a run folder.
 * @throws Problem for whatever a person should read: errors of the program or its data, a full disk, a broken engine
 */
export async function runTraining(request: RunRequest): Promise<RunOutcome> {
  const { workingDirectory, resume } = request;
  if (resume === undefined) return runPrepared(request, undefined);
  const resumed = await openForResuming(workingDirectory, resume);
  try {
    return await runPrepared(request, resumed);
  } finally {
    await resumed.release();
  }
}

async function runPrepared(request: RunRequest, resumed: Resumed | undefined): Promise<RunOutcome> {
  const { workingDirectory } = request;
  const lock = await lockOf(request);
  const compiled = await compileFile(request.file, {
    workingDirectory,
    settings: { ...resumed?.record.settings, ...request.settings },
    train: request.train ?? resumed?.record.train,
    data: 'needed',
    resumed: resumed !== undefined,
    // A class that has come since is none of the run's.
    facts: lock && resumed && new Map([[resumed.record.dataset, resumed.record.data.facts]]),
  });
  request.diagnostics?.(compiled.diagnostics);
  const engines = await listEngines();
  const memory = await planMemory(request.engine, compiled, engines);
  request.diagnostics?.(requireMemory(memory));
  const seed = resumed?.record.seed ?? request.seed ?? compiled.program.seed;
  const dataSeed = resumed?.record.dataSeed ?? request.member?.dataSeed ?? seed;
  const whole = await loadDataset(compiled.dataset, { base: workingDirectory, seed: dataSeed, lock });
  if (whole.gone.length > 0)
    throw new Problem(
      splitDoesNotFit(compiled.dataset.span, {
        dataset: whole.name,
        why: { kind: 'gone', files: whole.gone.map(({ file }) => file) },
      }),
    );
  const fingerprint = dataFingerprint(whole);
  const bootstrap = resumed?.record.bootstrap ?? request.member?.bootstrap;
  const dataset = bootstrap === undefined ? whole : bootstrapped(whole, dataSeed, bootstrap);
  if (dataset.splits.train.length === 0)
    throw new Problem(emptySplit(compiled.dataset.span, { split: 'training', dataset: dataset.name }));
  if (resumed !== undefined) await requireSame(resumed, compiled.sources, fingerprint);
  else await refuseShared(whole, fingerprint, request, compiled.dataset.span);
  // A run that goes on has them among its own, if it had saved any.
  const saved = resumed !== undefined && existsSync(join(resumed.run.path, runFiles.state));
  const weights = saved ? [] : await findWeights(compiled, request);

  const run =
    resumed?.run ?? request.member?.into ?? (await createRunFolder(workingDirectory, compiled.program.train));
  const release = resumed === undefined ? await lockRun(run) : undefined;
  try {
    const engine = await openEngine(request.engine, compiled.program, engines).catch(
      async (error: unknown) => {
        // Nothing has run in the new folder: it would only be in the way.
        if (resumed === undefined) await rm(run.path, { recursive: true, force: true });
        throw error;
      },
    );
    try {
      const drawnFrom =
        bootstrap === undefined ? undefined : bootstrapPlaces(whole.splits.train.length, dataSeed, bootstrap);
      const data = { dataset, whole, drawnFrom };
      const common = { request, compiled, memory, fingerprint, seed, run, engine, resumed, weights };
      const prepared = { ...common, ...data };
      return await trainInFolder(prepared);
    } finally {
      await engine.close();
    }
  } finally {
    await release?.();
  }
}

/** The division that a run is to have: its own where it goes on, that of another, or none where it is drawn anew. */
async function lockOf({ workingDirectory, resume, split }: RunRequest): Promise<SplitLock | undefined> {
  if (resume !== undefined) return readSplit(resolve(workingDirectory, resume));
  return split === undefined ? undefined : requireSplit(resolve(workingDirectory, split));
}

/** What was trained on must not be tested on. */
async function refuseShared(
  dataset: Dataset,
  fingerprint: string,
  { member, diagnostics }: RunRequest,
  span: Span,
): Promise<void> {
  const sound = member?.sound;
  if (sound?.has(fingerprint) === true) return;
  const across = await identicalAcross(dataset);
  if (across === undefined)
    diagnostics?.([splitsNotCompared(span, { dataset: dataset.name, most: MOST_BEFORE_RUN })]);
  else if (across.length > 0) throw new Problem(identicalAcrossSplits(span, summaryOf(dataset.name, across)));
  sound?.add(fingerprint);
}

interface Prepared {
  readonly request: RunRequest;
  readonly compiled: CompiledTrain;
  readonly memory: PlannedTraining;
  readonly dataset: Dataset;
  /** All samples, and where those of training stand among them; undefined where they are all. */
  readonly whole: Dataset;
  readonly drawnFrom: Uint32Array | undefined;
  readonly fingerprint: string;
  readonly seed: number;
  readonly run: RunFolder;
  readonly engine: OpenEngine;
  readonly resumed: Resumed | undefined;
  /** What parts of the model begin with, where that is not drawn. */
  readonly weights: readonly PreparedWeights[];
}

async function trainInFolder(prepared: Prepared): Promise<RunOutcome> {
  const { request, compiled, dataset, seed, run, engine, resumed } = prepared;
  const { program } = compiled;
  const tell = (event: RunEvent): void => request.event?.(event);
  const record = {
    ...(resumed?.record ?? (await newRecord(prepared))),
    ...(request.keepFeatures === false && { keepFeatures: false }),
    status: 'running' as const,
    failure: undefined,
    ...(request.rateShare !== undefined && { rateShare: request.rateShare }),
    settings: { ...resumed?.record.settings, ...request.settings },
    test: null,
  };
  const keeper = new RunKeeper(run, program, record, tell, () => new Date());
  if (resumed === undefined) await writeFirstFiles(run, compiled, record, dataset);
  else await keeper.update({ engine: engineRecord(engine) });

  const outcome = { run: run.name, path: run.path, engine: engine.name, example: exampleOf(compiled) };
  const resume = resumeCommand(record.file, run.name);
  const warn = (diagnostic: Diagnostic): void => request.diagnostics?.([diagnostic]);
  const photos = await Photos.open(dataset, {
    measured: record.data.pixels,
    span: compiled.dataset.span,
    warn,
  });
  const features =
    record.keepFeatures === false
      ? undefined
      : new PhaseFeatures({
          ...{ program, session: engine.session, engine: engineText(engine), seed, warn, note: request.note },
          ...{ dataset, photos, whole: prepared.whole, drawnFrom: prepared.drawnFrom },
          reading: { span: compiled.dataset.span },
        });
  try {
    const pixels = await photos.measure();
    if (Object.keys(pixels).length > 0) await keeper.update({ data: { ...record.data, pixels } });
    const from = await begin(prepared);
    await keeper.record(startEvent(prepared, from, resumed !== undefined));
    for (const { loaded } of prepared.weights) await keeper.record({ event: 'weights', ...loaded });
    const training: Training = {
      program,
      session: engine.session,
      sources: sourcesOf(program, dataset, photos, seed),
      features,
      phaseFeeds: (phase) => classWeightFeeds(phase, dataset),
      seed,
      rateShare: record.rateShare ?? 1,
      keeper,
      stop: request.stop,
      clock: () => performance.now(),
      saveEvery: request.saveEvery ?? saveEveryByDefault,
      ...(request.progress && { progress: request.progress }),
    };
    const { status, position, test } = await train(training, from).catch(async (error: unknown) => {
      if (!(error instanceof NumbersBroke)) throw error;
      const { sources } = compiled;
      throw await explainBreak({ training, sources, load: engine.load, resume, note: request.note }, error);
    });
    const scores = test && flatScores(test);
    const confusions = test && confusionsOf(test);
    const { seconds, best } = position;
    // Said of the record last: a run that was killed before it has more to do.
    const ending = { status, seconds, best, test: scores ?? null, ...confusions };
    await writeReport(run, program, { ...keeper.current, ...ending }, compiled.main);
    if (status === 'interrupted') {
      const phase = program.phases[position.phase]?.name ?? 'test';
      await keeper.record({
        event: 'interrupted',
        run: run.name,
        phase,
        epoch: position.epoch + 1,
        step: position.step,
      });
      await keeper.update(ending);
      return { ...outcome, status, test: undefined, resume };
    }
    await keeper.record({
      event: 'done',
      run: run.name,
      ...(scores && { test: scores }),
      ...confusions,
      engine: engine.name,
      seconds,
      ...(best && { best }),
    });
    await keeper.update(ending);
    return { ...outcome, status, test: scores, resume };
  } catch (thrown) {
    const error = isOutOfMemory(thrown) ? await noMemoryLeft(prepared, keeper, thrown) : thrown;
    // The first failure is what to tell: that these cannot be written on a full disk is no news.
    await keeper.update({ status: 'failed', failure: failureOf(error) }).catch(() => undefined);
    await writeReport(run, program, keeper.current, compiled.main).catch(() => undefined);
    throw error;
  } finally {
    features?.close();
    await photos.close();
  }
}

const isOutOfMemory = (thrown: unknown): thrown is EngineError =>
  thrown instanceof EngineError && thrown.problem === 'memory';

/** What to say where the engine had no memory left in a step, whatever was predicted. */
async function noMemoryLeft(
  { memory, compiled: { program } }: Prepared,
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

/** Gives the variables their first values, or those of the run that goes on. */
async function begin({ compiled, engine, seed, resumed, weights }: Prepared): Promise<Position> {
  const { program } = compiled;
  const first = initialValues(program.variables, seed);
  if (resumed === undefined) {
    await engine.session.assign(await withWeights(first, weights));
    return beginning;
  }
  const state = await restore(resumed, program);
  const values = state?.values ?? (await withWeights(first, weights));
  await engine.session.assign(new Map([...first, ...values]));
  return state?.position ?? beginning;
}

/** The splits in batches of a phase's size; training photos shuffled anew for each pass. */
export function sourcesOf(
  program: Program,
  dataset: Dataset,
  photos: Photos,
  seed: number,
): (phase: PhaseProgram) => BatchSources {
  const { inputs, labels } = program;
  return ({ batch, augment, mix, cached: versions }) => {
    const rest = (split: 'validation' | 'test'): BatchSources['test'] =>
      dataset.splits[split].length === 0 ? undefined : photos.split(split, { batch, inputs, labels });
    return {
      train: photos.split('train', {
        batch,
        inputs,
        labels,
        shuffle: seed,
        training: { augment, mix, seed, versions },
      }),
      validation: rest('validation'),
      test: rest('test'),
    };
  };
}

const sampleCounts = ({ splits }: Dataset): RunRecord['data']['samples'] => ({
  train: splits.train.length,
  validation: splits.validation.length,
  test: splits.test.length,
});

const engineText = ({ name, description }: OpenEngine): string => `${name}: ${description}`;

const engineRecord = ({ name, description, reason }: OpenEngine): RunRecord['engine'] => ({
  name,
  description,
  reason,
});

async function newRecord(prepared: Prepared): Promise<RunRecord> {
  const { request, compiled, dataset, fingerprint, seed, engine } = prepared;
  const now = new Date().toISOString();
  return {
    format: 1,
    status: 'running',
    train: compiled.program.train,
    model: compiled.program.model.model,
    dataset: dataset.name,
    main: storedName(compiled.main.path),
    file: request.file,
    seed,
    ...memberRecord(request.member),
    settings: request.settings,
    engine: engineRecord(engine),
    data: {
      folder: compiled.dataset.source.path,
      fingerprint,
      classes: dataset.labels[0]?.classes ?? [],
      facts: compiled.facts.get(dataset.name) ?? { exists: true, splits: {} },
      samples: sampleCounts(dataset),
    },
    ...(prepared.weights.length > 0 && { weights: prepared.weights.map(({ loaded }) => loaded) }),
    versions: versions(),
    git: await gitState(request.workingDirectory),
    started: now,
    updated: now,
    seconds: 0,
    best: null,
    test: null,
  };
}

function memberRecord(member: MemberRequest | undefined): Pick<RunRecord, 'dataSeed' | 'bootstrap'> {
  if (member === undefined) return {};
  const { dataSeed, bootstrap } = member;
  return { dataSeed, ...(bootstrap !== undefined && { bootstrap }) };
}

/** The record comes last: where it stands, all that resuming needs stands beside it. */
async function writeFirstFiles(
  run: RunFolder,
  compiled: CompiledTrain,
  record: RunRecord,
  dataset: Dataset,
): Promise<void> {
  await writeSplit(run, dataset.lock());
  for (const { path, text } of compiled.sources) {
    const stored = join(runFiles.source, storedName(path));
    await mkdir(join(run.path, dirname(stored)), { recursive: true }).catch((error: unknown) => {
      if (systemCode(error) !== 'EEXIST') throw error;
    });
    await writeRunFile(run, stored, text);
  }
  await writeRunFile(run, runFiles.plan, `${JSON.stringify(planOf(compiled.program), null, 2)}\n`);
  await writeRecord(run, record);
}

function startEvent(
  { run, engine, seed, compiled: { program }, dataset }: Prepared,
  position: Position,
  resumed: boolean,
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
    ...(resumed &&
      position.phase < program.phases.length && {
        resumedFrom: {
          phase: phaseAt(program, position.phase).name,
          epoch: position.epoch + 1,
          step: position.step,
        },
      }),
  };
}
