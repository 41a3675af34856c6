import type { Convolution2d, TensorType } from '../../../ir/op-graph.ts';
import { ints, string, type } from '../attributes.ts';
import type { Attributes, TensorName } from '../graph-writer.ts';
import type { LoweringContext, LoweringTable } from '../lowering.ts';
import { everyNth, pad, spread } from '../pieces.ts';
import { deframe, dilated, enframe, frame, kernelSize, type Frame } from '../window-frame.ts';

/**
 * TensorFlow's depthwise kernels know neither dilation on a CPU nor strides that differ. Dilation puts zeros into the
 * kernel; where strides differ the window moves by one, and what lies between is left out.
 */
interface Plan {
  readonly around: Frame;
  readonly attributes: Attributes;
  /** Elements of the stride-one result to keep; undefined where the kernel strides itself. */
  readonly skip: readonly [number, number] | undefined;
  readonly kernelShape: readonly number[];
  readonly spreadKernel: (kernel: TensorName) => TensorName;
  readonly gatherKernel: (gradient: TensorName) => TensorName;
}

function plan(
  context: LoweringContext,
  image: TensorType,
  kernel: readonly number[],
  { strides, padding, dilations }: Convolution2d,
): Plan {
  const extent = dilated(kernelSize(kernel), dilations);
  const skip = strides[0] === strides[1] ? undefined : strides;
  const moves = skip === undefined ? strides : ([1, 1] as const);
  const { dtype } = image;
  const around = frame(image.shape, extent, { strides: moves, padding });
  const factors = [...dilations, 1, 1];
  const isDilated = dilations.some((dilation) => dilation > 1);
  return {
    around,
    skip,
    kernelShape: [...extent, ...kernel.slice(2)],
    spreadKernel: (name) => (isDilated ? spread(context, name, { dtype, shape: kernel }, factors) : name),
    gatherKernel: (name) => (isDilated ? everyNth(context, name, dtype, factors) : name),
    attributes: {
      T: type(dtype),
      strides: ints([1, ...moves, 1]),
      dilations: ints([1, 1, 1, 1]),
      padding: string(around.padding),
      data_format: string('NHWC'),
    },
  };
}

/** The gradient of the stride-one result: zero wherever the forward op left an element out. */
function unskip(context: LoweringContext, { skip, around, kernelShape }: Plan, index: number): TensorName {
  const gradient = context.operand(index);
  if (skip === undefined) return gradient;
  const { dtype, shape } = context.operandType(index);
  const apart = spread(context, gradient, { dtype, shape }, [1, ...skip, 1]);
  const missing = ([0, 1] as const).map((axis) => {
    const size = around.shape[axis + 1] ?? 0;
    const whole = around.padding === 'SAME' ? size : size - (kernelShape[axis] ?? 1) + 1;
    return [0, whole - (((shape[axis + 1] ?? 1) - 1) * skip[axis] + 1)] as const;
  });
  return pad(context, apart, dtype, [[0, 0], ...missing, [0, 0]], 0);
}

export const depthwiseConvolution: LoweringTable<
  'depthwise_conv2d' | 'depthwise_conv2d_grad_input' | 'depthwise_conv2d_grad_kernel'
> = {
  depthwise_conv2d: (op, context) => {
    const made = plan(context, context.operandType(0), context.operandType(1).shape, op.attributes);
    const image = enframe(context, context.operand(0), op.type.dtype, made.around, 0);
    const kernel = made.spreadKernel(context.operand(1));
    const result = context.add('DepthwiseConv2dNative', [image, kernel], made.attributes);
    return made.skip === undefined ? result : everyNth(context, result, op.type.dtype, [1, ...made.skip, 1]);
  },

  depthwise_conv2d_grad_input: (op, context) => {
    const made = plan(context, op.type, context.operandType(1).shape, op.attributes);
    const gradient = context.add(
      'DepthwiseConv2dNativeBackpropInput',
      [context.shape(made.around.shape), made.spreadKernel(context.operand(1)), unskip(context, made, 0)],
      made.attributes,
    );
    return deframe(context, gradient, made.around, op.type);
  },

  depthwise_conv2d_grad_kernel: (op, context) => {
    const made = plan(context, context.operandType(0), op.type.shape, op.attributes);
    const image = enframe(context, context.operand(0), op.type.dtype, made.around, 0);
    const gradient = context.add(
      'DepthwiseConv2dNativeBackpropFilter',
      [image, context.writer.ints(made.kernelShape), unskip(context, made, 1)],
      made.attributes,
    );
    return made.gatherKernel(gradient);
  },
};
