import type { Initializer, LayerOptions, Penalty, Shape, TensorId } from './upstream.ts';

/** Where something came from, as plain data: it survives a copy into another thread. */
export interface Origin {
  /** The layer's path, or a word for what no layer made: `loss`, `update`. */
  readonly path: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** One model as a DAG of layers with paths, shapes, weights and costs; nodes stand in computable order. */
export interface LayerGraph {
  readonly model: string;
  readonly inputs: readonly { readonly id: TensorId; readonly name: string; readonly shape: Shape }[];
  readonly layers: readonly LayerNode[];
  readonly outputs: readonly LayerGraphOutput[];
  /** Every weight of the model once, in layer order: shared layers contribute theirs one time. */
  readonly weights: readonly Weight[];
}

export interface LayerGraphOutput {
  readonly name: string;
  readonly tensor: TensorId;
  readonly shape: Shape;
  readonly trainOnly: boolean;
}

export interface LayerNode {
  readonly id: TensorId;
  readonly kind: string;
  readonly path: string;
  readonly options: LayerOptions;
  readonly inputs: readonly TensorId[];
  readonly inputShapes: readonly Shape[];
  readonly shape: Shape;
  /** Paths of its weights, in the order of the layer's registry entry; another layer's where shared. */
  readonly weights: readonly string[];
  /** Parameters it brings: 0 where its weights belong to an earlier layer. */
  readonly parameters: number;
  /** Floating point operations of one forward pass of one sample; a multiply-add counts two. */
  readonly flops: number;
  readonly trainOnly: boolean;
  readonly origin: Origin;
}

/** A weight of a layer: `base.block5.conv1/kernel`. */
export interface Weight {
  readonly path: string;
  readonly shape: Shape;
  readonly initializer: Initializer;
  /** False for what training updates by other means than a gradient: moving averages. */
  readonly trainable: boolean;
  /** What it adds to what is minimized while it is trained. */
  readonly penalty?: Penalty;
}
