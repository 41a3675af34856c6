import type { HostTensor, Tensors } from '../engines/engine.ts';
import type { BatchPlan, PhotoBatch } from './batches.ts';
import { labelTensor } from './label-tensor.ts';
import { pixelBytes, type Sample } from './photo.ts';
import type { PhotoSource } from './workers/messages.ts';
import { isFault } from './workers/pool.ts';

/** Photos that a thread takes at once: fewer are not worth a message. */
const LEAST_PART = 4;

/** Gathers the photos of one batch, then has threads make them into tensors. */
export class BatchBuilder {
  private readonly plan: BatchPlan;
  private readonly chosen: Sample[] = [];
  private readonly places: number[] = [];
  private readonly sources: PhotoSource[] = [];

  constructor(plan: BatchPlan) {
    this.plan = plan;
  }

  get count(): number {
    return this.chosen.length;
  }

  add(place: number, sample: Sample, source: PhotoSource): void {
    this.chosen.push(sample);
    this.places.push(place);
    this.sources.push(source);
  }

  async finish(epoch: number, index: number): Promise<PhotoBatch> {
    const { size, inputs, labels, store, batch } = this.plan;
    const memory = store.memory.take(batch * pixelBytes(size));
    const part = Math.max(LEAST_PART, Math.ceil(this.count / store.threads));
    const parts = Array.from({ length: Math.ceil(this.count / part) }, (_, number) => number * part);
    await Promise.all(parts.map((first) => this.fill(memory, first, this.sources.slice(first, first + part))));
    const photos: HostTensor = {
      dtype: 'float32',
      shape: [this.count, size.height, size.width, 3],
      data: memory.subarray(0, this.count * pixelBytes(size)),
    };
    return new FilledBatch(
      {
        epoch,
        index,
        feeds: Object.fromEntries([
          ...inputs.map((name) => [`input/${name}`, photos] as const),
          ...labels.map((label) => [`label/${label.name}`, labelTensor(label, this.chosen)] as const),
        ]),
        samples: this.count,
        files: this.chosen.map(({ photo }) => photo.file),
        places: Uint32Array.from(this.places),
      },
      () => {
        store.memory.giveBack(memory);
      },
    );
  }

  private async fill(batch: Float32Array, first: number, photos: readonly PhotoSource[]): Promise<void> {
    const { store, map } = this.plan;
    const unread = await store.fill({ batch, first, photos, map });
    await Promise.all(
      unread.map(async (number) => {
        const sample = this.chosen[first + number];
        if (sample === undefined) return;
        const pixels = await store.decodeAgain(sample.photo);
        if (isFault(pixels))
          throw new Error(`${sample.photo.file} can be read neither from its place nor from the cache`);
        await store.fill({ batch, first: first + number, photos: [{ pixels }], map });
      }),
    );
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
