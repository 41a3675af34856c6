import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { decodingFailed, folderUnreadable, pixelCacheOff } from '../../diagnostics/catalogue/photos.ts';
import type { Span } from '../../source/span.ts';
import { Problem } from '../problem.ts';
import { endlessBatches, epochBatches, type BatchPlan, type PhotoBatch } from './batches.ts';
import { BrokenPhotos } from './broken-photos.ts';
import { pixelCacheFolder } from './cache/cache-folder.ts';
import { PixelCache } from './cache/pixel-cache.ts';
import type { Dataset } from './dataset.ts';
import type { Label } from '../../typecheck/typed-module.ts';
import { fedLabels } from './label-tensor.ts';
import type { PhotoProblem } from './photo-problem.ts';
import { SPLITS, type SplitName } from './photo.ts';
import { PhotoStore } from './photo-store.ts';
import { unitPixels } from './pixel-map.ts';
import { prefetch, type WaitLog } from './prefetch.ts';
import { WorkPool } from './workers/pool.ts';

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
  /** Batches that lie ready before they are asked for. */
  readonly ready?: number | undefined;
}

/** How a split is made into batches. */
export interface BatchOptions {
  /** Photos in a batch. */
  readonly batch: number;
  /** Names of the model's inputs that get the photo. */
  readonly inputs: readonly string[];
  /** Labels as the program wants them; without them all of the data set's, in their own form. */
  readonly labels?: readonly Pick<Label, 'name' | 'kind'>[] | undefined;
  /** Seed of the order; without one photos come in the order of their names. */
  readonly shuffle?: number | undefined;
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

/** The photos of a data set while they are in use: threads and files that `close` gives back. */
export class Photos {
  private readonly dataset: Dataset;
  private readonly options: PhotoOptions;
  private readonly store: PhotoStore;
  private readonly broken: BrokenPhotos;
  private readonly log: WaitLog = { waited: 0 };
  private delivered = 0;
  private started: number | undefined;

  private constructor(dataset: Dataset, options: PhotoOptions, store: PhotoStore) {
    this.dataset = dataset;
    this.options = options;
    this.store = store;
    this.broken = new BrokenPhotos(dataset, options.span, (diagnostic) => options.warn?.(diagnostic));
  }

  /** Opens the cache of decoded photos; threads start with the first photo that is not in it. */
  static async open(dataset: Dataset, options: PhotoOptions = {}): Promise<Photos> {
    for (const unreadable of dataset.facts.unreadable)
      options.warn?.(folderUnreadable(options.span, unreadable));
    const root = options.cacheFolder === undefined ? pixelCacheFolder() : options.cacheFolder;
    const cache =
      root === null
        ? undefined
        : await PixelCache.open({
            root,
            folder: dataset.folder,
            size: dataset.size,
            photos: SPLITS.reduce((sum, split) => sum + dataset.splits[split].length, 0),
            limit: options.cacheLimit,
            off: (reason) => options.warn?.(pixelCacheOff(undefined, { folder: root, reason })),
          });
    return new Photos(dataset, options, new PhotoStore(new WorkPool(dataset.size, options.workers), cache));
  }

  /** A split as batches: shuffled by a seed for training, in order for everything else. */
  split(name: SplitName, { batch, inputs, labels, shuffle }: BatchOptions): PhotoBatches {
    const samples = this.dataset.splits[name];
    const ready = this.options.ready ?? READY;
    const plan: BatchPlan = {
      split: name,
      samples,
      labels: fedLabels(this.dataset.labels, labels),
      size: this.dataset.size,
      map: unitPixels,
      inputs,
      batch,
      shuffle,
      // Enough to keep every thread busy, few enough that memory does not grow with the data.
      ahead: Math.max(batch * ready, 32),
      store: this.store,
      broken: this.broken,
    };
    const { broken } = this;
    return {
      get samples() {
        return samples.length - broken.count(name);
      },
      batches: (epoch, skip) => this.deliver(prefetch(epochBatches(plan, epoch, skip), ready, this.log)),
      endless: (start) => this.deliver(prefetch(endlessBatches(plan, start), ready, this.log)),
    };
  }

  /** Photos left out so far. */
  get problems(): readonly PhotoProblem[] {
    return this.broken.problems;
  }

  get statistics(): PhotoStatistics {
    const seconds = this.started === undefined ? 0 : (performance.now() - this.started) / 1000;
    return {
      ...this.store.counts,
      delivered: this.delivered,
      photosPerSecond: seconds === 0 ? 0 : this.delivered / seconds,
      waitedForData: this.log.waited,
    };
  }

  async close(): Promise<void> {
    await this.store.close();
  }

  private async *deliver(batches: AsyncIterable<PhotoBatch>): AsyncGenerator<PhotoBatch, void, undefined> {
    this.started ??= performance.now();
    try {
      for await (const batch of batches) {
        this.delivered += batch.samples;
        yield batch;
      }
    } catch (thrown) {
      if (thrown instanceof Problem) throw thrown;
      throw new Problem(
        decodingFailed(undefined, { reason: thrown instanceof Error ? thrown.message : String(thrown) }),
      );
    }
  }
}
