import type { GraphKey } from '../../ir/graph-keys.ts';
import type { PhotoBatches, PhotoProblem } from '../data/index.ts';
import type { Session } from '../engines/engine.ts';
import { ahead } from '../train/ahead.ts';
import { featureSize, type LeftOut } from './feature-file.ts';
import type { FeatureSet } from './feature-set.ts';
import { asNotKept } from './not-kept.ts';

/** What features are computed with. */
export interface FeatureWork {
  readonly session: Session;
  readonly graph: GraphKey;
  /** The photos from one place of the split to before another, in their order. */
  readonly photos: (range: readonly [number, number]) => Pick<PhotoBatches, 'batches'>;
  /** Which version of the photos. */
  readonly version: number;
  /** Why a photo of the sample at a place is left out. */
  readonly problemOf: (place: number) => PhotoProblem;
  readonly stop: AbortSignal;
  /** Told of the samples of each batch. */
  readonly done: (samples: number) => void;
}

/**
 * Computes a file of a set, and writes it. Batches begin anew in each file, so that what a file holds does not depend on which
 * others were there.
 * @returns whether it was written; not, where it was stopped before
 */
export async function computeFile(set: FeatureSet, number: number, work: FeatureWork): Promise<boolean> {
  const { features } = set.layout;
  const [from, to] = set.rangeOf(number);
  const sizes = features.map(featureSize);
  const blocks = sizes.map((size) => new Float32Array((to - from) * size));
  const computed = new Set<number>();
  for await (const batch of ahead(work.photos([from, to]).batches(work.version, 0))) {
    if (work.stop.aborted) return false;
    const results = await work.session.run(work.graph, batch.feeds);
    for (const [index, { name }] of features.entries()) {
      const size = sizes[index] ?? 0;
      const data = results[name]?.data;
      if (data?.length !== batch.samples * size)
        throw new Error(`${work.graph} gave no ${name} for each sample`);
      for (const [row, place] of batch.places.entries())
        blocks[index]?.set(data.subarray(row * size, (row + 1) * size), (place - from) * size);
    }
    for (const place of batch.places) computed.add(place);
    batch.release();
    work.done(batch.samples);
  }
  if (work.stop.aborted) return false;
  const leftOut: LeftOut[] = [];
  for (let place = from; place < to; place++)
    if (!computed.has(place)) leftOut.push({ place, problem: work.problemOf(place) });
  await set.write(number, blocks, leftOut).catch(asNotKept(set.folder));
  return true;
}
