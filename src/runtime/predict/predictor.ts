import type { ImageColumn } from '../../typecheck/typed-module.ts';
import type { PixelMap } from '../../typecheck/data/pixel-domains.ts';
import type { Tensors } from '../engines/engine.ts';
import type { PredictedOutput } from './output-prediction.ts';

/** A model with its weights, ready to be asked. */
export interface Predictor {
  /** The photos of a sample that it takes, and the names of the inputs that get each. */
  readonly photos: readonly PredictorPhoto[];
  readonly outputs: readonly PredictedOutput[];
  /** Feeds `input/NAME`, float32 `[samples, height, width, channels]`; gives `prediction/NAME`. */
  run(feeds: Tensors): Promise<Tensors>;
  close(): Promise<void>;
}

export interface PredictorPhoto {
  /** How tables name it, and what becomes of it. */
  readonly column: ImageColumn;
  readonly map: PixelMap;
  readonly inputs: readonly string[];
}
