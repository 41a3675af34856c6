import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { decodingFailed, pixelCacheOff } from '../../diagnostics/catalogue/photos.ts';
import type { Span } from '../../source/span.ts';
import { Problem } from '../problem.ts';
import {
  endlessBatches,
  epochBatches,
  type BatchPlan,
  type PhotoBatch,
  type PlannedImage,
  type TrainingChanges,
} from './batches.ts';
import { BrokenPhotos } from './broken-photos.ts';
import { pixelCacheFolder } from './cache/cache-folder.ts';
import { PixelCache } from './cache/pixel-cache.ts';
import type { Dataset } from './dataset.ts';
import type { ProgramInput } from '../../ir/program.ts';
import { pixelMap, type PixelStatistics } from '../../typecheck/data/pixel-domains.ts';
import type { Label } from '../../typecheck/typed-module.ts';
import { fedLabels, plannedNumbers } from './label-feeds.ts';
import type { PhotoProblem } from './photo-problem.ts';
import { measurePixels } from './measure-pixels.ts';
import type { Sample } from './samples.ts';
import { formKey, pixelBytes, SPLITS, type PhotoForm, type SplitName } from './photo.ts';
import { PhotoStore, type StoreCounts } from './photo-store.ts';
import { prefetch, type WaitLog } from './prefetch.ts';
import { WorkPool } from './workers/pool.ts';

/** Of image columns that are standardized, by name: what was measured of the training photos. */
export type MeasuredPixels = Readonly<Record<string, PixelStatistics>>;

/** How photos are read; what is left out has a good default. */
export interface PhotoOptions {
  /** Where messages point: the data set's declaration. */
  readonly span?: Span | undefined;
  /** Told of each photo that is left out, and of what else people should know. */
  readonly warn?: ((diagnostic: Diagnostic) => void) | undefined;
  /** Decoding threads; the results do not depend on it. */
  readonly workers?: number | undefined;
  /** The folder of decoded photos; null keeps none. */
  readonly cacheFolder?: string | null | undefined;
  /** Bytes that the cache may hold. */
  readonly cacheLimit?: number | undefined;
  /** What earlier measuring of the training photos gave, for image columns that are standardized. */
  readonly measured?: MeasuredPixels | undefined;
  /** Batches that lie ready before they are asked for. */
  readonly ready?: number | undefined;
  /** Photos that are asked for before they are needed. */
  readonly ahead?: number | undefined;
}

/** How a split is made into batches. */
export interface BatchOptions {
  /** Photos in a batch. */
  readonly batch: number;
  /** The model's inputs, and the columns that they take. */
  readonly inputs: readonly Pick<ProgramInput, 'name' | 'column'>[];
  /** Labels as the program wants them; without them all of the data set's, in their own form. */
  readonly labels?: readonly Pick<Label, 'name' | 'kind'>[] | undefined;
  /** Seed of the order; without one photos come in the order of their names. */
  readonly shuffle?: number | undefined;
  /** Only samples at these places of the order: from the first to before the second. */
  readonly range?: readonly [number, number] | undefined;
  /** What makes the photos other ones in each epoch: of the training split alone. */
  readonly training?: TrainingChanges | undefined;
}

/** One split of a data set as batches. */
export interface PhotoBatches {
  /** Photos in it that can be read, as far as is known. */
  readonly samples: number;
  /** One pass; `skip` leaves out batches at its beginning. Ready ahead of its use. */
  batches(epoch: number, skip: number): AsyncIterable<PhotoBatch>;
  /** Pass after pass without an end. */
  endless(start: { readonly epoch: number; readonly skip: number }): AsyncIterable<PhotoBatch>;
}

/** What reading the photos cost so far. */
export interface PhotoStatistics {
  readonly decoded: number;
  readonly cached: number;
  /** Photos in batches that were handed out. */
  readonly delivered: number;
  /** Photos handed out a second, from the first request on. */
  readonly photosPerSecond: number;
  /** Milliseconds that users of batches waited for them. */
  readonly waitedForData: number;
}

const READY = 2;
/** Photos asked for ahead: threads stay busy while others have the processor. Decoded, they wait in batches. */
const AHEAD = 64;
const MOST_AHEAD_BYTES = 64 * 1024 * 1024;

/** The photos of a data set while they are in use: threads and files that `close` gives back. */
export class Photos {
  private readonly dataset: Dataset;
  private readonly options: PhotoOptions;
  /** For each form of photos. */
  private readonly stores: ReadonlyMap<string, PhotoStore>;
  private readonly broken: BrokenPhotos;
  private readonly log: WaitLog = { waited: 0 };
  private measured: MeasuredPixels;
  private delivered = 0;
  private started: number | undefined;

  private constructor(dataset: Dataset, options: PhotoOptions, stores: ReadonlyMap<string, PhotoStore>) {
    this.dataset = dataset;
    this.options = options;
    this.stores = stores;
    this.measured = options.measured ?? {};
    this.broken = new BrokenPhotos(dataset, options.span, (diagnostic) => options.warn?.(diagnostic));
  }

  /** Opens the cache of decoded photos, and starts the threads that make batches: what is asked for next need not wait for either. */
  static async open(dataset: Dataset, options: PhotoOptions = {}): Promise<Photos> {
    for (const finding of dataset.findings) options.warn?.(finding);
    const stores = new Map<string, PhotoStore>();
    for (const { size, resize } of dataset.images) {
      const form = { size, resize };
      if (stores.has(formKey(form))) continue;
      const pool = new WorkPool(form, options.workers);
      const [cache] = await Promise.all([openCache(dataset, form, options), pool.start()]);
      stores.set(formKey(form), new PhotoStore(pool, cache));
    }
    return new Photos(dataset, options, stores);
  }

