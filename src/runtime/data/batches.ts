import type { Tensors } from '../engines/engine.ts';
import { BatchBuilder } from './batch-builder.ts';
import type { LeaveOut } from './broken-photos.ts';
import { permutation } from './draws.ts';
import type { FedLabel } from './label-tensor.ts';
import type { PhotoSize, Sample, SplitName } from './photo.ts';
import type { PhotoStore } from './photo-store.ts';
import type { PixelMap } from './pixel-map.ts';
import type { PhotoSource } from './workers/messages.ts';
import { isFault, type Decoded } from './workers/pool.ts';

/** Some photos with their labels, ready to be fed. */
export interface PhotoBatch {
  readonly epoch: number;
  /** Its number in the epoch, from 0: a run that has used it goes on by leaving out one more than that. */
  readonly index: number;
  /** `input/NAME`, float32 `[samples, height, width, 3]` as the plan's map makes them, and `label/NAME`. */
  readonly feeds: Tensors;
  readonly samples: number;
  /** The photos in it, in order, as messages name them. */
  readonly files: readonly string[];
  /** Their places in the split, in order: what was computed for a photo can be kept by it. */
  readonly places: Uint32Array;
  /** Gives the memory of the photos back for a later batch: the feeds must not be used after it. Without it memory is made anew. */
  release(): void;
}

/** What the batches of a split are made from. */
export interface BatchPlan {
  readonly split: SplitName;
  readonly samples: readonly Sample[];
  readonly labels: readonly FedLabel[];
  readonly size: PhotoSize;
  /** What grey levels become. */
  readonly map: PixelMap;
  /** Model inputs that get the photo. */
  readonly inputs: readonly string[];
  /** Photos in a batch; the last of an epoch may have fewer. */
  readonly batch: number;
  /** Shuffles each epoch; undefined keeps the order, as evaluation needs. */
  readonly shuffle: number | undefined;
  /** Photos that may be asked for before they are needed. */
  readonly ahead: number;
  readonly store: PhotoStore;
  readonly broken: LeaveOut;
}

/** Batches in the making at a time: while threads fill one, the photos of the next are gathered. */
const MAKING = 2;

/** The order in which an epoch goes through a split: it depends on the seed and the epoch alone. */
export function epochOrder(count: number, shuffle: number | undefined, epoch: number): Uint32Array {
  return shuffle === undefined
    ? Uint32Array.from({ length: count }, (_, index) => index)
    : permutation('shuffle', shuffle, epoch, count);
}

/**
 * The batches of one pass over a split, in an order that neither workers nor interruptions change. Broken photos are left out
 * and the next ones move up.
 * @param skip batches to leave out at the beginning: where an interrupted pass goes on
 */
export async function* epochBatches(
  plan: BatchPlan,
  epoch: number,
  skip = 0,
): AsyncGenerator<PhotoBatch, void, undefined> {
  const order = epochOrder(plan.samples.length, plan.shuffle, epoch);
  const photos = readablePhotos(plan, order, skip * plan.batch);
  const making: Promise<PhotoBatch>[] = [];
  let index = skip;
  let builder = new BatchBuilder(plan);
  const finish = (): void => {
    const batch = builder.finish(epoch, index++);
    // A failure counts when the batch is needed; until then it must not count as unhandled.
    batch.catch(() => undefined);
    making.push(batch);
    builder = new BatchBuilder(plan);
  };
  for await (const { place, sample, source } of photos) {
    builder.add(place, sample, source);
    if (builder.count < plan.batch) continue;
    finish();
    if (making.length < MAKING) continue;
    const batch = await making.shift();
    if (batch !== undefined) yield batch;
  }
  plan.store.keep();
  if (builder.count > 0) finish();
  for (const batch of making) yield await batch;
}

/** Epoch after epoch without an end, for phases that are counted in steps. */
export async function* endlessBatches(
  plan: BatchPlan,
  start: { readonly epoch: number; readonly skip: number },
): AsyncGenerator<PhotoBatch, void, undefined> {
  // Without a single photo there would be no end and no batch.
  if (plan.samples.length === 0) return;
  yield* epochBatches(plan, start.epoch, start.skip);
  for (let epoch = start.epoch + 1; ; epoch++) yield* epochBatches(plan, epoch);
}

interface ReadyPhoto {
  readonly place: number;
  readonly sample: Sample;
  readonly source: PhotoSource;
}

/**
 * The photos of an order with their pixels, without those that are broken. Those that must be decoded are asked for ahead.
 * @param skip photos to leave out at the beginning; whether they are readable is found out all the same, for it says where the
 * others stand
 */
async function* readablePhotos(
  plan: BatchPlan,
  order: Uint32Array,
  skip: number,
): AsyncGenerator<ReadyPhoto, void, undefined> {
  const { samples, store, broken, split } = plan;
  const coming = new Map<number, Promise<Decoded>>();
  let asked = 0;
  let left = skip;
  const askAhead = (position: number): void => {
    for (; asked < Math.min(order.length, position + 1 + plan.ahead); asked++) {
      const sample = samples[order[asked] ?? 0];
      if (sample === undefined || broken.has(sample) || store.has(sample.photo)) continue;
      const decoding = store.decode(sample.photo);
      // A failure counts when the photo is needed; until then it must not count as unhandled.
      decoding.catch(() => undefined);
      coming.set(asked, decoding);
    }
  };

  for (const [position, place] of order.entries()) {
    askAhead(position);
    const sample = samples[place];
    if (sample === undefined || broken.has(sample)) continue;
    if (left > 0 && !coming.has(position) && store.has(sample.photo)) {
      left--;
      continue;
    }
    const kept = coming.has(position) ? undefined : store.locate(sample.photo);
    if (kept !== undefined) {
      yield { place, sample, source: kept };
      continue;
    }
    // What was in the cache may have gone from it in the meantime.
    const pixels = await (coming.get(position) ?? store.decode(sample.photo));
    coming.delete(position);
    if (isFault(pixels)) broken.add(split, sample, pixels);
    else if (left > 0) left--;
    else yield { place, sample, source: { pixels } };
  }
}
