import type { SymbolicDimension, SymbolicShape } from '../shape/dimension.ts';
import type { LayerOptions, PlainValue, Shape } from '../typed-module.ts';

/**
 * How a weight begins. Fans are Keras's: a kernel's area multiplies its channels.
 * Uniform draws are in ±limit; normal ones are truncated at two standard deviations.
 */
export type Initializer =
  | { readonly kind: 'constant'; readonly value: number }
  | {
      readonly kind: 'glorot_uniform' | 'glorot_normal' | 'he_uniform' | 'he_normal' | 'lecun_normal';
      readonly fanIn: number;
      readonly fanOut: number;
    }
  | { readonly kind: 'normal'; readonly deviation: number };

/** A weight that a layer wants, its path relative to the layer's: `kernel`, `bias`, `gamma`. */
export interface WeightSpecification {
  readonly name: string;
  readonly shape: Shape;
  readonly initializer: Initializer;
  readonly trainable: boolean;
  readonly penalty?: Penalty;
}

/** What a weight adds to what is minimized while it is trained: l1 · Σ|w| + l2 · Σw². */
export interface Penalty {
  readonly l1: number;
  readonly l2: number;
}

/** What an option may be. `dimension` is a positive whole number; `pair` one number or `[height, width]`. */
export type OptionType =
  | { readonly kind: 'dimension' }
  | { readonly kind: 'whole'; readonly minimum: number }
  | { readonly kind: 'number'; readonly minimum?: number; readonly maximum?: number }
  /** An angle: `40deg`, or `40`. */
  | { readonly kind: 'degrees'; readonly minimum: number; readonly maximum: number }
  | { readonly kind: 'pair'; readonly minimum: number }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'word'; readonly words: readonly string[] }
  /** Zeros around an image: one number, `[height, width]` or `[[top, bottom], [left, right]]`, kept as the last. */
  | { readonly kind: 'border' }
  /** Sizes of a tensor without the batch: `[7, 7, 64]`, or one number for a vector. */
  | { readonly kind: 'shape' };

/** An option of a layer; without a default it must be given. Options are positional in their order. */
export interface OptionDefinition {
  readonly name: string;
  readonly type: OptionType;
  /** What it is when not written, normalised like a written value; null is `none`, and then `none` may be written. */
  readonly default?: PlainValue;
  /** Must be written with its name, as in `stride: 2`. */
  readonly namedOnly?: boolean;
  /** One line that the editor shows. */
  readonly doc: string;
}

/** An option as shape rules see it: inside a block whose signature is being proved, numbers may be symbolic. */
export type OptionValue = PlainValue | SymbolicDimension | readonly OptionValue[];

export type ShapeOptions = Readonly<Record<string, OptionValue>>;

/** Why a shape rule refuses its input: data for the words in the diagnostics table. */
export type ShapeProblem =
  | { readonly kind: 'rank'; readonly expected: string }
  | {
      readonly kind: 'kernel-too-large';
      readonly axis: 'height' | 'width';
      readonly kernel: number;
      readonly input: number;
    }
  /** The input (from 0) that does not fit the first; axis -1 where their ranks differ. */
  | { readonly kind: 'inputs-differ'; readonly axis: number; readonly input: number }
  /** Symbolic options leave the shape open: nothing is wrong, and nothing is known. */
  | { readonly kind: 'undecided' }
  /** A join of fewer than two. */
  | { readonly kind: 'few-inputs' }
  | {
      readonly kind: 'option';
      readonly option: string;
      readonly expected: string;
      readonly given: string;
    };

export type ShapeResult = { readonly shape: SymbolicShape } | { readonly problem: ShapeProblem };

/** Everything netc knows of a layer before it is lowered; the registry is a table of these. */
export interface LayerDefinition {
  /** The name in programs, and the `kind` of its calls. */
  readonly name: string;
  /** One line that the editor shows. */
  readonly doc: string;
  /** Positional in this order, those that are not `namedOnly`; every one may also be named. */
  readonly options: readonly OptionDefinition[];
  /** `several` takes branches: `[f, g] -> concat`. */
  readonly inputs: 'one' | 'several';
  /** Present in training only, as dropout is: the identity when the model is used. */
  readonly trainOnly?: boolean;
  /** Sizes without the batch; dimensions may be symbolic inside a block. */
  readonly shape: (inputs: readonly SymbolicShape[], options: ShapeOptions) => ShapeResult;
  readonly weights: (inputs: readonly Shape[], options: LayerOptions) => readonly WeightSpecification[];
  /** Of one forward pass of one sample; a multiply-add counts two. */
  readonly flops: (inputs: readonly Shape[], output: Shape, options: LayerOptions) => number;
}
