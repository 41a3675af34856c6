import type { Convolution2d, Pooling2d, Window2d } from '../../../ir/op-graph.ts';
import type { Attributes } from '../attributes.ts';
import { first, type Lowering, type LoweringContext, type LoweringTable } from '../lowering.ts';

/** Height and width of a kernel `[height, width, in, out]`. */
const kernelSize = ([height = 1, width = 1]: readonly number[]): readonly number[] => [height, width];

/** All begins first, then all ends. */
function sliding({ strides, padding: [[top, bottom], [left, right]] }: Window2d): Attributes {
  return { strides, pads: [top, left, bottom, right] };
}

const convolving = (convolution: Convolution2d, kernel: readonly number[], group = 1): Attributes => ({
  ...sliding(convolution),
  dilations: convolution.dilations,
  kernel_shape: kernelSize(kernel),
  group,
});

const image = ({ tensors, operand }: LoweringContext): string => tensors.first(operand(0));

/** ONNX's kernels are [out, in, height, width]. */
const CONVOLUTION = [3, 2, 0, 1] as const;
/** [in, multiplier, height, width], which lie as one for each channel that is made. */
const EACH_CHANNEL = [2, 3, 0, 1] as const;

const pooling =
  (op: string): Lowering<'max_pool' | 'avg_pool'> =>
  ({ attributes }, context) =>
    first(context.add(op, [image(context)], pooled(attributes)));

const pooled = (pooling2d: Pooling2d): Attributes => ({
  ...sliding(pooling2d),
  kernel_shape: pooling2d.window,
});

/** Ops that slide over an image, all of them with channels first. */
export const windows: LoweringTable<
  'conv2d' | 'conv2d_grad_input' | 'depthwise_conv2d' | 'max_pool' | 'avg_pool'
> = {
  conv2d: ({ attributes }, context) => {
    const kernel = context.tensors.arranged(context.operand(1), { permutation: CONVOLUTION });
    const options = convolving(attributes, context.operandType(1).shape);
    return first(context.add('Conv', [image(context), kernel], options));
  },

  depthwise_conv2d: ({ attributes }, context) => {
    const { shape } = context.operandType(1);
    const [height = 1, width = 1, channels = 1, multiplier = 1] = shape;
    const dims = [channels * multiplier, 1, height, width];
    const kernel = context.tensors.arranged(context.operand(1), { permutation: EACH_CHANNEL, dims });
    return first(context.add('Conv', [image(context), kernel], convolving(attributes, shape, channels)));
  },

  // The kernel of the convolution whose gradient this is: what that gives comes in here.
  conv2d_grad_input: ({ attributes, type }, context) => {
    const { shape } = context.operandType(1);
    const kernel = context.tensors.arranged(context.operand(1), { permutation: CONVOLUTION });
    const options = {
      ...convolving(attributes, shape),
      output_padding: beyond(attributes, context, type.shape),
    };
    return first(context.add('ConvTranspose', [image(context), kernel], options));
  },

  max_pool: pooling('MaxPool'),
  // ONNX does not count padding either, where it is not told to.
  avg_pool: pooling('AveragePool'),
};

/** Rows and columns that the result has beyond what the kernels paint. */
function beyond(
  { strides, padding }: Convolution2d,
  context: LoweringContext,
  result: readonly number[],
): readonly number[] {
  const [given, kernel] = [context.operandType(0).shape, kernelSize(context.operandType(1).shape)];
  return ([0, 1] as const).map((axis) => {
    const [before, after] = padding[axis];
    const painted = ((given[axis + 1] ?? 1) - 1) * strides[axis] + (kernel[axis] ?? 1) - before - after;
    return (result[axis + 1] ?? 0) - painted;
  });
}
