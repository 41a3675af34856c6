import type { Origin } from './layer-graph.ts';

/**
 * The op graph: a static computation over tensors, one result an op, in an order in which it can be computed.
 * Everything is plain data, so a graph can be printed, compared and sent to another thread.
 *
 * A dimension of `BATCH` stands for the number of samples in the batch at hand: one number for the whole graph,
 * known when it runs. It is always the first dimension, or nowhere.
 */
export const BATCH = -1;

/** `bfloat16` is float32 without its lower half: what large ops of a training step compute in where it is asked for. */
export type DataType = 'float32' | 'bfloat16' | 'int32' | 'bool';

export interface TensorType {
  readonly dtype: DataType;
  readonly shape: readonly number[];
}

/** Index of the op that makes it, in `OpGraph.nodes`. */
export type ValueId = number;

/** Pixels before and after, for height and width. `same` has been resolved: sizes are known. */
export interface Window2d {
  readonly strides: readonly [number, number];
  readonly padding: readonly [readonly [number, number], readonly [number, number]];
}

export interface Convolution2d extends Window2d {
  readonly dilations: readonly [number, number];
}

export interface Pooling2d extends Window2d {
  readonly window: readonly [number, number];
}

export interface BatchNormalization {
  readonly epsilon: number;
}

export interface Reduction {
  readonly axes: readonly number[];
  readonly keepDimensions: boolean;
}

type NoAttributes = Readonly<Record<string, never>>;

/**
 * What every optimiser's update of a weight has, beside its own step. The operands are the weight's learning rate first,
 * then what the step wants, then μ where there is an average, and the gradient last.
 */
export interface WeightUpdate {
  readonly variable: string;
  /** Before the step: w ← w − lr·decay·w, as Keras's weight decay; null for none. */
  readonly decay: number | null;
  /** The variable that keeps a moving average; after the step: a ← μa + (1 − μ)w. Null for none. */
  readonly average: string | null;
}

export type UnaryKind =
  | 'neg'
  | 'exp'
  | 'log'
  | 'log1p'
  | 'expm1'
  | 'sqrt'
  | 'rsqrt'
  | 'reciprocal'
  | 'square'
  | 'abs'
  | 'sign'
  | 'relu'
  | 'sigmoid'
  | 'tanh'
  | 'softplus'
  | 'erf';

/** Operands broadcast as in NumPy. */
export type BinaryKind = 'add' | 'sub' | 'mul' | 'div' | 'pow' | 'maximum' | 'minimum';

/** Operands broadcast as in NumPy; the result is `bool`. */
export type ComparisonKind = 'greater' | 'greater_equal' | 'equal';

