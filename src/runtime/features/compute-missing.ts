import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { GraphKey } from '../../ir/graph-keys.ts';
import type { PhotoProblem, Photos } from '../data/index.ts';
import type { Session } from '../engines/engine.ts';
import type { FeatureWatch } from '../train/batch-source.ts';
import { withLock } from '../with-lock.ts';
import { computeFile } from './compute-features.ts';
import type { FeatureSet } from './feature-set.ts';
import type { KeptSplit } from './kept-splits.ts';
import { asNotKept } from './not-kept.ts';
import type { FeaturePlan } from './plan.ts';

/** One version of a split whose features an epoch needs. */
export interface NeededSet {
  readonly split: KeptSplit;
  readonly version: number;
  readonly set: FeatureSet;
}

/** What computes them. */
export interface Computing {
  readonly session: Session;
  readonly plan: FeaturePlan;
  readonly graphOf: (split: KeptSplit['name']) => GraphKey;
  /** Photos of a split's own data set, opened for this. */
  readonly open: (split: KeptSplit) => Promise<Photos>;
  readonly watch: Pick<FeatureWatch, 'stop' | 'progress'>;
  /** Told of another process that computes the same. */
  readonly waiting: (holder: number) => void;
}

/** Computes the features that are not there. @returns whether all are there now; not, where it was stopped before */
export async function computeMissing(needed: readonly NeededSet[], computing: Computing): Promise<boolean> {
  const { watch } = computing;
  const total = needed.reduce((sum, { set }) => sum + set.layout.samples, 0);
  for (const { split, version, set } of needed) {
    if (set.missing.length === 0) continue;
    await mkdir(set.folder, { recursive: true }).catch(asNotKept(set.folder));
    const photos = await computing.open(split);
    const work = async (): Promise<boolean> => {
      // Another process may have computed them while this one waited.
      await set.open();
      let done = needed.reduce((sum, { set: each }) => sum + each.found, 0);
      const report = (samples: number): void => {
        done += samples;
        watch.progress(done, total);
      };
      for (const number of set.missing)
        if (!(await computeFile(set, number, workOf(computing, split, version, photos, report))))
          return false;
      return true;
    };
    try {
      const waits = { onWait: computing.waiting, signal: watch.stop };
      if (!(await withLock(join(set.folder, 'lock'), work, waits))) return false;
    } finally {
      await photos.close();
    }
  }
  return true;
}

function workOf(
  { session, plan, graphOf, watch }: Computing,
  { name, dataset, training }: KeptSplit,
  version: number,
  photos: Photos,
  done: (samples: number) => void,
): Parameters<typeof computeFile>[2] {
  const { batch, inputs } = plan;
  return {
    session,
    graph: graphOf(name),
    photos: (range) =>
      photos.split(name, { batch, inputs, labels: [], range, ...(training && { training }) }),
    version,
    problemOf: (place) => {
      const own = dataset.splits[name].at(place).photos.map(({ file }) => file);
      const found = photos.problems.find(({ file }) => own.includes(file));
      return found ?? unknownProblem(own);
    },
    stop: watch.stop,
    done,
  };
}

/** What cannot be: a sample that was left out has a photo that is broken. */
const unknownProblem = (files: readonly string[]): PhotoProblem => ({
  file: files[0] ?? '',
  reason: 'broken',
  detail: '',
});
