import { rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { cannotResume } from '../../diagnostics/catalogue/run.ts';
import { hasErrors } from '../../diagnostics/diagnostic.ts';
import type { TypedEnsemble, TypedModule } from '../../typecheck/typed-module.ts';
import { Problem } from '../problem.ts';
import { readEnsembleRecord, writeEnsembleRecord } from '../run-folder/ensemble-record.ts';
import type { EnsembleRecord, MemberRecord } from '../run-folder/ensemble-record.ts';
import { readRecord } from '../run-folder/record.ts';
import { lockRun } from '../run-folder/lock-run.ts';
import { createRunFolder, makeRunFolder, runFiles, type RunFolder } from '../run-folder/run-folder.ts';
import { openOnDisk } from '../run-folder/write-whole.ts';
import { checkFile } from './check-file.ts';
import { evaluateEnsemble, type EnsembleEvaluation } from './evaluate-ensemble.ts';
import { exampleOf } from './example-of.ts';
import { resumeCommand } from './keep-run.ts';
import { compileRun } from './load-run.ts';
import type { RunOutcome, RunRequest } from './run-request.ts';
import { runTraining } from './run-training.ts';
import { writeEnsembleReport } from './write-ensemble-report.ts';

/** How an ensemble's run ended. */
export interface EnsembleOutcome {
  readonly status: 'done' | 'interrupted';
  readonly ensemble: string;
  readonly run: string;
  /** Undefined for an interrupted run, and without a test split. */
  readonly test: EnsembleEvaluation | undefined;
  readonly resume: string;
  /** What it could be asked about: `photo.jpg`. */
  readonly example: string;
}

/** Trains what a file says: a train, or the members of an ensemble one after another. */
export async function runFile(request: RunRequest): Promise<RunOutcome | EnsembleOutcome> {
  if (request.resume !== undefined) {
    const path = resolve(request.workingDirectory, request.resume);
    const record = await readEnsembleRecord(path);
    if (record === undefined) return runTraining(request);
    const name = relative(request.workingDirectory, path);
    return trainLocked(request, { name, path, openFile: openOnDisk }, record);
  }
  const ensemble = request.train === undefined ? undefined : await ensembleNamed(request, request.train);
  if (ensemble === undefined) return runTraining(request);
  const run = await createRunFolder(request.workingDirectory, ensemble.declared.name, openOnDisk, [
    'members',
  ]);
  const record = newRecord(request, ensemble.declared, ensemble.typed);
  await writeEnsembleRecord(run, record);
  return trainLocked(request, run, record);
}

/** As `trainMembers`, while no other process trains any of them. */
async function trainLocked(
  request: RunRequest,
  run: RunFolder,
  before: EnsembleRecord,
): Promise<EnsembleOutcome> {
  const release = await lockRun(run);
  try {
    return await trainMembers(request, run, before);
  } finally {
    await release();
  }
}

async function ensembleNamed(
  { file, workingDirectory, settings }: RunRequest,
  name: string,
): Promise<{ readonly declared: TypedEnsemble; readonly typed: TypedModule } | undefined> {
  const { typed, diagnostics } = await checkFile(file, { workingDirectory, settings, data: 'none' });
  const declared = typed.ensembles.find((ensemble) => ensemble.name === name);
  if (declared === undefined) {
    // An ensemble with errors is none; they say more than that there is no train of its name.
    if (hasErrors(diagnostics)) throw new Problem(...diagnostics);
    return undefined;
  }
  return { declared, typed };
}

function newRecord(request: RunRequest, ensemble: TypedEnsemble, { trains }: TypedModule): EnsembleRecord {
  const seedOf = (name: string | undefined): number =>
    request.seed ?? trains.find((train) => train.name === name)?.seed ?? 0;
  // All divide their data by one seed: what one of them is tested on, no other has been trained on.
  const dataSeed = seedOf(ensemble.members[0]?.train);
  return {
    format: 1,
    status: 'running',
    ensemble: ensemble.name,
    vote: ensemble.vote,
    sample: ensemble.sample,
    file: request.file,
    settings: request.settings,
    members: ensemble.members.map(({ name, train, output, seedOffset }, index) => {
      const folder = `members/${String(index + 1).padStart(2, '0')}-${name}`;
      return { name, train, output, folder, seed: seedOf(train) + seedOffset, dataSeed, weight: null };
    }),
  };
}

/** Trains the members that are not trained, each in a run of its own, and lets them vote on the test split. */
async function trainMembers(
  request: RunRequest,
  run: RunFolder,
  before: EnsembleRecord,
): Promise<EnsembleOutcome> {
  if (before.status === 'done')
    throw new Problem(cannotResume(undefined, { run: run.name, reason: 'it has run to its end' }));
  const { ensemble, members } = before;
  const resume = resumeCommand(before.file, run.name);
  const outcome = { ensemble, run: run.name, resume };
  const sound = new Set<string>();
  for (const [index, member] of members.entries()) {
    if (await isTrained(run, member)) continue;
    request.note?.(`\nMember ${index + 1} of ${members.length}: ${member.name}`);
    const trained = await trainMember(request, run, before, index, member, sound);
    const { status, example } = trained;
    if (status === 'interrupted') {
      const stopped = { ...before, status };
      await writeEnsembleReport(run, stopped, undefined);
      await writeEnsembleRecord(run, stopped);
      return { ...outcome, example, status, test: undefined };
    }
  }
  const { workingDirectory, engine, diagnostics } = request;
  const evaluation = { workingDirectory, engine, run: run.name, weights: 'last' as const };
  const told = { ...evaluation, ...(diagnostics && { diagnostics }) };
  const validation = await evaluateEnsemble({ ...told, split: 'validation' }, before, false);
  const weights = validation?.members.map(({ accuracy }) => accuracy);
  const record: EnsembleRecord = {
    ...before,
    status: 'done',
    members: members.map((member, index) => ({ ...member, weight: weights?.[index] ?? null })),
  };
  const test = await evaluateEnsemble({ ...told, split: 'test' }, record, record.sample === 'bootstrap');
  await writeEnsembleReport(run, record, test ?? validation);
  await writeEnsembleRecord(run, record);
  return { ...outcome, example: await exampleFor(request, run, record), status: 'done', test };
}

/** What the members, who may all have been trained before, could be asked about. */
async function exampleFor(
  { workingDirectory }: RunRequest,
  run: RunFolder,
  { members }: EnsembleRecord,
): Promise<string> {
  const trains = new Map(members.map(({ train, folder }) => [train, folder]));
  const compiled = await Promise.all(
    [...trains.values()].map((folder) => compileRun(workingDirectory, join(run.path, folder))),
  );
  const examples = compiled.map((each) => exampleOf(each.compiled));
  // A photo says nothing to a member that looks at numbers; a table has all.
  return examples.find((example) => example.endsWith('.csv')) ?? examples[0] ?? '';
}

async function isTrained(run: RunFolder, { folder }: MemberRecord): Promise<boolean> {
  const path = join(run.path, folder);
  return existsSync(join(path, runFiles.record)) && (await readRecord(path)).status === 'done';
}

/** A member that was interrupted goes on; one that had saved nothing begins again. */
async function trainMember(
  request: RunRequest,
  run: RunFolder,
  { file, settings, sample, members: [first] }: EnsembleRecord,
  index: number,
  { folder, train, seed, dataSeed }: MemberRecord,
  sound: Set<string>,
): Promise<RunOutcome> {
  const path = join(run.path, folder);
  const common = { ...request, file, settings: { ...settings, ...request.settings }, train };
  if (existsSync(join(path, runFiles.state))) return runTraining({ ...common, resume: path });
  await rm(path, { recursive: true, force: true });
  const into = await makeRunFolder(request.workingDirectory, path);
  const bootstrap = sample === 'bootstrap' ? index : undefined;
  // Photos may have come since the first one began, and members are judged by its data.
  const shared = first !== undefined && first.train === train && join(run.path, first.folder);
  const split = shared && existsSync(join(shared, runFiles.split)) ? shared : request.split;
  return runTraining({
    ...common,
    seed,
    resume: undefined,
    split,
    member: { into, sound, dataSeed, bootstrap },
  });
}
