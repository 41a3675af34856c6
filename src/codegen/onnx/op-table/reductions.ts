import type { LoweringContext, LoweringTable, Lowering } from '../lowering.ts';
import { first, last } from '../lowering.ts';
import { axisFirst, TO_FIRST } from '../layout.ts';

type Kind = 'reduce_sum' | 'reduce_mean' | 'reduce_max';

/** Whether what stays of an image has the same order with channels first as with channels last. */
const staysInOrder = (axes: readonly number[]): boolean => {
  const kept = TO_FIRST.filter((axis) => !axes.includes(axis));
  return kept.every((axis, index) => index === 0 || axis > (kept[index - 1] ?? 0));
};

/** Axes are an attribute, and those of a sum an input: the operators changed in different versions. */
const reduction =
  (op: string, axesAs: 'attribute' | 'input'): Lowering<Kind> =>
  ({ attributes: { axes, keepDimensions } }, context) => {
    const { tensors, operand } = context;
    const isFirst = tensors.isFirst(operand(0)) && (keepDimensions || staysInOrder(axes));
    const image = isFirst ? tensors.first(operand(0)) : tensors.last(operand(0));
    const places = isFirst ? axes.map(axisFirst) : axes;
    const keepdims = keepDimensions ? 1 : 0;
    const name = reduce(context, op, image, places, axesAs, keepdims);
    return isFirst && keepDimensions ? first(name) : last(name);
  };

function reduce(
  { add, writer }: LoweringContext,
  op: string,
  image: string,
  axes: readonly number[],
  axesAs: 'attribute' | 'input',
  keepdims: number,
): string {
  if (axesAs === 'attribute') return add(op, [image], { axes, keepdims });
  return add(op, [image, writer.ints(axes)], { keepdims });
}

export const reductions: LoweringTable<Kind> = {
  reduce_sum: reduction('ReduceSum', 'input'),
  reduce_mean: reduction('ReduceMean', 'attribute'),
  reduce_max: reduction('ReduceMax', 'attribute'),
};
