/**
 * The part of `@tensorflow/tfjs-node` 4.22 that is used. The package is not a dependency: `netc engine install` puts it
 * into the user's cache folder, or it is found beside the project.
 */
export interface TfjsNode {
  readonly node: {
    /** Opens a SavedModel; models of one folder share one session. */
    loadSavedModel(folder: string, tags: readonly string[], signature: string): Promise<LoadedModel>;
  };
  /** Takes the array as it is, without copying. */
  tensor(values: Float32Array | Int32Array, shape: readonly number[], dtype: string): TfjsTensor;
  backend(): TfjsBackend;
  enableProdMode(): void;
}

export interface LoadedModel {
  readonly sessionId: number;
  dispose(): void;
}

export interface TfjsTensor {
  readonly shape: readonly number[];
  readonly dtype: string;
  dataSync(): Float32Array | Int32Array | Uint8Array;
  dispose(): void;
}

export interface TfjsBackend {
  readonly binding: { readonly TF_Version: string };
  readonly isUsingGpuDevice: boolean;
  /**
   * Runs a session once. `TFSavedModel.predict` does no more than call it with all inputs and outputs of one signature;
   * called directly, any tensors of the graph can be fed and fetched, and the file is parsed once instead of once for
   * each signature.
   */
  runSavedModel(
    sessionId: number,
    inputs: readonly TfjsTensor[],
    infos: readonly { readonly name: string; readonly dtype: string }[],
    outputs: readonly string[],
  ): TfjsTensor[];
}