  /** A split as batches: shuffled by a seed for training, in order for everything else. */
  split(name: SplitName, { batch, inputs, labels, shuffle, range, training }: BatchOptions): PhotoBatches {
    if (training !== undefined && name !== 'train')
      throw new RangeError(`photos for ${name} are never changed`);
    const samples = this.dataset.splits[name];
    const { broken } = this;
    const ready = this.options.ready ?? READY;
    const plan: BatchPlan = {
      split: name,
      samples,
      labels: fedLabels(this.dataset.labels, labels),
      images: this.planned(inputs),
      numbers: plannedNumbers(this.dataset.labels, inputs),
      batch,
      shuffle,
      range,
      // Enough to keep every thread busy, few enough that memory does not grow with the data.
      ahead: Math.max(batch * ready, this.ahead),
      broken,
      training,
    };
    return {
      get samples() {
        return samples.length - broken.count(name);
      },
      batches: (epoch, skip) => this.deliver(prefetch(epochBatches(plan, epoch, skip), ready, this.log)),
      endless: (start) => this.deliver(prefetch(endlessBatches(plan, start), ready, this.log)),
    };
  }

  private get ahead(): number {
    // As numbers of four bytes.
    const largest = Math.max(1, ...this.dataset.images.map(({ size }) => 4 * pixelBytes(size)));
    return this.options.ahead ?? Math.min(AHEAD, Math.ceil(MOST_AHEAD_BYTES / largest));
  }

  /** Photos left out so far. */
  get problems(): readonly PhotoProblem[] {
    return this.broken.problems;
  }

  /** What was measured of image columns that are standardized. */
  get pixels(): MeasuredPixels {
    return this.measured;
  }

  /** Leaves a sample out, as if its photo had been found broken here. @throws Problem when it is one too many */
  leaveOut(split: SplitName, sample: Sample, problem: PhotoProblem): void {
    this.broken.add(split, sample, problem);
  }

  get statistics(): PhotoStatistics {
    const seconds = this.started === undefined ? 0 : (performance.now() - this.started) / 1000;
    return {
      ...this.counts,
      delivered: this.delivered,
      photosPerSecond: seconds === 0 ? 0 : this.delivered / seconds,
      waitedForData: this.log.waited,
    };
  }

  private get counts(): StoreCounts {
    const all = [...this.stores.values()].map(({ counts }) => counts);
    return {
      decoded: all.reduce((sum, { decoded }) => sum + decoded, 0),
      cached: all.reduce((sum, { cached }) => sum + cached, 0),
    };
  }

  /**
   * Looks at the training photos of image columns that are standardized, where that was not done before: batches need it.
   * @returns all that is known, to be kept beside the weights
   */
  async measure(): Promise<MeasuredPixels> {
    for (const [index, image] of this.dataset.images.entries()) {
      const store = this.stores.get(formKey(image));
      if (image.pixels !== 'standardized' || image.name in this.measured || store === undefined) continue;
      const measured = await measurePixels({
        split: 'train',
        samples: this.dataset.splits.train,
        images: [{ index, store, size: image.size }],
        ahead: this.ahead,
        broken: this.broken,
      }).catch(asProblem);
      if (measured !== undefined) this.measured = { ...this.measured, [image.name]: measured };
    }
    return this.measured;
  }

  /** The image columns that some inputs take. */
  private planned(inputs: BatchOptions['inputs']): readonly PlannedImage[] {
    return this.dataset.images.flatMap((image, index) => {
      const { name, size } = image;
      const names = inputs.filter(({ column }) => column === name).map((input) => input.name);
      const store = this.stores.get(formKey(image));
      if (names.length === 0 || store === undefined) return [];
      return [{ index, size, map: pixelMap(image.pixels, this.measured[name]), inputs: names, store }];
    });
  }

  async close(): Promise<void> {
    await Promise.all([...this.stores.values()].map((store) => store.close()));
  }

  private async *deliver(batches: AsyncIterable<PhotoBatch>): AsyncGenerator<PhotoBatch, void, undefined> {
    this.started ??= performance.now();
    try {
      for await (const batch of batches) {
        this.delivered += batch.samples;
        yield batch;
      }
    } catch (thrown) {
      asProblem(thrown);
    }
  }
}

/** Throws what went wrong as something that a person can read. */
function asProblem(thrown: unknown): never {
  if (thrown instanceof Problem) throw thrown;
  throw new Problem(
    decodingFailed(undefined, { reason: thrown instanceof Error ? thrown.message : String(thrown) }),
  );
}

async function openCache(
  dataset: Dataset,
  form: PhotoForm,
  { cacheFolder, cacheLimit, warn }: PhotoOptions,
): Promise<PixelCache | undefined> {
  const root = cacheFolder === undefined ? pixelCacheFolder() : cacheFolder;
  if (root === null) return undefined;
  const alike = dataset.images.filter((image) => formKey(image) === formKey(form)).length;
  const samples = SPLITS.reduce((sum, split) => sum + dataset.splits[split].length, 0);
  return PixelCache.open({
    root,
    folder: dataset.folder,
    form,
    photos: samples * alike,
    limit: cacheLimit,
    off: (reason) => warn?.(pixelCacheOff(undefined, { folder: root, reason })),
  });
}
