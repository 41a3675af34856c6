import type { Augmentation, Mix } from '../../typecheck/augment/augmentation.ts';
import type { ImageShape } from '../../typecheck/typed-module.ts';
import type { Tensors } from '../engines/engine.ts';
import type { PhotoAugmentation } from './augment/augment-photo.ts';
import { BatchBuilder } from './batch-builder.ts';
import { permutation } from './draws.ts';
import type { FedLabel } from './label-feeds.ts';
import { pixelBytes } from './photo.ts';
import type { PhotoStore } from './photo-store.ts';
import type { PixelMap } from '../../typecheck/data/pixel-domains.ts';
import { readableSamples, type NewBatch, type SamplePlan } from './ready-samples.ts';

/** Some photos with their labels, ready to be fed. */
export interface PhotoBatch {
  readonly epoch: number;
  /** Its number in the epoch, from 0: a run that has used it goes on by leaving out one more than that. */
  readonly index: number;
  /**
   * `input/NAME`, float32 `[samples, height, width, channels]` as the plan's map makes them, or `[samples, units]` of numbers, with
   * `label/NAME` and `mask/NAME` as `labelFeeds` makes them.
   */
  readonly feeds: Tensors;
  readonly samples: number;
  /** The first photo of each sample, in order, or the sample itself where it has none: as messages name them. */
  readonly files: readonly string[];
  /** Their places in the split, in order: what was computed for a photo can be kept by it. */
  readonly places: Uint32Array;
  /** Gives the memory of the photos back for a later batch: the feeds must not be used after it. Without it memory is made anew. */
  release(): void;
}

/** What the batches of a split are made from. */
export interface BatchPlan extends SamplePlan {
  /** Photos in a batch; the last of an epoch may have fewer. */
  readonly batch: number;
  readonly labels: readonly FedLabel[];
  readonly images: readonly PlannedImage[];
  /** Columns of numbers that are looked at. */
  readonly numbers: readonly PlannedNumbers[];
  /** Shuffles each epoch; undefined keeps the order, as evaluation needs. */
  readonly shuffle: number | undefined;
  /** Only samples at these places of the order: from the first to before the second. */
  readonly range?: readonly [number, number] | undefined;
  /** What happens to training photos; undefined where nothing does, as everywhere else. */
  readonly training?: TrainingChanges | undefined;
}

/** What makes training photos other ones in each epoch. */
export interface TrainingChanges {
  readonly augment: Augmentation | undefined;
  readonly mix: Mix | undefined;
  /** How many versions of a photo there are, which come again and again; undefined where each epoch has its own. */
  readonly versions?: number | undefined;
  /** Of all draws. */
  readonly seed: number;
}

/** An image column in use. */
export interface PlannedImage {
  /** Its place among those of the data set. */
  readonly index: number;
  readonly size: ImageShape;
  /** What grey levels become. */
  readonly map: PixelMap;
  /** Model inputs that get the photo. */
  readonly inputs: readonly string[];
  readonly store: PhotoStore;
}

/** A column of numbers in use. */
export interface PlannedNumbers {
  readonly column: FedLabel;
  /** Model inputs that get them. */
  readonly inputs: readonly string[];
}

/** Batches in the making at a time: while threads fill some, the photos of the next are gathered. At least two, whatever their size. */
const MAKING = 4;
const MOST_MAKING_BYTES = 64 * 1024 * 1024;

function mostInTheMaking({ images, batch }: BatchPlan): number {
  const bytes = images.reduce((sum, { size }) => sum + batch * pixelBytes(size) * 4, 0);
  return Math.min(MAKING, Math.max(2, Math.floor(MOST_MAKING_BYTES / bytes)));
}

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
  const order = epochOrder(plan.samples.length, plan.shuffle, epoch).subarray(...(plan.range ?? []));
  const newBatch = (image: number): ReturnType<NewBatch> => batchToDecodeInto(plan, image, epoch);
  const making: Promise<PhotoBatch>[] = [];
  const most = mostInTheMaking(plan);
  let index = skip;
  let builder = new BatchBuilder(plan, epoch);
  const finish = (): void => {
    const batch = builder.finish(index++);
    // A failure counts when the batch is needed; until then it must not count as unhandled.
    batch.catch(() => undefined);
    making.push(batch);
    builder = new BatchBuilder(plan, epoch);
  };
  for await (const samples of readableSamples(plan, order, skip * plan.batch, newBatch)) {
    for (const sample of samples) {
      builder.add(sample);
      if (builder.count < plan.batch) continue;
      // What is there already need not wait for others to be made meanwhile.
      const patience = builder.isFilled ? 0 : most - 1;
      finish();
      for (const batch of making.splice(0, Math.max(0, making.length - patience))) yield await batch;
    }
  }
  if (plan.range === undefined) for (const { store } of plan.images) store.keep();
  if (builder.count > 0) finish();
  for (const batch of making) yield await batch;
}

/** A batch that is filled while its photos are decoded. */
function batchToDecodeInto(plan: BatchPlan, image: number, epoch: number): ReturnType<NewBatch> {
  const planned = plan.images[image];
  if (planned === undefined) throw new RangeError(`no image ${image} is in use`);
  const { size, store, map } = planned;
  let memory: Float32Array | undefined;
  return {
    batch: () => (memory ??= store.memory.take(plan.batch * pixelBytes(size))),
    map,
    augment: augmentationOf(plan, epoch),
  };
}

/** What happens to photos in an epoch. */
export function augmentationOf({ training }: BatchPlan, epoch: number): PhotoAugmentation | undefined {
  if (training?.augment === undefined) return undefined;
  const { augment: augmentation, seed, versions } = training;
  return { augmentation, seed, epoch: versions === undefined ? epoch : epoch % versions };
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
