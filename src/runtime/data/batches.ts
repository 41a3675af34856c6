import type { HostTensor, Tensors } from '../engines/engine.ts';
import type { LeaveOut } from './broken-photos.ts';
import { isFault, type Decoded } from './decode/pool.ts';
import { permutation } from './draws.ts';
import { labelTensor, type FedLabel } from './label-tensor.ts';
import { pixelBytes, type PhotoSize, type Sample, type SplitName } from './photo.ts';
import type { PhotoStore } from './photo-store.ts';

/** Some photos with their labels, ready to be fed. */
export interface PhotoBatch {
  readonly epoch: number;
  /** Its number in the epoch, from 0: a run that has used it goes on by leaving out one more than that. */
  readonly index: number;
  /** `input/NAME`, float32 `[samples, height, width, 3]` from 0 to 1, and `label/NAME`. */
  readonly feeds: Tensors;
  readonly samples: number;
  /** The photos in it, in order, as messages name them. */
  readonly files: readonly string[];
  /** Their places in the split, in order: what was computed for a photo can be kept by it. */
  readonly places: Uint32Array;
}

/** What the batches of a split are made from. */
export interface BatchPlan {
  readonly split: SplitName;
  readonly samples: readonly Sample[];
  readonly labels: readonly FedLabel[];
  readonly size: PhotoSize;
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

/** Grey levels as the model gets them: float32(level · float32(1/255)), as Keras's Rescaling(1/255). */
const SCALE = Math.fround(1 / 255);
const RESCALED = Float32Array.from({ length: 256 }, (_, level) => level * SCALE);

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
  let index = skip;
  let batch = new BatchBuilder(plan);
  for await (const { place, sample, pixels } of photos) {
    batch.add(place, sample, pixels);
    if (batch.count < plan.batch) continue;
    yield batch.finish(epoch, index++);
    batch = new BatchBuilder(plan);
  }
  plan.store.keep();
  if (batch.count > 0) yield batch.finish(epoch, index);
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
  /** Valid until the next photo is asked for. */
  readonly pixels: Uint8Array;
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
  const scratch = new Uint8Array(pixelBytes(plan.size));
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
    let pixels: Decoded = scratch;
    // What was in the cache may have gone from it in the meantime.
    if (coming.has(position) || !store.read(sample.photo, scratch))
      pixels = await (coming.get(position) ?? store.decode(sample.photo));
    coming.delete(position);
    if (isFault(pixels)) broken.add(split, sample, pixels);
    else if (left > 0) left--;
    else yield { place, sample, pixels };
  }
}

/** Fills the tensors of one batch, a photo at a time. */
class BatchBuilder {
  private readonly plan: BatchPlan;
  private readonly values: Float32Array;
  private readonly chosen: Sample[] = [];
  private readonly places: number[] = [];

  constructor(plan: BatchPlan) {
    this.plan = plan;
    this.values = new Float32Array(plan.batch * pixelBytes(plan.size));
  }

  get count(): number {
    return this.chosen.length;
  }

  add(place: number, sample: Sample, pixels: Uint8Array): void {
    const { values } = this;
    const from = this.count * pixels.length;
    // By index: this loop runs over every byte of every photo.
    for (let index = 0; index < pixels.length; index++)
      values[from + index] = RESCALED[pixels[index] ?? 0] ?? 0;
    this.chosen.push(sample);
    this.places.push(place);
  }

  finish(epoch: number, index: number): PhotoBatch {
    const { size, inputs, labels } = this.plan;
    const samples = this.count;
    const photos: HostTensor = {
      dtype: 'float32',
      shape: [samples, size.height, size.width, 3],
      // Of a short batch only what is filled, in memory of its own: it may be transferred to another thread.
      data: samples === this.plan.batch ? this.values : this.values.slice(0, samples * pixelBytes(size)),
    };
    return {
      epoch,
      index,
      feeds: Object.fromEntries([
        ...inputs.map((name) => [`input/${name}`, photos] as const),
        ...labels.map((label) => [`label/${label.name}`, labelTensor(label, this.chosen)] as const),
      ]),
      samples,
      files: this.chosen.map(({ photo }) => photo.file),
      places: Uint32Array.from(this.places),
    };
  }
}
