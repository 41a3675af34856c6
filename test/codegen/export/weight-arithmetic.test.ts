import { expect, it } from 'vitest';
import { stridesOf, transposed } from '../../../src/codegen/export/weight-arithmetic.ts';

it.each([
  { order: [3, 2, 0, 1] },
  { order: [2, 3, 0, 1] },
  { order: [0, 3, 1, 2] },
  { order: [0, 1, 2, 3] },
  { order: [1, 0, 3, 2] },
])('brings the axes of an array into the order $order', ({ order }) => {
  const shape = [2, 3, 4, 5];
  const data = Float32Array.from({ length: 120 }, (_, index) => index);
  const result = transposed(data, shape, order);
  const strides = stridesOf(shape);
  const turned = stridesOf(order.map((axis) => shape[axis] ?? 1));
  for (let index = 0; index < 120; index++) {
    const at = shape.map((size, axis) => Math.floor(index / (strides[axis] ?? 1)) % size);
    const place = order.reduce((sum, axis, i) => sum + (at[axis] ?? 0) * (turned[i] ?? 0), 0);
    expect(result[place]).toBe(index);
  }
  expect(data[7]).toBe(7);
});
