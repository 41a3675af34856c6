import type { Tensors } from '../engines/engine.ts';

/** Some photos with their labels, ready to be fed. */
export interface Batch {
  /** `input/NAME` and `label/NAME`. */
  readonly feeds: Tensors;
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
