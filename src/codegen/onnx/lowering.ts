import type { OpKind, OpNode, TensorType, ValueId } from '../../ir/op-graph.ts';
import type { Attributes } from './attributes.ts';
import type { GraphWriter, Name } from './graph-writer.ts';
import type { Made, Tensors } from './tensors.ts';

/** Ops of training steps, which no graph that predicts has. */
export type TrainingOp =
  | 'relu_grad'
  | 'bias_add_grad'
  | 'conv2d_grad_kernel'
  | 'depthwise_conv2d_grad_input'
  | 'depthwise_conv2d_grad_kernel'
  | 'max_pool_grad'
  | 'avg_pool_grad'
  | 'batch_norm'
  | 'batch_mean'
  | 'batch_variance'
  | 'batch_norm_grad_input'
  | 'batch_norm_grad_gamma'
  | 'batch_norm_grad_beta'
  | 'one_hot'
  | 'softmax_cross_entropy'
  | 'sigmoid_cross_entropy'
  | 'random_uniform'
  | 'assign'
  | Extract<OpKind, `apply_${string}`>;

/** Ops of a graph that predicts. What is held in the file, `read` and `constant`, is written where it is used. */
export type PredictingOp = Exclude<OpKind, TrainingOp | 'read' | 'constant'>;

/** What a lowering may use to write one op as ONNX's nodes. */
export interface LoweringContext {
  readonly writer: GraphWriter;
  readonly tensors: Tensors;
  /** The operand at a place; a missing one is a fault of the compiler. */
  readonly operand: (index: number) => ValueId;
  readonly operandType: (index: number) => TensorType;
  /** Adds a node, named after the layer that the op belongs to. */
  readonly add: (op: string, inputs: readonly Name[], attributes?: Attributes) => Name;
  /** What is fed by a name: `photo` for `input/photo`. */
  readonly feed: (name: string) => Name;
}

/** Writes one kind of op; gives back its result. */
export type Lowering<K extends OpKind> = (op: OpNode<K>, context: LoweringContext) => Made;

/** A part of the table: lowerings of a family of ops. */
export type LoweringTable<K extends OpKind> = { readonly [Kind in K]: Lowering<Kind> };

export const last = (name: Name): Made => ({ layout: 'last', name });
export const first = (name: Name): Made => ({ layout: 'first', name });
