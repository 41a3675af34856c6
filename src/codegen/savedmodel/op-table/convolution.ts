import type { Convolution2d, DataType } from '../../../ir/op-graph.ts';
import { ints, string, type } from '../attributes.ts';
import type { Attributes } from '../graph-writer.ts';
import type { LoweringTable } from '../lowering.ts';
import { winogradConvolution } from '../winograd/convolve.ts';
import { winogradTile } from '../winograd/tile-size.ts';
import { deframe, dilated, enframe, frame, kernelSize, type Frame } from '../window-frame.ts';

function attributes(dtype: DataType, { strides, dilations }: Convolution2d, { padding }: Frame): Attributes {
  return {
    T: type(dtype),
    strides: ints([1, ...strides, 1]),
    dilations: ints([1, ...dilations, 1]),
    padding: string(padding),
    data_format: string('NHWC'),
  };
}

function frameOf(image: readonly number[], kernel: readonly number[], convolution: Convolution2d): Frame {
  return frame(image, dilated(kernelSize(kernel), convolution.dilations), convolution);
}

export const convolution: LoweringTable<'conv2d' | 'conv2d_grad_input' | 'conv2d_grad_kernel'> = {
  conv2d: (op, context) => {
    const tile = winogradTile(context.operandType(0), context.operandType(1), op.type, op.attributes);
    const transformed = tile && context.transformed(1, tile);
    if (tile && transformed !== undefined) return winogradConvolution(op, tile, transformed, context);
    const around = frameOf(context.operandType(0).shape, context.operandType(1).shape, op.attributes);
    const image = enframe(context, context.operand(0), op.type.dtype, around, 0);
    return context.add(
      'Conv2D',
      [image, context.operand(1)],
      attributes(op.type.dtype, op.attributes, around),
    );
  },

  conv2d_grad_input: (op, context) => {
    const around = frameOf(op.type.shape, context.operandType(1).shape, op.attributes);
    const gradient = context.add(
      'Conv2DBackpropInput',
      [context.shape(around.shape), context.operand(1), context.operand(0)],
      attributes(op.type.dtype, op.attributes, around),
    );
    return deframe(context, gradient, around, op.type);
  },

  conv2d_grad_kernel: (op, context) => {
    const around = frameOf(context.operandType(0).shape, op.type.shape, op.attributes);
    const image = enframe(context, context.operand(0), op.type.dtype, around, 0);
    return context.add(
      'Conv2DBackpropFilter',
      [image, context.writer.ints(op.type.shape), context.operand(1)],
      attributes(op.type.dtype, op.attributes, around),
    );
  },
};
