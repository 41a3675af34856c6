import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sampleNoun } from '../../typecheck/data/sample-noun.ts';
import type { Dataset } from '../data/index.ts';
import { writeRecord, type RunRecord } from '../run-folder/record.ts';
import { runFiles, writeRunFile, type RunFolder } from '../run-folder/run-folder.ts';
import { writeSplit } from '../run-folder/split-file.ts';
import { systemCode } from '../run-folder/write-whole.ts';
import type { CompiledTrain } from './compile-file.ts';
import type { OpenEngine } from './open-engine.ts';
import { planOf } from './plan.ts';
import type { PreparedRun } from './prepared-run.ts';
import type { MemberRequest } from './run-request.ts';
import { storedName } from './stored-sources.ts';
import { gitState, versions } from './versions.ts';

/** How many samples each split has. */
export const sampleCounts = ({ splits }: Dataset): RunRecord['data']['samples'] => ({
  train: splits.train.length,
  validation: splits.validation.length,
  test: splits.test.length,
});

/** What a run's record says of its engine. */
export const engineRecord = ({ name, description, reason }: OpenEngine): RunRecord['engine'] => ({
  name,
  description,
  reason,
});

/** The record that a new run begins with. */
export async function newRecord(prepared: PreparedRun): Promise<RunRecord> {
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
      noun: sampleNoun(compiled.dataset),
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

/** What a run folder holds from its beginning: division, sources, plan. The record comes last: where it stands, all that resuming needs stands beside it. */
export async function writeFirstFiles(
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
