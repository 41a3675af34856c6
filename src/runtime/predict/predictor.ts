import type { ImageColumn, Label } from '../../typecheck/typed-module.ts';
import type { PixelMap } from '../../typecheck/data/pixel-domains.ts';
import type { Tensors } from '../engines/engine.ts';
import type { PredictedOutput } from './output-prediction.ts';

/** A model with its weights, ready to be asked. */
export interface Predictor {
  /** The photos of a sample that it takes, and the names of the inputs that get each. */
  readonly photos: readonly PredictorPhoto[];
  /** The same of columns of numbers. */
  readonly numbers: readonly PredictorNumbers[];
  /** What parts the cells of its table, where the ending of the file does not say it. */
  readonly delimiter: string | undefined;
  readonly outputs: readonly PredictedOutput[];
  /** Feeds `input/NAME`, float32 `[samples, height, width, channels]` or `[samples, units]`; gives `prediction/NAME`. */
  run(feeds: Tensors): Promise<Tensors>;
  close(): Promise<void>;
}

export interface PredictorNumbers {
  readonly column: Label;
  readonly inputs: readonly string[];
}

export interface PredictorPhoto {
  /** How tables name it, and what becomes of it. */
  readonly column: ImageColumn;
  readonly map: PixelMap;
  readonly inputs: readonly string[];
}
