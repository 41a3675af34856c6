import { relative, resolve } from 'node:path';
import { weightsKnowSamples } from '../../diagnostics/catalogue/pretrained.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { sampleNoun } from '../../typecheck/data/sample-noun.ts';
import type { Dataset } from '../data/index.ts';
import { Problem } from '../problem.ts';
import { findRun } from '../weights/find-run.ts';
import { spanOfWeights } from './begin-with-weights.ts';
import type { CompiledTrain } from './compile-file.ts';
import { compileRun } from './load-run.ts';
import { sampleNames, trainedNames } from './sample-names.ts';

/** Begins what a program says of weights that a run has trained. */
const RUN = 'run:';

/**
 * Says of runs with whose weights a train begins whether they were trained on what is set aside here: figures of such
 * samples are better than they will be on new ones. Of a run whose data is gone nothing is known.
 */
export async function weightsKnow(
  { program, typed, dataset }: CompiledTrain,
  { splits, folder }: Pick<Dataset, 'splits' | 'folder'>,
  workingDirectory: string,
): Promise<readonly Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const request of program.weights.filter(({ weights }) => weights.startsWith(RUN))) {
    const span = spanOfWeights(typed, program.train, request);
    const { path } = await findRun(workingDirectory, request.weights.slice(RUN.length), span);
    const trained = await trainedOn(workingDirectory, path);
    const aside = (['validation', 'test'] as const).flatMap((split) =>
      sampleNames(dataset, { splits, folder }, split),
    );
    const known = aside.filter((name) => trained.has(name)).length;
    if (known === 0) continue;
    const run = relative(workingDirectory, path);
    found.push(weightsKnowSamples(span, { run, known, all: aside.length, noun: sampleNoun(dataset) }));
  }
  return found;
}

/** The samples that a run was trained on. */
async function trainedOn(workingDirectory: string, path: string): Promise<ReadonlySet<string>> {
  try {
    const { record, compiled } = await compileRun(workingDirectory, path);
    const run = { path: resolve(workingDirectory, path), seed: record.dataSeed ?? record.seed };
    return await trainedNames(compiled.dataset, workingDirectory, run);
  } catch (thrown) {
    if (thrown instanceof Problem) return new Set();
    throw thrown;
  }
}
