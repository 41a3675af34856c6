/**
 * The kernels of ours: what TensorFlow.js's backends lack, get wrong, or do one number at a time. Each target has those
 * that its table names.
 *
 * Images are NHWC and kernels [height, width, in, out], as in the op graph. `padding` is what stands above and left of
 * an image: how far windows reach on the other side follows from the shapes.
 */
export interface OwnKernelAttributes {
  /** (x): the same values in a buffer of their own. */
  readonly Copy: NoAttributes;
  /** (dy, y): dy where y > 0, 0 elsewhere. */
  readonly ReluGrad: NoAttributes;
  /** (x, bias): over the last dimension, then max(·, 0) if `relu`. */
  readonly BiasAdd: { readonly relu: boolean };
  /** (a, b) of one shape, or b of the last dimensions of a, or b of one element. */
  readonly Elementwise: { readonly operation: ElementwiseOperation };
  /** (x): outer × inner numbers become outer × repeated × inner. */
  readonly Expand: { readonly outer: number; readonly repeated: number; readonly inner: number };
  /** (x): outer × reduced × inner numbers become outer × inner. */
  readonly Reduce: {
    readonly operation: 'sum' | 'mean' | 'max';
    readonly outer: number;
    readonly reduced: number;
    readonly inner: number;
  };
  /** (x [n, h, w, c]): pixels moved apart by `dilations`, zeros between them. */
  readonly Dilate2d: { readonly dilations: Pair };
  /** (a, b): matrices. */
  readonly MatMul: { readonly transposeA: boolean; readonly transposeB: boolean };
  /**
   * (kernel [h, w, in, out]): [⌈out/8⌉, h·w·in, 8], zeros after the last channel. With `flipped`, the kernel of the
   * gradient by the input: turned by 180°, in and out exchanged.
   */
  readonly PackKernel: { readonly kernel: KernelShape; readonly flipped: boolean };
  /**
   * (kernel [3, 3, in, out]): [16, out/8, in, 8], transformed for `WinogradConv2d`; `flipped` as in `PackKernel`.
   */
  readonly WinogradPack: { readonly kernel: KernelShape; readonly flipped: boolean };
  /** (x, transformed kernel[, bias]): as `Conv2d`, for kernels of 3×3 pixels that neither stride nor dilate. */
  readonly WinogradConv2d: ConvAttributes & { readonly relu: boolean };
  /** (x, dy): [parts, 16, in, out], the kernel's gradient before its last transformation, part by part. */
  readonly WinogradGradient: ConvAttributes;
  /** (parts): their sum transformed, the kernel's gradient. */
  readonly WinogradUnpack: NoAttributes;
  /** (x, packed kernel[, bias]): then max(·, 0) if `relu`. */
  readonly Conv2d: ConvAttributes & { readonly relu: boolean };
  /** (x, dy): the gradient by the kernel. */
  readonly Conv2dGradKernel: ConvAttributes;
  /** (dy, kernel): the gradient by the input. */
  readonly Conv2dGradInput: ConvAttributes;
  /** (x, kernel [h, w, in, multiplier]). */
  readonly DepthwiseConv2d: ConvAttributes;
  /** (dy, kernel). */
  readonly DepthwiseConv2dGradInput: ConvAttributes;
  /** (x, dy). */
  readonly DepthwiseConv2dGradKernel: ConvAttributes;
  readonly MaxPool: PoolAttributes;
  /** (x, y, dy). */
  readonly MaxPoolGrad: PoolAttributes;
  readonly AvgPool: PoolAttributes;
  /** (dy). */
  readonly AvgPoolGrad: PoolAttributes;
  /** (seed int32 [2]). */
  readonly RandomUniform: { readonly stream: number };
  /** (value): the variable becomes it. */
  readonly Assign: { readonly variable: string };
  /** (learning rate): w ← w − lr·decay·w. */
  readonly DecayWeight: { readonly variable: string; readonly decay: number };
  /** (μ): a ← μa + (1 − μ)w. */
  readonly AverageWeight: { readonly variable: string; readonly average: string };
  /** (learning rate, gradient). */
  readonly ApplySgd: {
    readonly variable: string;
    readonly velocity: string | null;
    readonly momentum: number;
    readonly nesterov: boolean;
  };
  /** (learning rate, gradient). */
  readonly ApplyRmsprop: {
    readonly variable: string;
    readonly meanSquare: string;
    readonly velocity: string | null;
    readonly rho: number;
    readonly momentum: number;
    readonly epsilon: number;
  };
  /** (learning rate, β1ᵗ, β2ᵗ, gradient). */
  readonly ApplyAdam: {
    readonly variable: string;
    readonly mean: string;
    readonly meanSquare: string;
    readonly beta1: number;
    readonly beta2: number;
    readonly epsilon: number;
  };
  /** (learning rate, gradient). */
  readonly ApplyAdagrad: {
    readonly variable: string;
    readonly sumSquare: string;
    readonly epsilon: number;
  };
  /** (learning rate, gradient). */
  readonly ApplyAdadelta: {
    readonly variable: string;
    readonly meanSquare: string;
    readonly meanSquareStep: string;
    readonly rho: number;
    readonly epsilon: number;
  };
  /** (learning rate, gradient). */
  readonly ApplyLion: {
    readonly variable: string;
    readonly mean: string;
    readonly beta1: number;
    readonly beta2: number;
  };
}

export type OwnKernelName = keyof OwnKernelAttributes;

type NoAttributes = Readonly<Record<string, never>>;

/** Height, width. */
export type Pair = readonly [number, number];

/** [height, width, in, out], or [height, width, in, multiplier]. */
export type KernelShape = readonly [number, number, number, number];

export type ElementwiseOperation = 'add' | 'sub' | 'mul' | 'div' | 'maximum' | 'minimum';

/** Where `padding` is negative, pixels are left out. */
export interface ConvAttributes {
  readonly kernel: KernelShape;
  readonly strides: Pair;
  readonly dilations: Pair;
  readonly padding: Pair;
}

export interface PoolAttributes {
  readonly window: Pair;
  readonly strides: Pair;
  readonly padding: Pair;
}
