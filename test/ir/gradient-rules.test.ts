import { describe, expect, it } from 'vitest';
import { gradientRules } from '../../src/ir/gradient-rules/gradient-rules.ts';
import { MissingGradientError, addGradients } from '../../src/ir/gradients.ts';
import { GraphBuilder } from '../../src/ir/graph-builder.ts';
import type { Convolution2d, OpKind, Pooling2d, TensorType, ValueId } from '../../src/ir/op-graph.ts';
import { float32 } from '../../src/ir/tensor-type.ts';
import { compareGradients } from '../support/finite-differences.ts';
import { spacedArray } from '../support/random-arrays.ts';

const origin = { path: 'test', file: 'test.net', line: 1 };

/** One op applied to variables; only the `trained` ones are differentiated (all of them unless it is said). */
interface Case {
  readonly kind: OpKind;
  readonly shapes: readonly (readonly number[])[];
  readonly apply: (builder: GraphBuilder, operands: readonly ValueId[]) => ValueId;
  /** Of the operands' values. */
  readonly range?: readonly [number, number];
  readonly trained?: readonly number[];
  readonly note?: string;
}

const unary = (kind: OpKind & keyof typeof unaryRanges): Case => ({
  kind,
  shapes: [[3, 4]],
  apply: (b, [x = 0]) => b.unary(kind, x),
  range: unaryRanges[kind],
});

const unaryRanges = {
  neg: [-1, 1],
  exp: [-1, 1],
  log: [0.5, 2],
  log1p: [0.1, 2],
  expm1: [-1, 1],
  sqrt: [0.5, 2],
  rsqrt: [0.5, 2],
  reciprocal: [0.5, 2],
  square: [-1, 1],
  abs: [-1, 1],
  sign: [-1, 1],
  relu: [-1, 1],
  sigmoid: [-3, 3],
  tanh: [-2, 2],
  softplus: [-3, 3],
  erf: [-2, 2],
} as const;

const binary = (
  kind: 'add' | 'sub' | 'mul' | 'div' | 'pow' | 'maximum' | 'minimum',
  a: readonly number[],
  b: readonly number[],
  range: readonly [number, number] = [-1, 1],
): Case => ({
  kind,
  shapes: [a, b],
  apply: (builder, [left = 0, right = 0]) => builder.binary(kind, left, right),
  range,
  note: `[${a.join(', ')}] and [${b.join(', ')}]`,
});

const same = (
  kind: OpKind,
  shapes: readonly (readonly number[])[],
  apply: Case['apply'],
  more: Partial<Case> = {},
): Case => ({ kind, shapes, apply, ...more });

const plain: Convolution2d = {
  strides: [1, 1],
  dilations: [1, 1],
  padding: [
    [0, 0],
    [0, 0],
  ],
};
const strided: Convolution2d = {
  strides: [2, 2],
  dilations: [1, 1],
  padding: [
    [0, 1],
    [1, 1],
  ],
};
const dilated: Convolution2d = {
  strides: [1, 1],
  dilations: [2, 1],
  padding: [
    [1, 1],
    [0, 2],
  ],
};

const convolution = (kind: 'conv2d' | 'depthwise_conv2d', attributes: Convolution2d, note: string): Case =>
  same(
    kind,
    [
      [2, 5, 6, 2],
      [3, 2, 2, 3],
    ],
    (b, operands) => b.add(kind, operands, attributes),
    { note },
  );

/** dy of this shape and a kernel [3, 2, 2, 3] to an image [2, 5, 6, 2]. */
const painting = (attributes: Convolution2d, dy: readonly number[], note: string): Case =>
  same(
    'conv2d_grad_input',
    [dy, [3, 2, 2, 3]],
    (b, operands) => b.add('conv2d_grad_input', operands, attributes, float32([2, 5, 6, 2])),
    { note },
  );

const pooling = (kind: 'max_pool' | 'avg_pool', attributes: Pooling2d, note: string): Case =>
  same(kind, [[2, 5, 5, 2]], (b, operands) => b.add(kind, operands, attributes), { note });

const halves: Pooling2d = {
  window: [2, 2],
  strides: [2, 2],
  padding: [
    [0, 0],
    [0, 0],
  ],
};
const overlapping: Pooling2d = {
  window: [3, 2],
  strides: [1, 2],
  padding: [
    [1, 1],
    [0, 1],
  ],
};

const matmul = (transposeA: boolean, transposeB: boolean): Case =>
  same(
    'matmul',
    [transposeA ? [3, 2] : [2, 3], transposeB ? [4, 3] : [3, 4]],
    (b, operands) => b.add('matmul', operands, { transposeA, transposeB }),
    { note: `transposed ${transposeA}, ${transposeB}` },
  );

