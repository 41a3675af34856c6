import type { HostTensor, Tensors } from '../engines/engine.ts';
import { drawMix, mixPhotos, type MixedSample } from './augment/mix-batch.ts';
import { augmentationOf, type BatchPlan, type PhotoBatch, type PlannedImage } from './batches.ts';
import { labelFeeds, type FedLabel } from './label-feeds.ts';
import { mixLabels } from './mix-labels.ts';
import { pixelBytes } from './photo.ts';
import type { Sample } from './samples.ts';
import { photoOf, type ReadyPhoto, type ReadySample } from './ready-samples.ts';
import type { BatchPart, PhotoSource } from './workers/messages.ts';

/** Photos that a thread takes at once: fewer are not worth a message. */
const LEAST_PART = 4;

/** A photo that is to be made into its part of a batch. */
interface PhotoToFill {
  readonly number: number;
  readonly source: PhotoSource;
}

/** Gathers the photos of one batch, then has threads make those into tensors that are not yet. */
export class BatchBuilder {
  private readonly plan: BatchPlan;
  private readonly epoch: number;
  private readonly chosen: Sample[] = [];
  private readonly places: number[] = [];
  /** Of each sample, one for each image in use. */
  private readonly photos: (readonly ReadyPhoto[])[] = [];

  constructor(plan: BatchPlan, epoch: number) {
    this.plan = plan;
    this.epoch = epoch;
  }

  get count(): number {
    return this.chosen.length;
  }

  /** Whether nothing is to be done for its photos any more. */
  get isFilled(): boolean {
    return this.photos.every((photos) => photos.every((photo) => 'batch' in photo));
  }

  add({ place, sample, photos }: ReadySample): void {
    this.chosen.push(sample);
    this.places.push(place);
    this.photos.push(photos);
  }

  /** Takes what it needs of batches that photos stand in at once: these are those of other builders afterwards. */
  async finish(index: number): Promise<PhotoBatch> {
    const { images, samples } = this.plan;
    const mixed = this.drawMix(index);
    const filled = await Promise.all(images.map((image, place) => this.fillImage(image, place, mixed)));
    const [first] = images;
    return new FilledBatch(
      {
        epoch: this.epoch,
        index,
        feeds: this.feeds(
          filled.map(({ photos }) => photos),
          mixed,
        ),
        samples: this.count,
        files:
          first === undefined
            ? this.places.map((place) => samples.file(place, 0))
            : this.chosen.map((sample) => photoOf(sample, first.index).file),
        places: Uint32Array.from(this.places),
      },
      () => {
        for (const { giveBack } of filled) giveBack();
      },
    );
  }

  private feeds(photos: readonly HostTensor[], mixed: readonly MixedSample[] | undefined): Tensors {
    const { images, labels, numbers } = this.plan;
    const feeds: Record<string, HostTensor> = {};
    for (const [place, tensor] of photos.entries())
      for (const name of images[place]?.inputs ?? []) feeds[`input/${name}`] = tensor;
    for (const { column, inputs } of numbers) {
      const tensor = this.labelFeeds(column, mixed)[`label/${column.name}`];
      if (tensor !== undefined) for (const name of inputs) feeds[`input/${name}`] = tensor;
    }
    for (const label of labels) Object.assign(feeds, this.labelFeeds(label, mixed));
    return feeds;
  }

  private labelFeeds(label: FedLabel, mixed: readonly MixedSample[] | undefined): Tensors {
    const plain = labelFeeds(label, this.chosen);
    return mixed === undefined ? plain : mixLabels(label, plain, mixed);
  }

  /** The photos of one image column as a tensor. */
  private async fillImage(
    image: PlannedImage,
    place: number,
    mixed: readonly MixedSample[] | undefined,
  ): Promise<{ readonly photos: HostTensor; readonly giveBack: () => void }> {
    const { size, store } = image;
    const { memory, rest } = this.gather(image, place);
    const part = Math.max(LEAST_PART, Math.ceil(rest.length / store.threads));
    const parts = Array.from({ length: Math.ceil(rest.length / part) }, (_, number) => number * part);
    await Promise.all(parts.map((first) => this.fillPart(image, memory, rest.slice(first, first + part))));
    const data = mixed === undefined ? memory : this.mixed(image, memory, mixed);
    const photos: HostTensor = {
      dtype: 'float32',
      shape: [this.count, size.height, size.width, size.channels],
      data: data.subarray(0, this.count * pixelBytes(size)),
    };
    const giveBack = (): void => {
      store.memory.giveBack(data);
    };
    return { photos, giveBack };
  }

