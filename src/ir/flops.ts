import { BATCH } from './op-graph.ts';
import type { OpGraph, OpKind, OpOf, Pooling2d } from './op-graph.ts';
import { elements } from './tensor-type.ts';

/** What the cost of an op may depend on; shapes have the batch's size in place of `BATCH`. */
interface Operation<K extends OpKind> {
  readonly node: OpOf<K>;
  readonly shape: readonly number[];
  readonly operands: readonly (readonly number[])[];
}

type Flops<K extends OpKind> = (operation: Operation<K>) => number;

const size = (shape: readonly number[] | undefined): number => elements(shape ?? [], 1);

const nothing = (): number => 0;

const ofOperand =
  (index: number, each = 1): Flops<OpKind> =>
  ({ operands }) =>
    each * size(operands[index]);

/** Operations for each number of the gradient, which is the last operand. */
const update =
  (each: number): Flops<OpKind> =>
  ({ operands }) =>
    each * size(operands.at(-1));

/** For each number of the larger image a multiply-add with each weight that reaches it. */
const convolution = (image: readonly number[] | undefined, kernel: readonly number[] | undefined): number =>
  2 * size(image) * size(kernel?.slice(0, 3));

const depthwise = (image: readonly number[] | undefined, kernel: readonly number[] | undefined): number =>
  2 * size(image) * size(kernel?.slice(0, 2));

const pooling = ({ window }: Pooling2d, pooled: readonly number[] | undefined): number =>
  size(window) * size(pooled);

/** Everything that is not one operation for each number it makes; a multiply-add counts two. */
const table: { readonly [K in OpKind]?: Flops<K> } = {
  input: nothing,
  constant: nothing,
  read: nothing,
  batch_size: nothing,
  cast: nothing,
  reshape: nothing,
  transpose: nothing,
  concat: nothing,
  slice: nothing,
  pad: nothing,
  broadcast_to: nothing,
  one_hot: nothing,
  assign: nothing,

  matmul: ({ node, shape, operands: [a] }) =>
    2 * size(shape) * (a?.[node.attributes.transposeA ? 0 : 1] ?? 1),
  bias_add_grad: ofOperand(0),
  conv2d: ({ shape, operands: [, kernel] }) => convolution(shape, kernel),
  conv2d_grad_input: ({ operands: [dy, kernel] }) => convolution(dy, kernel),
  conv2d_grad_kernel: ({ shape, operands: [, dy] }) => convolution(dy, shape),
  depthwise_conv2d: ({ shape, operands: [, kernel] }) => depthwise(shape, kernel),
  depthwise_conv2d_grad_input: ({ operands: [dy, kernel] }) => depthwise(dy, kernel),
  depthwise_conv2d_grad_kernel: ({ shape, operands: [, dy] }) => depthwise(dy, shape),

  max_pool: ({ node, shape }) => pooling(node.attributes, shape),
  max_pool_grad: ({ node, operands: [, pooled] }) => pooling(node.attributes, pooled),
  avg_pool: ({ node, shape }) => pooling(node.attributes, shape),
  avg_pool_grad: ({ node, operands: [pooled] }) => pooling(node.attributes, pooled),

  batch_norm: ofOperand(0, 7),
  batch_mean: nothing,
  batch_variance: nothing,
  batch_norm_grad_input: ofOperand(0, 7),
  batch_norm_grad_gamma: ofOperand(0, 2),
  batch_norm_grad_beta: ofOperand(0),

  reduce_sum: ofOperand(0),
  reduce_mean: ofOperand(0),
  reduce_max: ofOperand(0),
  softmax: ({ shape }) => 5 * size(shape),
  softmax_cross_entropy: ofOperand(0, 5),
  sigmoid_cross_entropy: ({ shape }) => 5 * size(shape),

  apply_sgd: update(4),
  apply_rmsprop: update(8),
  apply_adam: update(10),
  apply_adagrad: update(6),
  apply_adadelta: update(12),
  apply_lion: update(8),
};

/** Floating point operations of one run of a graph on a batch. */
export function graphFlops(graph: OpGraph, batch: number): number {
  const shapes = graph.nodes.map(({ type }) => type.shape.map((axis) => (axis === BATCH ? batch : axis)));
  let sum = 0;
  for (const [value, node] of graph.nodes.entries()) {
    const operands = node.inputs.map((input) => shapes[input] ?? []);
    sum += opFlops(node.kind, { node, shape: shapes[value] ?? [], operands });
  }
  return sum;
}

function opFlops<K extends OpKind>(kind: K, operation: Operation<K>): number {
  return table[kind]?.(operation) ?? size(operation.shape);
}