const reduction = (
  kind: 'reduce_sum' | 'reduce_mean' | 'reduce_max',
  axes: readonly number[],
  keepDimensions: boolean,
): Case =>
  same(kind, [[3, 4, 2]], (b, operands) => b.add(kind, operands, { axes, keepDimensions }), {
    note: `axes ${axes.join(', ')}, ${keepDimensions ? 'kept' : 'dropped'}`,
  });

const shaped = (kind: 'reshape' | 'broadcast_to', from: readonly number[], to: readonly number[]): Case =>
  same(kind, [from], (b, operands) => b.add(kind, operands, {}, float32(to)));

const cases: readonly Case[] = [
  ...(Object.keys(unaryRanges) as (keyof typeof unaryRanges)[]).map(unary),
  ...(['add', 'sub', 'mul', 'maximum', 'minimum'] as const).flatMap((kind) => [
    binary(kind, [3, 4], [3, 4]),
    binary(kind, [3, 4], [4]),
    binary(kind, [3, 1], [2, 3, 4]),
    binary(kind, [], [3, 2]),
  ]),
  binary('div', [3, 4], [4], [0.5, 2]),
  binary('div', [], [2, 2], [0.5, 2]),
  binary('pow', [3, 2], [3, 2], [0.5, 2]),
  binary('pow', [3, 2], [2], [0.5, 2]),
  same(
    'select',
    [
      [3, 4],
      [3, 4],
      [3, 4],
    ],
    (b, [condition = 0, x = 0, y = 0]) =>
      b.add('select', [b.add('greater', [condition, b.scalar(0)], {}), x, y], {}),
    { trained: [1, 2] },
  ),
  matmul(false, false),
  matmul(true, false),
  matmul(false, true),
  matmul(true, true),
  same('bias_add', [[2, 3, 4], [4]], (b, operands) => b.add('bias_add', operands, {})),
  same('bias_add_grad', [[2, 3, 4]], (b, operands) => b.add('bias_add_grad', operands, {})),
  convolution('conv2d', plain, 'plain'),
  convolution('conv2d', strided, 'strided, padded'),
  convolution('conv2d', dilated, 'dilated, padded'),
  painting(plain, [2, 3, 5, 3], 'plain'),
  painting(strided, [2, 2, 4, 3], 'strided, padded'),
  painting(dilated, [2, 3, 7, 3], 'dilated, padded'),
  convolution('depthwise_conv2d', plain, 'plain'),
  convolution('depthwise_conv2d', strided, 'strided, padded'),
  convolution('depthwise_conv2d', dilated, 'dilated, padded'),
  pooling('max_pool', halves, 'halves'),
  pooling('max_pool', overlapping, 'overlapping, padded'),
  pooling('avg_pool', halves, 'halves'),
  pooling('avg_pool', overlapping, 'overlapping, padded'),
  same(
    'batch_norm',
    [[3, 2, 2, 2], [2], [2]],
    (b, operands) => b.add('batch_norm', operands, { epsilon: 0.1 }),
    { note: 'an image' },
  ),
  same('batch_norm', [[4, 3], [3], [3]], (b, operands) => b.add('batch_norm', operands, { epsilon: 0.1 }), {
    note: 'a matrix',
  }),
  reduction('reduce_sum', [0, 1, 2], false),
  reduction('reduce_sum', [1], true),
  reduction('reduce_mean', [0, 1], false),
  reduction('reduce_mean', [0, 2], true),
  reduction('reduce_mean', [2], false),
  reduction('reduce_max', [1], false),
  reduction('reduce_max', [0, 2], true),
  shaped('reshape', [3, 4], [2, 6]),
  shaped('broadcast_to', [3, 1], [2, 3, 4]),
  same('transpose', [[2, 3, 4]], (b, operands) => b.add('transpose', operands, { permutation: [2, 0, 1] })),
  same(
    'concat',
    [
      [2, 3, 1],
      [2, 2, 1],
      [2, 1, 1],
    ],
    (b, operands) => b.add('concat', operands, { axis: 1 }),
  ),
  same('slice', [[4, 5]], (b, operands) => b.add('slice', operands, { begin: [1, 2] }, float32([2, 3]))),
  same('pad', [[2, 3]], (b, operands) =>
    b.add('pad', operands, {
      padding: [
        [1, 0],
        [2, 1],
      ],
      value: 3,
    }),
  ),
  same('softmax', [[3, 4]], (b, operands) => b.add('softmax', operands, {})),
  // With targets that do not sum to 1 softmax's rule would not hold: they are made to.
  same(
    'softmax_cross_entropy',
    [
      [3, 4],
      [3, 4],
    ],
    (b, [logits = 0, x = 0]) => b.add('softmax_cross_entropy', [logits, b.add('softmax', [x], {})], {}),
    { range: [-3, 3] },
  ),
  same(
    'sigmoid_cross_entropy',
    [
      [3, 1],
      [3, 1],
    ],
    (b, operands) => b.add('sigmoid_cross_entropy', operands, {}),
    { range: [-3, 3] },
  ),
];

