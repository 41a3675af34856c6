import type { Augmentation, Mix } from '../../typecheck/augment/augmentation.ts';
import type { ImageShape } from '../../typecheck/typed-module.ts';
import type { Tensors } from '../engines/engine.ts';
import { BatchBuilder } from './batch-builder.ts';
import type { LeaveOut } from './broken-photos.ts';
import { permutation } from './draws.ts';
import type { FedLabel } from './label-feeds.ts';
import { pixelBytes, type PhotoFile, type SplitName } from './photo.ts';
import type { Sample, Samples } from './samples.ts';
import type { PhotoStore } from './photo-store.ts';
import type { PixelMap } from '../../typecheck/data/pixel-domains.ts';
import type { PhotoSource } from './workers/messages.ts';
import { problemOf, type PhotoFault, type PhotoProblem } from './photo-problem.ts';

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

/** Which photos of a split are to be read. */
export interface SamplePlan {
  readonly split: SplitName;
  readonly samples: Samples;
  /** Photos of a sample that are used. */
  readonly images: readonly Pick<PlannedImage, 'index' | 'store'>[];
  /** Photos that may be asked for before they are needed. */
  readonly ahead: number;
  readonly broken: LeaveOut;
}

/** What the batches of a split are made from. */
export interface BatchPlan extends SamplePlan {
  readonly labels: readonly FedLabel[];
  readonly images: readonly PlannedImage[];
  /** Columns of numbers that are looked at. */
  readonly numbers: readonly PlannedNumbers[];
  /** Photos in a batch; the last of an epoch may have fewer. */
  readonly batch: number;
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
  const photos = readableSamples(plan, order, skip * plan.batch);
  const making: Promise<PhotoBatch>[] = [];
  const most = mostInTheMaking(plan);
  let index = skip;
  let builder = new BatchBuilder(plan);
  const finish = (): void => {
    const batch = builder.finish(epoch, index++);
    // A failure counts when the batch is needed; until then it must not count as unhandled.
    batch.catch(() => undefined);
    making.push(batch);
    builder = new BatchBuilder(plan);
  };
  for await (const { place, sample, sources } of photos) {
    builder.add(place, sample, sources);
    if (builder.count < plan.batch) continue;
    finish();
    if (making.length < most) continue;
    const batch = await making.shift();
    if (batch !== undefined) yield batch;
  }
  if (plan.range === undefined) for (const { store } of plan.images) store.keep();
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

interface ReadySample {
  readonly place: number;
  readonly sample: Sample;
  /** One for each image in use. */
  readonly sources: readonly PhotoSource[];
}

/** A sample that was looked at ahead of its turn, with the photos that are being decoded for it. */
interface AskedSample {
  readonly sample: Sample;
  /** One for each image in use; undefined for what can be read at once. */
  readonly decoding: readonly (Promise<PhotoSource | PhotoFault> | undefined)[];
}

/**
 * The samples of an order with the pixels of their photos, without those of which a photo is broken. What must be decoded is
 * asked for ahead.
 * @param skip samples to leave out at the beginning; whether they are readable is found out all the same, for it says where the
 * others stand
 */
export async function* readableSamples(
  plan: SamplePlan,
  order: Uint32Array,
  skip: number,
): AsyncGenerator<ReadySample, void, undefined> {
  const { samples, broken, split } = plan;
  const asked = new Map<number, AskedSample>();
  let next = 0;
  let left = skip;
  const askAhead = (position: number): void => {
    for (; next < Math.min(order.length, position + 1 + plan.ahead); next++) {
      const sample = samples.at(order[next] ?? 0);
      if (!broken.has(sample)) asked.set(next, { sample, decoding: askFor(plan, sample) });
    }
  };

  for (const [position, place] of order.entries()) {
    askAhead(position);
    const coming = asked.get(position);
    asked.delete(position);
    if (coming === undefined || broken.has(coming.sample)) continue;
    const { sample } = coming;
    if (left > 0 && coming.decoding.every((decoding) => decoding === undefined)) {
      left--;
      continue;
    }
    const sources = await sourcesOf(plan, coming);
    if ('reason' in sources) broken.add(split, sample, sources);
    else if (left > 0) left--;
    else yield { place, sample, sources };
  }
}

/** Begins to decode the photos of a sample that cannot be read at once. */
function askFor({ images }: SamplePlan, sample: Sample): AskedSample['decoding'] {
  return images.map(({ index, store }) => {
    const photo = photoOf(sample, index);
    if (store.has(photo)) return undefined;
    const decoding = store.decode(photo);
    // A failure counts when the photo is needed; until then it must not count as unhandled.
    decoding.catch(() => undefined);
    return decoding;
  });
}

/** Where the pixels of a sample's photos are, or what is wrong with the first of them that is broken. */
async function sourcesOf(
  { images }: SamplePlan,
  { sample, decoding }: AskedSample,
): Promise<readonly PhotoSource[] | PhotoProblem> {
  const sources: PhotoSource[] = [];
  for (const [place, { index, store }] of images.entries()) {
    const photo = photoOf(sample, index);
    const kept = decoding[place] === undefined ? store.locate(photo) : undefined;
    if (kept !== undefined) {
      sources.push(kept);
      continue;
    }
    // What was in the cache may have gone from it in the meantime.
    const source = await (decoding[place] ?? store.decode(photo));
    if ('reason' in source) return problemOf(photo, source);
    sources.push(source);
  }
  return sources;
}

/** The photo of a sample in an image column. */
export function photoOf({ photos, number }: Sample, index: number): PhotoFile {
  const photo = photos[index];
  if (photo === undefined) throw new RangeError(`sample ${number} has no photo ${index}`);
  return photo;
}
