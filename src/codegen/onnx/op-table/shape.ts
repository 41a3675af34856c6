import { BATCH } from '../../../ir/op-graph.ts';
import { axisFirst, inFirstOrder } from '../layout.ts';
import { first, last, type LoweringTable } from '../lowering.ts';

/** Ops that move elements about. Images stay as they lie where the op can be said of them so. */
export const shapeOps: LoweringTable<
  'reshape' | 'transpose' | 'concat' | 'slice' | 'pad' | 'broadcast_to' | 'softmax' | 'matmul'
> = {
  // ONNX, too, takes −1 for the one size that the others leave open, which is what BATCH is.
  reshape: ({ type: { shape } }, { tensors, operand, add, writer }) =>
    last(add('Reshape', [tensors.last(operand(0)), writer.ints(shape)])),

  transpose: ({ attributes: { permutation } }, { tensors, operand, add }) =>
    last(add('Transpose', [tensors.last(operand(0))], { perm: permutation })),

  concat: ({ inputs, attributes: { axis }, type }, { tensors, add }) => {
    if (type.shape.length === 4 && inputs.some((id) => tensors.isFirst(id))) {
      const images = inputs.map((id) => tensors.first(id));
      return first(add('Concat', images, { axis: axisFirst(axis) }));
    }
    return last(
      add(
        'Concat',
        inputs.map((id) => tensors.last(id)),
        { axis },
      ),
    );
  },

  slice: ({ attributes: { begin }, type: { shape } }, { tensors, operand, operandType, add, writer }) => {
    const isFirst = tensors.isFirst(operand(0));
    const from = operandType(0).shape;
    const cut = shape.flatMap((size, axis) =>
      size === from[axis] ? [] : [{ axis, start: begin[axis] ?? 0, end: (begin[axis] ?? 0) + size }],
    );
    const axes = cut.map(({ axis }) => (isFirst ? axisFirst(axis) : axis));
    const places = [cut.map(({ start }) => start), cut.map(({ end }) => end), axes];
    const image = isFirst ? tensors.first(operand(0)) : tensors.last(operand(0));
    const name = add('Slice', [image, ...places.map((values) => writer.ints(values))]);
    return isFirst ? first(name) : last(name);
  },

  pad: ({ attributes: { padding, value } }, { tensors, operand, add, writer }) => {
    const isFirst = tensors.isFirst(operand(0));
    const sides = isFirst ? inFirstOrder(padding) : padding;
    const pixels = [...sides.map(([before]) => before), ...sides.map(([, after]) => after)];
    const image = isFirst ? tensors.first(operand(0)) : tensors.last(operand(0));
    const name = add('Pad', [image, writer.ints(pixels), writer.float(value)], { mode: 'constant' });
    return isFirst ? first(name) : last(name);
  },

  // Sizes of 1 leave the operand's as they are, and the batch is the operand's.
  broadcast_to: ({ type: { shape } }, { tensors, operand, operandType, add, writer }) => {
    if (shape.includes(BATCH) && !operandType(0).shape.includes(BATCH))
      throw new Error('ONNX: a batch is made of what has none');
    const sizes = shape.map((size) => (size === BATCH ? 1 : size));
    return last(add('Expand', [tensors.last(operand(0)), writer.ints(sizes)]));
  },

  softmax: (_op, { tensors, operand, add }) =>
    tensors.isFirst(operand(0))
      ? first(add('Softmax', [tensors.first(operand(0))], { axis: 1 }))
      : last(add('Softmax', [tensors.last(operand(0))], { axis: -1 })),

  matmul: ({ attributes: { transposeA, transposeB } }, { tensors, operand, add }) => {
    const operands = [tensors.last(operand(0)), tensors.last(operand(1))];
    return last(add('Gemm', operands, { transA: transposeA ? 1 : 0, transB: transposeB ? 1 : 0 }));
  },
};