describe('gradient rules', () => {
  it.each(cases.map((item) => ({ ...item, name: [item.kind, item.note].filter(Boolean).join(': ') })))(
    '$name agrees with central differences',
    ({ shapes, apply, range = [-1, 1], trained = [...shapes.keys()] }) => {
      const builder = new GraphBuilder(origin);
      const operands = shapes.map((shape, index) => builder.read(`x${index}`, shape));
      const y = apply(builder, operands);
      // Other weights for each element: a rule that mixes elements up cannot pass.
      const shape = builder.shape(y);
      const weights = spacedArray(shape, 99, 0.5, 1.5);
      const constant = builder.add('constant', [], { values: [...weights.data] }, float32(shape));
      const loss = builder.add('reduce_sum', [builder.binary('mul', y, constant)], {
        axes: [...shape.keys()],
        keepDimensions: false,
      });
      const variables = new Map(
        shapes.map((size, index) => [`x${index}`, spacedArray(size, index + 1, ...range)]),
      );
      const reads = new Map(trained.map((index) => [`x${index}`, operands[index] ?? 0]));
      const compared = compareGradients(builder, loss, reads, { feeds: {}, variables, samples: 1 });
      expect(compared.map((item) => item.variable)).toEqual([...reads.keys()]);
      for (const { variable, error, rule, differences } of compared) {
        expect({ variable, error, rule, differences }).toSatisfy(
          (item: { error: number }) => item.error < 1e-6,
        );
      }
    },
  );

  it('are all tried', () => {
    const tried = new Set<string>(cases.map((item) => item.kind));
    const rules = Object.entries(gradientRules).flatMap(([kind, rule]) => (rule === null ? [] : [kind]));
    expect(rules.filter((kind) => !tried.has(kind))).toEqual([]);
  });
});

describe('reduce_max', () => {
  it('shares the gradient among equal maxima, as TensorFlow does', () => {
    const { builder, x } = oneVariable([4]);
    const loss = builder.add('reduce_max', [x], { axes: [0], keepDimensions: false });
    const gradient = addGradients(builder, loss, new Set([x])).get(x) ?? -1;
    const graph = builder.finish('forward', { gradient });
    expect(graph.nodes.filter((node) => node.kind === 'equal')).toHaveLength(1);
  });
});

describe('addGradients', () => {
  it('differentiates only what leads from the loss to a wanted value', () => {
    const { builder, x } = oneVariable([2, 2]);
    const other = builder.read('frozen', [2, 2]);
    const product = builder.add('matmul', [x, other], { transposeA: false, transposeB: false });
    const loss = builder.add('reduce_sum', [product], { axes: [0, 1], keepDimensions: false });
    const before = builder.length;
    const gradients = addGradients(builder, loss, new Set([x]));
    const made = builder
      .finish('forward', {})
      .nodes.slice(before)
      .map((node) => node.kind);
    expect([...gradients.keys()]).toEqual([x]);
    expect(made.filter((kind) => kind === 'matmul')).toHaveLength(1);
  });

  it('gives nothing for a value that the loss does not depend on', () => {
    const { builder, x } = oneVariable([2]);
    const loss = builder.add('reduce_sum', [builder.read('other', [2])], {
      axes: [0],
      keepDimensions: false,
    });
    expect(addGradients(builder, loss, new Set([x])).size).toBe(0);
  });

  it('adds up the ways by which a value reaches the loss', () => {
    const { builder, x } = oneVariable([3]);
    const loss = builder.add('reduce_sum', [builder.binary('mul', x, builder.unary('tanh', x))], {
      axes: [0],
      keepDimensions: false,
    });
    const variables = new Map([['x', spacedArray([3], 5)]]);
    const [compared] = compareGradients(builder, loss, new Map([['x', x]]), {
      feeds: {},
      variables,
      samples: 1,
    });
    expect(compared?.error).toBeLessThan(1e-7);
  });

  it('names the op that no gradient passes', () => {
    const { builder, x } = oneVariable([3]);
    const type: TensorType = { dtype: 'int32', shape: [3] };
    const cast = builder.add('cast', [builder.add('cast', [x], {}, type)], {}, float32([3]));
    const loss = builder.add('reduce_sum', [cast], { axes: [0], keepDimensions: false });
    expect(() => addGradients(builder, loss, new Set([x]))).toThrow(MissingGradientError);
    expect(() => addGradients(builder, loss, new Set([x]))).toThrow('"cast"');
  });
});

function oneVariable(shape: readonly number[]): { builder: GraphBuilder; x: ValueId } {
  const builder = new GraphBuilder(origin);
  return { builder, x: builder.read('x', shape) };
}
