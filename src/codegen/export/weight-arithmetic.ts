import type { AnyOp } from '../../ir/op-graph.ts';
import { isBinary, isUnary } from '../../ir/op-kinds.ts';
import { binaryFunctions, unaryFunctions } from '../../ir/scalar-functions.ts';

/** An array of known numbers, in row-major order. */
export interface Numbers {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** The result of an op on known numbers; undefined where the op is none of those that weights go through. */
export function computed(node: AnyOp, operands: readonly Numbers[]): Float32Array | undefined {
  const { shape } = node.type;
  const [a, b] = operands;
  if (a === undefined) return undefined;
  if (isUnary(node.kind)) {
    const compute = unaryFunctions[node.kind];
    return compute && a.data.map((x) => compute(x));
  }
  if (isBinary(node.kind) && b !== undefined) {
    const compute = binaryFunctions[node.kind];
    const [left, right] = [indexIn(a.shape, shape), indexIn(b.shape, shape)];
    return made(shape, (index) => compute(a.data[left(index)] ?? 0, b.data[right(index)] ?? 0));
  }
  if (node.kind === 'reshape') return a.data;
  if (node.kind === 'broadcast_to') {
    const from = indexIn(a.shape, shape);
    return made(shape, (index) => a.data[from(index)] ?? 0);
  }
  if (node.kind === 'slice') {
    const { begin } = node.attributes;
    const strides = stridesOf(a.shape);
    const start = begin.reduce((sum, place, axis) => sum + place * (strides[axis] ?? 0), 0);
    const from = walk(shape, strides);
    return made(shape, (index) => a.data[start + from(index)] ?? 0);
  }
  return undefined;
}

function made(shape: readonly number[], value: (index: number) => number): Float32Array {
  const count = shape.reduce((product, size) => product * size, 1);
  return Float32Array.from({ length: count }, (_, index) => value(index));
}

/** From an index in the shape that an operand broadcasts to, the index in the operand. */
function indexIn(from: readonly number[], to: readonly number[]): (index: number) => number {
  const own = stridesOf(from);
  const lead = to.length - from.length;
  return walk(
    to,
    to.map((_, axis) => (from[axis - lead] === 1 ? 0 : (own[axis - lead] ?? 0))),
  );
}

/** From an index in a shape, the place that these strides lead to. */
function walk(shape: readonly number[], strides: readonly number[]): (index: number) => number {
  const own = stridesOf(shape);
  if (own.every((stride, axis) => stride === strides[axis])) return (index) => index;
  return (index) => {
    let place = 0;
    for (let axis = 0; axis < own.length; axis++) {
      const stride = own[axis] ?? 1;
      place += (Math.floor(index / stride) % (shape[axis] ?? 1)) * (strides[axis] ?? 0);
    }
    return place;
  };
}

/** Row-major. */
export function stridesOf(shape: readonly number[]): readonly number[] {
  return shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
}

/** The array with its axes in another order: axis `i` of the result is axis `order[i]` of the array. */
export function transposed<T extends Float32Array | Uint16Array | Uint8Array>(
  data: T,
  shape: readonly number[],
  order: readonly number[],
): T {
  if (order.every((axis, index) => axis === index)) return data;
  const strides = stridesOf(shape);
  const sizes = order.map((axis) => shape[axis] ?? 1);
  const steps = order.map((axis) => strides[axis] ?? 0);
  const result = data.slice();
  const counters = sizes.map(() => 0);
  let place = 0;
  for (let index = 0; index < result.length; index++) {
    result[index] = data[place] ?? 0;
    // On to the next place as an odometer counts: kernels have millions of numbers, and a division each would be felt.
    for (let axis = sizes.length - 1; axis >= 0; axis--) {
      const [size = 1, step = 0, count = 0] = [sizes[axis], steps[axis], counters[axis]];
      place += step;
      if (count + 1 < size) {
        counters[axis] = count + 1;
        break;
      }
      counters[axis] = 0;
      place -= size * step;
    }
  }
  return result as T;
}
