import { BATCH } from '../../../ir/op-graph.ts';
import type { OpNode, TensorType } from '../../../ir/op-graph.ts';
import { bool, float, string, type } from '../attributes.ts';
import type { Attributes, TensorName } from '../graph-writer.ts';
import type { LoweringContext, LoweringTable } from '../lowering.ts';
import { batchSize } from './sources.ts';

/**
 * TensorFlow normalises in one node that gives the image (0), the moments (1, 2) and what the gradient needs of them (3 to
 * 5), and differentiates in one that gives all three gradients (0 to 2). Several of our ops share such a node.
 */
type Kind =
  | 'batch_norm'
  | 'batch_mean'
  | 'batch_variance'
  | 'batch_norm_grad_input'
  | 'batch_norm_grad_gamma'
  | 'batch_norm_grad_beta';

type Gradient = OpNode<'batch_norm_grad_input' | 'batch_norm_grad_gamma' | 'batch_norm_grad_beta'>;

/** Any: for moments alone it changes nothing. */
const someEpsilon = 1e-3;

export const normalization: LoweringTable<Kind> = {
  batch_norm: ({ type: result, attributes: { epsilon } }, context) =>
    resultOf(context, normalized(context, epsilon, [context.operand(1), context.operand(2)]), result),

  batch_mean: (_, context) => `${momentsOf(context)}:1`,

  // Its variance is Σ(x − mean)²/(n − 1), and 0 for one number.
  batch_variance: (_, context) => {
    const { add, writer } = context;
    const T = { T: type('float32') };
    const count = countOf(context);
    const less = add('Sub', [count, writer.constant('float32', [], [1])], T);
    return add('Mul', [`${momentsOf(context)}:2`, add('RealDiv', [less, count], T)], T);
  },

  batch_norm_grad_input: (op, context) => resultOf(context, gradients(op, context), op.type),
  batch_norm_grad_gamma: (op, context) => `${gradients(op, context)}:1`,
  batch_norm_grad_beta: (op, context) => `${gradients(op, context)}:2`,
};

/** The node that normalises an op's first operand. */
function normalized(
  context: LoweringContext,
  epsilon: number,
  [gamma, beta]: readonly [TensorName, TensorName],
): TensorName {
  const { add, once, operand, operandType, writer } = context;
  const x = operand(0);
  const node = once(`normalized ${[x, gamma, beta, epsilon].join(' ')}`, () => {
    const none = writer.constant('float32', [0], []);
    const { dtype } = operandType(0);
    return add(
      'FusedBatchNormV3',
      [imageOf(context, 0), gamma, beta, none, none],
      attributes(dtype, epsilon),
    );
  });
  once(`moments of ${x}`, () => node);
  return once(`saved of ${x} ${epsilon}`, () => node);
}

/** A node that has the moments of an op's first operand: the one that normalises it, where there is one. */
function momentsOf(context: LoweringContext): TensorName {
  return context.once(`moments of ${context.operand(0)}`, () => withoutParameters(context, someEpsilon));
}

function withoutParameters(context: LoweringContext, epsilon: number): TensorName {
  const channels = context.operandType(0).shape.at(-1) ?? 1;
  const filled = (value: number): TensorName =>
    context.writer.constant('float32', [channels], Array<number>(channels).fill(value));
  return normalized(context, epsilon, [filled(1), filled(0)]);
}

/** The node that gives the gradients with respect to an op's first operand, γ and β. */
function gradients({ attributes: { epsilon } }: Gradient, context: LoweringContext): TensorName {
  const { add, once, operand, operandType } = context;
  const [x, dy, gamma] = [operand(0), operand(1), operand(2)];
  return once(`gradients ${[x, dy, gamma, epsilon].join(' ')}`, () => {
    const saved = once(`saved of ${x} ${epsilon}`, () => withoutParameters(context, epsilon));
    const images = [imageOf(context, 1), imageOf(context, 0)];
    const kept = [3, 4, 5].map((output) => `${saved}:${output}`);
    return add(
      'FusedBatchNormGradV3',
      [...images, gamma, ...kept],
      attributes(operandType(0).dtype, epsilon),
    );
  });
}

const attributes = (dtype: TensorType['dtype'], epsilon: number): Attributes => ({
  T: type(dtype),
  U: type('float32'),
  epsilon: float(epsilon),
  data_format: string('NHWC'),
  is_training: bool(true),
});

/** An operand with the four dimensions that TensorFlow's nodes want: [batch, pixels, 1, channels]. */
function imageOf(context: LoweringContext, index: number): TensorName {
  const tensor = context.operand(index);
  const { dtype, shape } = context.operandType(index);
  if (shape.length === 4) return tensor;
  const image = [shape[0] ?? BATCH, pixelsOf(context), 1, shape.at(-1) ?? 1];
  return context.once(`${tensor} as an image`, () => reshaped(context, tensor, { dtype, shape: image }));
}

/** What a node of TensorFlow's gives, in the shape of the op that it is for. */
function resultOf(context: LoweringContext, image: TensorName, result: TensorType): TensorName {
  return result.shape.length === 4 ? image : reshaped(context, image, result);
}

function reshaped(
  { add, writer }: LoweringContext,
  tensor: TensorName,
  { dtype, shape }: TensorType,
): TensorName {
  return add('Reshape', [tensor, writer.ints(shape)], { T: type(dtype), Tshape: type('int32') });
}

/** How many numbers an op's first operand has in a channel, a float32 scalar. */
function countOf(context: LoweringContext): TensorName {
  const { add, operandType, writer } = context;
  const [batch = 1] = operandType(0).shape;
  const pixels = pixelsOf(context);
  const scalar = (value: number): TensorName => writer.constant('float32', [], [value]);
  if (batch !== BATCH) return scalar(batch * pixels);
  return add('Mul', [batchSize(context), scalar(pixels)], { T: type('float32') });
}

/** Numbers that each sample has in a channel. */
function pixelsOf({ operandType }: LoweringContext): number {
  return operandType(0)
    .shape.slice(1, -1)
    .reduce((product, size) => product * size, 1);
}
