import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { emptySplit } from '../../diagnostics/catalogue/run.ts';
import {
  identicalAcrossSplits,
  splitDoesNotFit,
  splitsNotCompared,
} from '../../diagnostics/catalogue/splits.ts';
import type { Span } from '../../source/span.ts';
import { sampleNoun } from '../../typecheck/data/sample-noun.ts';
import {
  bootstrapped,
  bootstrapPlaces,
  dataFingerprint,
  identicalAcross,
  loadDataset,
  MOST_BEFORE_RUN,
  summaryOf,
  type Dataset,
  type SplitLock,
} from '../data/index.ts';
import { listEngines } from '../engines/registry.ts';
import { requireMemory } from '../memory/require-memory.ts';
import { Problem } from '../problem.ts';
import { lockRun } from '../run-folder/lock-run.ts';
import { createRunFolder, runFiles } from '../run-folder/run-folder.ts';
import { readSplit, requireSplit } from '../run-folder/split-file.ts';
import { findWeights } from './begin-with-weights.ts';
import { compileFile, type CompiledTrain } from './compile-file.ts';
import { openEngine } from './open-engine.ts';
import { planMemory } from './plan-memory.ts';
import type { PreparedRun } from './prepared-run.ts';
import { openForResuming, requireSame, type Resumed } from './resume.ts';
import type { RunOutcome, RunRequest } from './run-request.ts';
import { trainInFolder } from './train-in-folder.ts';
import { weightsKnow } from './weights-know-samples.ts';

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
  const data = await dataOf(request, resumed, compiled, lock);
  // A run that goes on has them among its own, if it had saved any.
  const saved = resumed !== undefined && existsSync(join(resumed.run.path, runFiles.state));
  const weights = saved ? [] : await findWeights(compiled, request);
  if (!saved) request.diagnostics?.(await weightsKnow(compiled, data.whole, workingDirectory));

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
      return await trainInFolder({ request, compiled, memory, ...data, run, engine, resumed, weights });
    } finally {
      await engine.close();
    }
  } finally {
    await release?.();
  }
}

/**
 * The data as this run takes it, and its seeds.
 * @throws Problem where files are gone that the run had, no photo is left to train on, or splits share photos
 */
async function dataOf(
  request: RunRequest,
  resumed: Resumed | undefined,
  { program, dataset: typed, sources }: CompiledTrain,
  lock: SplitLock | undefined,
): Promise<Pick<PreparedRun, 'dataset' | 'whole' | 'drawnFrom' | 'fingerprint' | 'seed'>> {
  const { span } = typed;
  const seed = resumed?.record.seed ?? request.seed ?? program.seed;
  const dataSeed = resumed?.record.dataSeed ?? request.member?.dataSeed ?? seed;
  const whole = await loadDataset(typed, { base: request.workingDirectory, seed: dataSeed, lock });
  if (whole.gone.length > 0)
    throw new Problem(
      splitDoesNotFit(span, {
        dataset: whole.name,
        why: { kind: 'gone', files: whole.gone.map(({ file }) => file) },
      }),
    );
  const fingerprint = dataFingerprint(whole);
  const bootstrap = resumed?.record.bootstrap ?? request.member?.bootstrap;
  const dataset = bootstrap === undefined ? whole : bootstrapped(whole, dataSeed, bootstrap);
  const { length } = whole.splits.train;
  if (length === 0)
    throw new Problem(emptySplit(span, { split: 'training', dataset: whole.name, noun: sampleNoun(typed) }));
  if (resumed !== undefined) await requireSame(resumed, sources, fingerprint);
  else await refuseShared(whole, fingerprint, request, span);
  const drawnFrom = bootstrap === undefined ? undefined : bootstrapPlaces(length, dataSeed, bootstrap);
  return { dataset, whole, drawnFrom, fingerprint, seed };
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
