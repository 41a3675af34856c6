import { resolve } from 'node:path';
import { memberKnowsSamples } from '../../diagnostics/catalogue/ensembles.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { sampleNoun } from '../../typecheck/data/sample-noun.ts';
import type { TypedDataset } from '../../typecheck/typed-module.ts';
import type { Dataset, SplitName } from '../data/index.ts';
import type { MemberRecord } from '../run-folder/ensemble-record.ts';
import type { EvaluateRequest } from './evaluate-run.ts';
import type { OpenRun } from './open-run.ts';
import { sampleNames, trainedNames } from './sample-names.ts';

/** The samples by which members are judged. */
export interface JudgedSamples {
  readonly typed: TypedDataset;
  readonly dataset: Dataset;
  readonly split: SplitName;
}

/**
 * Says of a member with data of its own whether it was trained on samples by which it is judged: its figure, and that of
 * the vote, are better then than they will be on new ones.
 */
export async function trainedOnJudged(
  { workingDirectory, run }: Pick<EvaluateRequest, 'workingDirectory' | 'run'>,
  { typed, dataset, split }: JudgedSamples,
  { compiled }: OpenRun,
  member: MemberRecord,
): Promise<readonly Diagnostic[]> {
  if (split === 'train') return [];
  const path = resolve(workingDirectory, run, member.folder);
  const trained = await trainedNames(compiled.dataset, workingDirectory, { path, seed: member.dataSeed });
  const judged = sampleNames(typed, dataset, split);
  const known = judged.filter((name) => trained.has(name)).length;
  if (known === 0) return [];
  const parameters = { member: member.name, known, all: judged.length, split, noun: sampleNoun(typed) };
  return [memberKnowsSamples(undefined, parameters)];
}
