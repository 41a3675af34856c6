import type { HostTensor, Tensors } from '../engines/engine.ts';
import { drawMix, mixPhotos, type MixedSample } from './augment/mix-batch.ts';
import { photoOf, type BatchPlan, type PhotoBatch, type PlannedImage } from './batches.ts';
import { labelFeeds, type FedLabel } from './label-feeds.ts';
import { mixLabels } from './mix-labels.ts';
import { pixelBytes } from './photo.ts';
import type { Sample } from './samples.ts';
import type { PartAugmentation, PhotoSource } from './workers/messages.ts';

/** Photos that a thread takes at once: fewer are not worth a message. */
const LEAST_PART = 4;

/** Gathers the photos of one batch, then has threads make them into tensors. */
export class BatchBuilder {
  private readonly plan: BatchPlan;
  private readonly chosen: Sample[] = [];
  private readonly places: number[] = [];
  /** Of each sample, a source for each image in use. */
  private readonly sources: (readonly PhotoSource[])[] = [];

  constructor(plan: BatchPlan) {
    this.plan = plan;
  }

  get count(): number {
    return this.chosen.length;
  }

  add(place: number, sample: Sample, sources: readonly PhotoSource[]): void {
    this.chosen.push(sample);
    this.places.push(place);
    this.sources.push(sources);
  }

  async finish(epoch: number, index: number): Promise<PhotoBatch> {
    const { images, samples } = this.plan;
    const mixed = this.drawMix(epoch, index);
    const filled = await Promise.all(
      images.map((image, place) => this.fillImage(image, place, epoch, mixed)),
    );
    const [first] = images;
    return new FilledBatch(
      {
        epoch,
        index,
        feeds: this.feeds(
          filled.map(({ photos }) => photos),
          mixed,
        ),
        samples: this.count,
        files: this.places.map((place) => samples.file(place, first?.index ?? 0)),
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
    epoch: number,
    mixed: readonly MixedSample[] | undefined,
  ): Promise<{ readonly photos: HostTensor; readonly giveBack: () => void }> {
    const { size, store } = image;
    const memory = store.memory.take(this.plan.batch * pixelBytes(size));
    const sources = this.sources.flatMap((each) => each[place] ?? []);
    const part = Math.max(LEAST_PART, Math.ceil(this.count / store.threads));
    const parts = Array.from({ length: Math.ceil(this.count / part) }, (_, number) => number * part);
    await Promise.all(
      parts.map((first) => this.fillPart(image, memory, first, sources.slice(first, first + part), epoch)),
    );
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

  private async fillPart(
    { index, store, map }: PlannedImage,
    batch: Float32Array,
    first: number,
    photos: readonly PhotoSource[],
    epoch: number,
  ): Promise<void> {
    const unread = await store.fill({
      ...{ batch, first, photos, map },
      augment: this.augmentation(epoch, first, photos.length),
    });
    await Promise.all(
      unread.map(async (number) => {
        const sample = this.chosen[first + number];
        if (sample === undefined) return;
        const photo = photoOf(sample, index);
        const source = await store.decodeAgain(photo);
        if ('reason' in source)
          throw new Error(`${photo.file} can be read neither from its place nor from the cache`);
        await store.fill({
          ...{ batch, first: first + number, photos: [source], map },
          augment: this.augmentation(epoch, first + number, 1),
        });
      }),
    );
  }

  /** What happens to some photos of the batch. */
  private augmentation(epoch: number, first: number, count: number): PartAugmentation | undefined {
    const { training } = this.plan;
    if (training?.augment === undefined) return undefined;
    const { augment: augmentation, seed, versions } = training;
    const drawn = versions === undefined ? epoch : epoch % versions;
    return { augmentation, seed, epoch: drawn, places: this.places.slice(first, first + count) };
  }

  private drawMix(epoch: number, index: number): readonly MixedSample[] | undefined {
    const { training } = this.plan;
    if (training?.mix === undefined) return undefined;
    return drawMix(training.mix, { seed: training.seed, epoch, index }, this.places);
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
