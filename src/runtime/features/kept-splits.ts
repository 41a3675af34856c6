import { join } from 'node:path';
import type { PhaseProgram } from '../../ir/program.ts';
import type { TrainingChanges } from '../data/batches.ts';
import type { Dataset, Photos, SplitName } from '../data/index.ts';
import type { Session } from '../engines/engine.ts';
import { featureKey, graphDigest, photosDigest } from './feature-key.ts';
import { FeatureSet, layoutOf } from './feature-set.ts';
import type { FeaturePlan } from './plan.ts';

/** What features are computed from. */
export interface FeatureData {
  readonly session: Session;
  /** Library, version and device, in words: what else numbers depend on. */
  readonly engine: string;
  /** What is trained on, and its photos while they are in use. */
  readonly dataset: Dataset;
  readonly photos: Photos;
  /** All samples, where those of training are drawn from them: features are of all, so that others can share them. */
  readonly whole: Dataset;
  readonly seed: number;
}

/** A split whose features are kept. */
export interface KeptSplit {
  readonly name: SplitName;
  /** Whose split it is. */
  readonly dataset: Dataset;
  /** What makes versions of its photos. */
  readonly training: TrainingChanges | undefined;
  /** By version. */
  readonly sets: readonly FeatureSet[];
}

/** The splits whose features the epochs of a phase go on from. */
export function splitsOfEpochs({ versions, validation }: FeaturePlan): readonly SplitName[] {
  return [...(versions > 0 ? (['train'] as const) : []), ...(validation ? (['validation'] as const) : [])];
}

/**
 * Those of some splits that are not empty, with the files of features that are there. Features lie under the name of all that
 * they depend on.
 * @param root the folder of all features
 */
export async function keptSplits(
  data: FeatureData,
  phase: PhaseProgram,
  plan: FeaturePlan,
  root: string,
  wanted: readonly SplitName[],
): Promise<readonly KeptSplit[]> {
  const names = wanted.filter((name) => data.dataset.splits[name].length > 0);
  if (names.length === 0) return [];
  const graph = graphDigest(plan.prefix.graph, await data.session.read(plan.variables));
  const splits = names.map((name) => keptSplit(data, phase, plan, root, graph, name));
  for (const { sets } of splits) for (const set of sets) await set.open();
  return splits;
}

function keptSplit(
  { dataset: own, whole, photos, seed, engine, session }: FeatureData,
  { augment }: PhaseProgram,
  plan: FeaturePlan,
  root: string,
  graph: string,
  name: KeptSplit['name'],
): KeptSplit {
  // Changes are drawn for a place among what is trained on: only features of unchanged photos can be shared.
  const changed = name === 'train' && augment !== undefined;
  const dataset = changed ? own : whole;
  const training = changed ? { augment, mix: undefined, seed } : undefined;
  const arithmetic = name === 'train' ? session.arithmetic : 'float32';
  const digest = photosDigest(dataset, name, plan.inputs, photos.pixels, training);
  const folder = join(root, featureKey(graph, digest, { engine, arithmetic, batch: plan.batch }));
  const layout = layoutOf(plan.prefix, dataset.splits[name].length, plan.batch);
  const versions = name === 'train' ? plan.versions : 1;
  const sets = Array.from({ length: versions }, (_, version) => new FeatureSet(folder, version, layout));
  return { name, dataset, training, sets };
}