  /** The memory of the batch, in which every photo has its place that is in a batch already, and the photos that are in none. */
  private gather(
    { size, store }: PlannedImage,
    place: number,
  ): { readonly memory: Float32Array; readonly rest: readonly PhotoToFill[] } {
    const floats = pixelBytes(size);
    const photos = this.photos.flatMap((each) => each[place] ?? []);
    const memory = ownMemory(photos) ?? store.memory.take(this.plan.batch * floats);
    const rest: PhotoToFill[] = [];
    for (const [number, photo] of photos.entries()) {
      if (!('batch' in photo)) rest.push({ number, source: photo });
      else if (photo.batch !== memory || photo.number !== number)
        memory.set(photo.batch.subarray(photo.number * floats, (photo.number + 1) * floats), number * floats);
    }
    return { memory, rest };
  }

  private async fillPart(
    { index, store, map }: PlannedImage,
    batch: Float32Array,
    photos: readonly PhotoToFill[],
  ): Promise<void> {
    const part = (some: readonly PhotoToFill[]): BatchPart => ({
      batch,
      numbers: some.map(({ number }) => number),
      places: some.map(({ number }) => this.places[number] ?? 0),
      map,
      augment: augmentationOf(this.plan, this.epoch),
    });
    const unread = await store.fill(
      photos.map(({ source }) => source),
      part(photos),
    );
    await Promise.all(
      unread.map(async (which) => {
        const number = photos[which]?.number ?? -1;
        const sample = this.chosen[number];
        if (sample === undefined) return;
        const photo = photoOf(sample, index);
        const source = await store.decodeAgain(photo);
        if ('reason' in source)
          throw new Error(`${photo.file} can be read neither from its place nor from the cache`);
        await store.fill([source], part([{ number, source }]));
      }),
    );
  }

  private drawMix(index: number): readonly MixedSample[] | undefined {
    const { training } = this.plan;
    if (training?.mix === undefined) return undefined;
    return drawMix(training.mix, { seed: training.seed, epoch: this.epoch, index }, this.places);
  }

  /** The photos mixed, in other memory; what they were in is given back. */
  private mixed(
    { size, store }: PlannedImage,
    memory: Float32Array,
    mixed: readonly MixedSample[],
  ): Float32Array {
    const result = store.memory.take(memory.length);
    mixPhotos(memory, result, size, mixed);
    store.memory.giveBack(memory);
    return result;
  }
}

/**
 * The memory that photos of a batch were decoded into, where it can become the batch's own: no photo stands there before its place,
 * so that none is in the way of another when they move up. Its photos are then all in this batch.
 */
function ownMemory(photos: readonly ReadyPhoto[]): Float32Array | undefined {
  const first = photos.find((photo) => 'batch' in photo);
  if (first === undefined) return undefined;
  const isBefore = (photo: ReadyPhoto, number: number): boolean =>
    'batch' in photo && photo.batch === first.batch && photo.number < number;
  return photos.some(isBefore) ? undefined : first.batch;
}

class FilledBatch implements PhotoBatch {
  readonly epoch: number;
  readonly index: number;
  readonly feeds: Tensors;
  readonly samples: number;
  readonly files: readonly string[];
  readonly places: Uint32Array;
  #giveBack: (() => void) | undefined;

  constructor(content: Omit<PhotoBatch, 'release'>, giveBack: () => void) {
    this.epoch = content.epoch;
    this.index = content.index;
    this.feeds = content.feeds;
    this.samples = content.samples;
    this.files = content.files;
    this.places = content.places;
    this.#giveBack = giveBack;
  }

  release(): void {
    this.#giveBack?.();
    this.#giveBack = undefined;
  }
}
