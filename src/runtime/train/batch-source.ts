import type { Tensors } from '../engines/engine.ts';
import type { Position } from './position.ts';

/** Some photos with their labels, ready to be fed. */
export interface Batch {
  /** `input/NAME` and `label/NAME`. */
  readonly feeds: Tensors;
  /** Whether they have features in the place of photos, for the graphs that go on from these. */
  readonly onFeatures?: boolean;
  readonly samples: number;
  /** The photos in it, in order, as messages name them. */
  readonly files: readonly string[];
  /** Says that the feeds are not needed any more: their memory serves later batches. */
  release?(): void;
}

/** One split of a data set, as batches. */
export interface BatchSource {
  /** Photos in it that can be read, as far as is known. */
  readonly samples: number;
  /**
   * The batches of one pass, each ready before it is asked for where possible. The order of a training split depends
   * on the seed and `epoch` alone; other splits have one order.
   * @param epoch from 0, over all phases
   * @param skip how many batches to leave out at the beginning: where an interrupted pass goes on
   */
  batches(epoch: number, skip: number): AsyncIterable<Batch>;
}

/** The splits of a run; a data set may have no validation or test photos. */
export interface BatchSources {
  readonly train: BatchSource;
  readonly validation: BatchSource | undefined;
  readonly test: BatchSource | undefined;
}

/** Has what a phase does not change computed once, and gives batches that go on from there. */
export interface FeatureSources {
  /**
   * The splits as an epoch of a phase takes them; what it needs and is not there is computed first.
   * @param plain the splits as photos
   * @returns undefined when `stop` ended it before all was there
   */
  open(place: EpochPlace, plain: BatchSources, watch: FeatureWatch): Promise<BatchSources | undefined>;
  /**
   * The test split, as the figures of a phase take it.
   * @param plain the same as photos
   * @returns undefined when `stop` ended it before all was there
   */
  openTest(
    place: EpochPlace,
    plain: BatchSource,
    watch: Omit<FeatureWatch, 'planned'>,
  ): Promise<BatchSource | undefined>;
}

/** Where training stands, as far as features depend on it. */
export type EpochPlace = Pick<Position, 'phase' | 'globalEpoch' | 'stepsInEpoch'>;

/** Who is told of features. */
export interface FeatureWatch {
  readonly stop: AbortSignal;
  /** Told which features are used, before any is computed. */
  readonly planned: (features: PlannedFeatures) => Promise<void>;
  /** Told of the samples that are computed. */
  readonly progress: (done: number, total: number) => void;
}

/** What of a phase is computed once. */
export interface PlannedFeatures {
  /** What computes them: paths of the model. */
  readonly of: readonly string[];
  readonly samples: {
    /** 0 where training photos change in each epoch. */
    readonly train: number;
    readonly validation: number;
  };
  /** Versions of each training photo. */
  readonly versions: number;
  /** On disk, all of them. */
  readonly bytes: number;
  /** Samples, versions counted, whose features an earlier run has left. */
  readonly found: number;
}