/** Attributes by kind of op; images are NHWC, kernels [height, width, in, out], depthwise [height, width, in, multiplier]. */
export type OpAttributes = { readonly [K in UnaryKind | BinaryKind | ComparisonKind]: NoAttributes } & {
  // --- sources (no inputs)
  /** A tensor fed at each run. */
  readonly input: { readonly name: string };
  readonly constant: { readonly values: readonly number[] };
  /** The variable's value before any update of this run. */
  readonly read: { readonly variable: string };
  /** The number of samples in this batch, a float32 scalar. */
  readonly batch_size: NoAttributes;

  // --- elementwise
  /** (condition, a, b): a where the condition holds, b elsewhere; equal shapes. */
  readonly select: NoAttributes;
  readonly cast: NoAttributes;
  /** (dy, y): dy where y > 0, 0 elsewhere. */
  readonly relu_grad: NoAttributes;

  // --- linear
  /** (a, b): both of rank 2. */
  readonly matmul: { readonly transposeA: boolean; readonly transposeB: boolean };
  /** (x, bias): bias over the last dimension. */
  readonly bias_add: NoAttributes;
  /** (dy): sum over all dimensions but the last. */
  readonly bias_add_grad: NoAttributes;
  /** (x, kernel). */
  readonly conv2d: Convolution2d;
  /** (dy, kernel): gradient with respect to x, whose shape is the result's. */
  readonly conv2d_grad_input: Convolution2d;
  /** (x, dy): gradient with respect to the kernel, whose shape is the result's. */
  readonly conv2d_grad_kernel: Convolution2d;
  /** (x, kernel): output channel c·multiplier + m comes from channel c. */
  readonly depthwise_conv2d: Convolution2d;
  readonly depthwise_conv2d_grad_input: Convolution2d;
  readonly depthwise_conv2d_grad_kernel: Convolution2d;

  // --- pooling
  /** (x): padding never wins. */
  readonly max_pool: Pooling2d;
  /** (x, y, dy): to the first maximum of each window, rows before columns. */
  readonly max_pool_grad: Pooling2d;
  /** (x): padding is not counted. */
  readonly avg_pool: Pooling2d;
  /** (dy): gradient with respect to x, whose shape is the result's. */
  readonly avg_pool_grad: Pooling2d;

  // --- normalization by a batch's own moments, those of each channel: over all dimensions but the last
  /** (x, γ, β): γ·(x − mean)/√(variance + ε) + β. */
  readonly batch_norm: BatchNormalization;
  /** (x). */
  readonly batch_mean: NoAttributes;
  /** (x): the biased variance, Σ(x − mean)²/n. */
  readonly batch_variance: NoAttributes;
  /** (x, dy, γ): gradient of `batch_norm` with respect to x, through the moments too. */
  readonly batch_norm_grad_input: BatchNormalization;
  /** (x, dy, γ): with respect to γ. */
  readonly batch_norm_grad_gamma: BatchNormalization;
  /** (x, dy, γ): with respect to β. */
  readonly batch_norm_grad_beta: BatchNormalization;

  // --- reductions
  readonly reduce_sum: Reduction;
  readonly reduce_mean: Reduction;
  readonly reduce_max: Reduction;

  // --- shape
  readonly reshape: NoAttributes;
  readonly transpose: { readonly permutation: readonly number[] };
  readonly concat: { readonly axis: number };
  /** From `begin`, as much as the result's shape says. */
  readonly slice: { readonly begin: readonly number[] };
  readonly pad: { readonly padding: readonly (readonly [number, number])[]; readonly value: number };
  /** To the result's shape, as NumPy broadcasts. */
  readonly broadcast_to: NoAttributes;

  // --- classification
  /** (x): over the last dimension. */
  readonly softmax: NoAttributes;
  /** (indices int32 [n]): [n, depth] of 0 and 1. */
  readonly one_hot: { readonly depth: number };
  /** (logits [n, c], targets [n, c]): −Σ target·log softmax(logits), [n]. */
  readonly softmax_cross_entropy: NoAttributes;
  /** (logits, targets): max(z, 0) − z·t + log1p(e^−|z|), elementwise. */
  readonly sigmoid_cross_entropy: NoAttributes;

  // --- random
  /**
   * (seed int32 [2]): uniform in [0, 1), TensorFlow's StatelessRandomUniform (Philox 4×32-10) with the seed
   * [seed[0] + stream, seed[1]], so that every engine draws the same numbers.
   */
  readonly random_uniform: { readonly stream: number };

  // --- effects: they happen after every read of the run, and their result (a scalar) only says that they did. An effect
  // stands behind the last op that uses what it changes, so that who runs the ops in order may change variables in place.
  /** (value). */
  readonly assign: { readonly variable: string };
  /** (learning rate, gradient): m ← μm − lr·g; w ← w + m, or w + μm − lr·g. Without momentum there is no slot. */
  readonly apply_sgd: WeightUpdate & {
    readonly velocity: string | null;
    readonly momentum: number;
    readonly nesterov: boolean;
  };
  /** (learning rate, gradient): v ← ρv + (1−ρ)g²; d ← μd + lr·g/√(v+ε); w ← w − d. Without momentum no slot d. */
  readonly apply_rmsprop: WeightUpdate & {
    readonly meanSquare: string;
    readonly velocity: string | null;
    readonly rho: number;
    readonly momentum: number;
    readonly epsilon: number;
  };
  /** (learning rate, β1ᵗ, β2ᵗ, gradient): Kingma & Ba 2015, section 2, the form with ε outside of the correction. */
  readonly apply_adam: WeightUpdate & {
    readonly mean: string;
    readonly meanSquare: string;
    readonly beta1: number;
    readonly beta2: number;
    readonly epsilon: number;
  };
  /** (learning rate, gradient): s ← s + g²; w ← w − lr·g/√(s+ε). Duchi et al. 2011. */
  readonly apply_adagrad: WeightUpdate & { readonly sumSquare: string; readonly epsilon: number };
  /**
   * (learning rate, gradient): v ← ρv + (1−ρ)g²; d ← g·√(u+ε)/√(v+ε); u ← ρu + (1−ρ)d²; w ← w − lr·d. Zeiler 2012,
   * algorithm 1, times a learning rate.
   */
  readonly apply_adadelta: WeightUpdate & {
    readonly meanSquare: string;
    readonly meanSquareStep: string;
    readonly rho: number;
    readonly epsilon: number;
  };
  /** (learning rate, gradient): w ← w − lr·sign(β1m + (1−β1)g); m ← β2m + (1−β2)g. Chen et al. 2023, algorithm 2. */
  readonly apply_lion: WeightUpdate & {
    readonly mean: string;
    readonly beta1: number;
    readonly beta2: number;
  };
};

export type OpKind = keyof OpAttributes;

/** One op. `K` narrows its attributes. */
export interface OpNode<K extends OpKind = OpKind> {
  readonly kind: K;
  readonly inputs: readonly ValueId[];
  readonly attributes: OpAttributes[K];
  readonly type: TensorType;
  readonly origin: Origin;
}

/** An op of one of these kinds, discriminated by `kind`; a table keyed by kind can be applied to it. */
export type OpOf<K extends OpKind> = { readonly [P in K]: OpNode<P> }[K];

/** An op of any kind. */
export type AnyOp = OpOf<OpKind>;

export interface OpGraph {
  /** `train`, `evaluate`, `predict`. */
  readonly name: string;
  /** In an order in which they can be computed: an op's inputs stand before it. */
  readonly nodes: readonly AnyOp[];
  /** What a run gives back, by name. */
  readonly outputs: Readonly<Record<string, ValueId>>;
  /** The effects; empty outside of training. */
  readonly updates: readonly ValueId[];
}
