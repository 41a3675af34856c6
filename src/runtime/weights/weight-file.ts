import type { Diagnostic } from '../../diagnostics/diagnostic.ts';

/** The formats of other programs that weights are read from. */
export type WeightFormat =
  | 'keras' // `.keras`: a zip of a configuration and `model.weights.h5`
  | 'keras-h5' // `.h5` of a whole model, or of weights alone, as Keras 2 and 3 write it
  | 'keras-weights-h5' // `.weights.h5` of Keras 3
  | 'safetensors'
  | 'tfjs' // a folder or `model.json` of TensorFlow.js, layers or graph model
  | 'savedmodel'; // a folder of TensorFlow

/** What they are called in messages. */
export const formatNames: Readonly<Record<WeightFormat, string>> = {
  keras: 'a .keras file',
  'keras-h5': 'HDF5 of Keras',
  'keras-weights-h5': 'HDF5 of Keras',
  safetensors: 'safetensors',
  tfjs: 'a model of TensorFlow.js',
  savedmodel: 'a SavedModel',
};

/** One array of a file of weights, as the file describes it. */
export interface StoredTensor {
  /** Unique in its file, as other tools show it: `block1_conv1/kernel`, `layer1.0.conv1.weight`. */
  readonly name: string;
  /** The name of the layer it belongs to: `block1_conv1`, `layer1.0.conv1`. */
  readonly layer: string;
  /** What it is within its layer: `kernel`, `bias`, `moving_mean`, `weight`, `running_var`. */
  readonly part: string;
  readonly shape: readonly number[];
  /** As the format calls it: `float32`, `F16`. */
  readonly dtype: string;
}

/** An open file of weights. Its numbers stay on disk until they are read. */
export interface WeightFile {
  readonly path: string;
  readonly format: WeightFormat;
  /** In the file's order, which for files of Keras is that of the layers. */
  readonly tensors: readonly StoredTensor[];
  /**
   * Warnings about what is odd and keeps nothing from being read: an extension that lies, program code that is left
   * alone. Reading adds to them, where the numbers read are not finite.
   */
  readonly notes: readonly Diagnostic[];
  /**
   * The numbers of one tensor, converted to float32, in the layout of the file.
   * @throws Problem when they cannot be read, or are of a dtype that no weight has
   */
  read(tensor: StoredTensor): Promise<Float32Array>;
  close(): Promise<void>;
}
