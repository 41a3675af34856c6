import { GraphBuilder } from '../../../../src/ir/graph-builder.ts';
import { BATCH } from '../../../../src/ir/op-graph.ts';
import type {
  Convolution2d,
  DataType,
  OpAttributes,
  OpGraph,
  OpKind,
  Pooling2d,
  TensorType,
} from '../../../../src/ir/op-graph.ts';
import { arrayOf } from '../../../support/interpreter/array.ts';
import type { NdArray } from '../../../support/interpreter/array.ts';
import type { Environment } from '../../../support/interpreter/interpret.ts';
import { randomArray } from '../../../support/random-arrays.ts';

/** One op on random numbers, or what `inputs` says. */
export interface OpTestCase {
  readonly name: string;
  readonly graph: OpGraph;
  readonly environment: Environment;
  readonly tolerance?: number;
}

const origin = { path: 'case', file: 'test.net', line: 1 };

interface Operand {
  readonly shape: readonly number[];
  readonly dtype?: DataType;
  readonly values?: NdArray;
  readonly low?: number;
  readonly high?: number;
}

/** A case of one op. `samples` stands for BATCH in all shapes. */
export function opCase<K extends OpKind>(
  name: string,
  kind: K,
  operands: readonly Operand[],
  attributes: OpAttributes[K],
  declared?: TensorType,
  tolerance?: number,
): OpTestCase {
  const samples = 3;
  const builder = new GraphBuilder(origin);
  const feeds: Record<string, NdArray> = {};
  const inputs = operands.map(({ shape, dtype = 'float32', values, low, high }, index) => {
    const size = shape.map((n) => (n === BATCH ? samples : n));
    const feed = `x${index}`;
    feeds[feed] = values ?? randomArray(size, index + 1, low, high);
    // Conditions are fed as numbers and are what lies above 0.
    const value = builder.input(feed, { dtype: dtype === 'int32' ? 'int32' : 'float32', shape });
    return dtype === 'bool' ? builder.add('greater', [value, builder.scalar(0)], {}) : value;
  });
  const result = builder.add(kind, inputs, attributes, declared);
  return {
    name: `${kind}: ${name}`,
    graph: builder.finish('case', { result }),
    environment: { feeds, variables: new Map(), samples },
    ...(tolerance !== undefined && { tolerance }),
  };
}

const float = (...shape: number[]): TensorType => ({ dtype: 'float32', shape });
export const f = (...shape: number[]): Operand => ({ shape });
export const positive = (...shape: number[]): Operand => ({ shape, low: 0.1, high: 3 });

const unary = (
  ['neg', 'exp', 'expm1', 'square', 'abs', 'sign', 'relu', 'sigmoid', 'tanh', 'softplus', 'erf'] as const
).map((kind) => opCase('positive and negative', kind, [{ shape: [BATCH, 7], low: -4, high: 4 }], {}));

const ofPositive = (['log', 'log1p', 'sqrt', 'rsqrt', 'reciprocal'] as const).map((kind) =>
  opCase('positive', kind, [positive(BATCH, 5)], {}),
);

const broadcasts: readonly (readonly [string, readonly number[], readonly number[]])[] = [
  ['equal shapes', [BATCH, 5, 3], [BATCH, 5, 3]],
  ['a number', [BATCH, 5], []],
  ['a number first', [], [BATCH, 5]],
  ['the last dimension', [BATCH, 3, 5], [5]],
  ['the last dimension first', [6], [BATCH, 2, 6]],
  ['last dimensions with ones before', [BATCH, 4, 4], [1, 4, 4]],
  ['a column', [BATCH, 5], [BATCH, 1]],
  ['both ways', [BATCH, 1, 4], [1, 6, 1]],
];
const binary = (['add', 'sub', 'mul', 'div', 'pow', 'maximum', 'minimum'] as const).flatMap((kind) =>
  broadcasts.map(([name, a, b]) => opCase(name, kind, [positive(...a), positive(...b)], {})),
);

const ties = arrayOf([6], [1, 2, 3, 4, 5, 6]);
const others = arrayOf([6], [1, 3, 2, 4, 6, 5]);
const comparisons = (['greater', 'greater_equal', 'equal'] as const).flatMap((kind) => [
  opCase(
    'with ties',
    kind,
    [
      { shape: [6], values: ties },
      { shape: [6], values: others },
    ],
    {},
  ),
  opCase('broadcast', kind, [f(BATCH, 4), f(4)], {}),
]);

const conv = (
  strides: readonly [number, number] = [1, 1],
  padding: Convolution2d['padding'] = [
    [0, 0],
    [0, 0],
  ],
  dilations: readonly [number, number] = [1, 1],
): Convolution2d => ({ strides, padding, dilations });

interface ConvolutionCase {
  readonly name: string;
  /** Height, width, channels. */
  readonly image: readonly [number, number, number];
  /** Height, width, out (or multiplier). */
  readonly kernel: readonly [number, number, number];
  readonly attributes: Convolution2d;
  /** Where the numbers are added up in another order than the definition's. */
  readonly tolerance?: number;
}

const same3 = [
  [1, 1],
  [1, 1],
] as const;
const convolutions: readonly ConvolutionCase[] = [
  { name: '3×3', image: [7, 9, 3], kernel: [3, 3, 8], attributes: conv() },
  { name: '3×3, many channels', image: [6, 5, 16], kernel: [3, 3, 24], attributes: conv() },
  { name: '1×1', image: [5, 5, 6], kernel: [1, 1, 5], attributes: conv() },
  { name: 'one channel each', image: [6, 6, 1], kernel: [2, 2, 1], attributes: conv() },
  { name: 'odd channels', image: [6, 7, 5], kernel: [3, 2, 11], attributes: conv() },
  { name: 'same', image: [6, 7, 4], kernel: [3, 3, 9], attributes: conv([1, 1], same3) },
  { name: 'stride 2', image: [9, 8, 5], kernel: [3, 3, 8], attributes: conv([2, 2]) },
  {
    name: 'stride 2 with uneven padding',
    image: [8, 8, 3],
    kernel: [3, 3, 4],
    attributes: conv(
      [2, 2],
      [
        [0, 1],
        [0, 1],
      ],
    ),
  },
  { name: 'stride larger than the kernel', image: [10, 11, 2], kernel: [2, 2, 3], attributes: conv([3, 4]) },
  { name: 'dilated', image: [9, 9, 4], kernel: [3, 3, 6], attributes: conv([1, 1], same3, [2, 2]) },
  {
    name: 'dilated one way, strided the other',
    image: [9, 12, 3],
    kernel: [3, 2, 5],
    attributes: conv([2, 1], same3, [1, 3]),
  },
  {
    name: 'padding wider than the image',
    image: [3, 3, 2],
    kernel: [5, 5, 4],
    attributes: conv(
      [1, 1],
      [
        [4, 4],
        [4, 4],
      ],
    ),
  },
  { name: 'one pixel', image: [3, 3, 8], kernel: [3, 3, 8], attributes: conv() },
  // Large enough for Winograd's way on wasm, all with rows or columns of tiles that are not full.
  { name: 'tiles', image: [14, 15, 16], kernel: [3, 3, 24], attributes: conv(), tolerance: 1e-5 },
  {
    name: 'tiles, same',
    image: [13, 15, 24],
    kernel: [3, 3, 16],
    attributes: conv([1, 1], same3),
    tolerance: 1e-5,
  },
  {
    name: 'tiles, padded unevenly',
    image: [15, 12, 16],
    kernel: [3, 3, 16],
    attributes: conv(
      [1, 1],
      [
        [2, 0],
        [0, 3],
      ],
    ),
    tolerance: 1e-5,
  },
  { name: 'many tiles', image: [30, 41, 16], kernel: [3, 3, 16], attributes: conv(), tolerance: 1e-5 },
];

const outSize = (
  size: number,
  kernel: number,
  axis: 0 | 1,
  { strides, padding, dilations }: Convolution2d,
): number =>
  Math.floor(
    (size + padding[axis][0] + padding[axis][1] - (kernel - 1) * dilations[axis] - 1) / strides[axis],
  ) + 1;

const convolution = convolutions.flatMap(({ name, image, kernel, attributes, tolerance }) => {
  const [height, width, channels] = image;
  const [kernelHeight, kernelWidth, out] = kernel;
  const rows = outSize(height, kernelHeight, 0, attributes);
  const columns = outSize(width, kernelWidth, 1, attributes);
  const x = f(BATCH, ...image);
  const full = [kernelHeight, kernelWidth, channels, out] as const;
  const dy = f(BATCH, rows, columns, out);
  const wide = f(BATCH, rows, columns, channels * out);
  return [
    opCase(name, 'conv2d', [x, f(...full)], attributes, undefined, tolerance),
    opCase(name, 'conv2d_grad_input', [dy, f(...full)], attributes, float(BATCH, ...image), tolerance),
    opCase(name, 'conv2d_grad_kernel', [x, dy], attributes, float(...full), tolerance),
    ...(out > 12
      ? []
      : [
          opCase(name, 'depthwise_conv2d', [x, f(...full)], attributes),
          opCase(name, 'depthwise_conv2d_grad_input', [wide, f(...full)], attributes, float(BATCH, ...image)),
          opCase(name, 'depthwise_conv2d_grad_kernel', [x, wide], attributes, float(...full)),
        ]),
  ];
});

const single = { image: [6, 5, 70], kernel: [3, 3, 1] } as const;
const depthwiseOfOne = [
  opCase(
    'as many out as in',
    'depthwise_conv2d',
    [f(BATCH, ...single.image), f(3, 3, 70, 1)],
    conv([1, 1], same3),
  ),
  opCase(
    'as many out as in',
    'depthwise_conv2d_grad_input',
    [f(BATCH, ...single.image), f(3, 3, 70, 1)],
    conv([1, 1], same3),
    float(BATCH, ...single.image),
  ),
  opCase(
    'as many out as in',
    'depthwise_conv2d_grad_kernel',
    [f(BATCH, ...single.image), f(BATCH, ...single.image)],
    conv([1, 1], same3),
    float(3, 3, 70, 1),
  ),
];

const pool = (
  window: readonly [number, number],
  strides: readonly [number, number],
  padding: Pooling2d['padding'] = [
    [0, 0],
    [0, 0],
  ],
): Pooling2d => ({ window, strides, padding });

const pools: readonly (readonly [string, readonly [number, number, number], Pooling2d])[] = [
  ['2×2', [6, 8, 8], pool([2, 2], [2, 2])],
  ['rows and columns left over', [7, 9, 5], pool([2, 2], [2, 2])],
  ['overlapping', [7, 7, 6], pool([3, 3], [2, 2])],
  ['padded', [5, 6, 3], pool([3, 3], [2, 2], same3)],
  [
    'padded unevenly',
    [6, 6, 4],
    pool(
      [3, 2],
      [1, 2],
      [
        [0, 1],
        [0, 0],
      ],
    ),
  ],
  ['a pixel each', [3, 4, 2], pool([1, 1], [1, 1])],
  ['the whole image', [4, 5, 9], pool([4, 5], [4, 5])],
];

/** Whole numbers below 0: windows are full of ties, and no maximum is positive. */
function tiedImage(shape: readonly number[]): NdArray {
  const drawn = randomArray(shape, 5, -4, 0);
  return arrayOf(shape, drawn.data.map(Math.ceil));
}

const pooling = pools.flatMap(([name, image, attributes]) => {
  const x = [BATCH, ...image];
  const shape = [3, ...image];
  const asConvolution = { ...attributes, dilations: [1, 1] } as const;
  const rows = outSize(image[0], attributes.window[0], 0, asConvolution);
  const columns = outSize(image[1], attributes.window[1], 1, asConvolution);
  const dy = f(BATCH, rows, columns, image[2]);
  return [
    opCase(name, 'max_pool', [f(...x)], attributes),
    opCase(`${name}, all below 0`, 'max_pool', [{ shape: x, values: tiedImage(shape) }], attributes),
    opCase(name, 'avg_pool', [f(...x)], attributes),
    opCase(name, 'avg_pool_grad', [dy], attributes, float(...x)),
    maxPoolGradCase(name, { shape: x, values: randomArray(shape, 7) }, dy, attributes),
    maxPoolGradCase(`${name}, ties below 0`, { shape: x, values: tiedImage(shape) }, dy, attributes),
  ];
});

/** The pooled image is computed in the graph: it belongs to the image. */
function maxPoolGradCase(name: string, image: Operand, dy: Operand, attributes: Pooling2d): OpTestCase {
  const builder = new GraphBuilder(origin);
  const samples = 3;
  const x = builder.input('x', { dtype: 'float32', shape: image.shape });
  const gradient = builder.input('dy', { dtype: 'float32', shape: dy.shape });
  const y = builder.add('max_pool', [x], attributes);
  const result = builder.add('max_pool_grad', [x, y, gradient], attributes);
  const feeds = {
    x: image.values ?? randomArray(image.shape, 7),
    dy: randomArray(
      dy.shape.map((n) => (n === BATCH ? samples : n)),
      8,
    ),
  };
  return {
    name: `max_pool_grad: ${name}`,
    graph: builder.finish('case', { result }),
    environment: { feeds, variables: new Map(), samples },
  };
}

const reductions = (['reduce_sum', 'reduce_mean', 'reduce_max'] as const).flatMap((kind) =>
  (
    [
      ['the last axis', [BATCH, 5], [1], false],
      ['the first axis', [BATCH, 5], [0], false],
      ['all axes', [BATCH, 7, 3], [0, 1, 2], false],
      ['pixels', [BATCH, 4, 5, 19], [1, 2], false],
      ['all but channels', [BATCH, 9, 11, 33], [0, 1, 2], true],
      ['axes apart', [BATCH, 4, 3, 6], [0, 2], true],
      ['axes apart, dropped', [2, 4, 3, 6], [1, 3], false],
      ['an axis of one', [BATCH, 1, 4], [1], false],
      ['no axis', [BATCH, 4], [], false],
      ['many numbers', [2, 3000], [1], false],
    ] as const
  ).map(([name, shape, axes, keepDimensions]) =>
    opCase(name, kind, [{ shape, low: -3, high: -1 }], { axes, keepDimensions }),
  ),
);

const matrices = (
  [
    ['small', 3, 5, 4],
    ['one row', 1, 9, 16],
    ['one column', 7, 33, 1],
    ['wide', 5, 300, 37],
    ['tall', 150, 20, 24],
    ['deep', 6, 1000, 10],
  ] as const
).flatMap(([name, rows, inner, columns]) =>
  [false, true].flatMap((transposeA) =>
    [false, true].map((transposeB) =>
      opCase(
        `${name}${transposeA ? ', a transposed' : ''}${transposeB ? ', b transposed' : ''}`,
        'matmul',
        [transposeA ? f(inner, rows) : f(rows, inner), transposeB ? f(columns, inner) : f(inner, columns)],
        { transposeA, transposeB },
      ),
    ),
  ),
);

const shapes = [
  opCase('of a matrix', 'transpose', [f(4, 6)], { permutation: [1, 0] }),
  opCase('of four dimensions', 'transpose', [f(BATCH, 2, 5, 4)], { permutation: [3, 0, 2, 1] }),
  opCase('of ones only', 'transpose', [f(1, 5, 1)], { permutation: [2, 1, 0] }),
  opCase('the same order', 'transpose', [f(2, 3)], { permutation: [0, 1] }),
  opCase('last axis', 'concat', [f(BATCH, 2, 3), f(BATCH, 2, 1), f(BATCH, 2, 4)], { axis: 2 }),
  opCase('first axis', 'concat', [f(2, 3), f(1, 3)], { axis: 0 }),
  opCase('one only', 'concat', [f(2, 3)], { axis: 0 }),
  opCase('a part', 'slice', [f(BATCH, 5, 6)], { begin: [0, 1, 2] }, float(BATCH, 3, 2)),
  opCase('all', 'slice', [f(2, 3)], { begin: [0, 0] }, float(2, 3)),
  opCase('with zeros', 'pad', [f(BATCH, 3, 4, 2)], {
    padding: [
      [0, 0],
      [1, 2],
      [0, 3],
      [0, 0],
    ],
    value: 0,
  }),
  opCase('with a number', 'pad', [f(2, 3)], {
    padding: [
      [1, 0],
      [0, 1],
    ],
    value: -1.5,
  }),
  opCase('a number', 'broadcast_to', [f()], {}, float(2, 3)),
  opCase('a row', 'broadcast_to', [f(4)], {}, float(3, 2, 4)),
  opCase('a column', 'broadcast_to', [f(BATCH, 1)], {}, float(BATCH, 5)),
  opCase('the same', 'broadcast_to', [f(2, 3)], {}, float(2, 3)),
  opCase('flat', 'reshape', [f(BATCH, 2, 6)], {}, float(BATCH, 12)),
];

const classes = arrayOf([3], [0, 4, 2]);
const others2 = [
  opCase('by a condition', 'select', [{ shape: [BATCH, 5], dtype: 'bool' }, f(BATCH, 5), f(BATCH, 5)], {}),
  opCase('of a vector', 'select', [{ shape: [5], dtype: 'bool' }, f(5), f(5)], {}),
  opCase(
    'to int32',
    'cast',
    [{ shape: [BATCH, 4], low: -3, high: 3 }],
    {},
    { dtype: 'int32', shape: [BATCH, 4] },
  ),
  opCase('from int32', 'cast', [{ shape: [3], dtype: 'int32', values: classes }], {}, float(3)),
  opCase('from bool', 'cast', [{ shape: [BATCH, 4], dtype: 'bool' }], {}, float(BATCH, 4)),
  opCase('of mixed signs', 'relu_grad', [f(BATCH, 7), f(BATCH, 7)], {}),
  opCase('over channels', 'bias_add', [f(BATCH, 4, 5, 6), f(6)], {}),
  opCase('of a matrix', 'bias_add', [f(BATCH, 3), f(3)], {}),
  opCase('over channels', 'bias_add_grad', [f(BATCH, 4, 5, 6)], {}),
  opCase('over many channels', 'bias_add_grad', [f(BATCH, 9, 5, 40)], {}),
  opCase('of logits', 'softmax', [{ shape: [BATCH, 5], low: -20, high: 20 }], {}),
  opCase('of one class', 'softmax', [f(BATCH, 1)], {}),
  opCase('of classes', 'one_hot', [{ shape: [BATCH], dtype: 'int32', values: classes }], { depth: 5 }),
  opCase(
    'of large logits',
    'softmax_cross_entropy',
    [{ shape: [BATCH, 4], low: -50, high: 50 }, positive(BATCH, 4)],
    {},
  ),
  opCase(
    'of large logits',
    'sigmoid_cross_entropy',
    [
      { shape: [BATCH, 2], low: -50, high: 50 },
      { shape: [BATCH, 2], low: 0, high: 1 },
    ],
    {},
  ),
  opCase(
    'from a seed',
    'random_uniform',
    [{ shape: [2], dtype: 'int32', values: arrayOf([2], [-5, 7]) }],
    { stream: 3 },
    float(3, 1471),
    0,
  ),
];

/** Convolution, bias and relu in one, by definition and in Winograd's way. */
const fused = (['definition', 'tiles'] as const).map((way): OpTestCase => {
  const builder = new GraphBuilder(origin);
  const image = way === 'tiles' ? [17, 18, 16] : [5, 6, 3];
  const out = way === 'tiles' ? 8 : 7;
  const x = builder.input('x', { dtype: 'float32', shape: [BATCH, ...image] });
  const kernel = builder.input('kernel', float(3, 3, image[2] ?? 1, out));
  const bias = builder.input('bias', float(out));
  const biased = builder.add('bias_add', [builder.add('conv2d', [x, kernel], conv()), bias], {});
  const feeds = {
    x: randomArray([3, ...image], 1),
    kernel: randomArray([3, 3, image[2] ?? 1, out], 2),
    bias: randomArray([out], 3),
  };
  return {
    name: `conv2d, bias_add, relu: ${way}`,
    graph: builder.finish('case', { y: builder.unary('relu', biased) }),
    environment: { feeds, variables: new Map(), samples: 3 },
    tolerance: 1e-5,
  };
});

/** Ops whose every use of a batch is a scalar of its size. */
function batchSizeCase(): OpTestCase {
  const builder = new GraphBuilder(origin);
  const x = builder.input('x', { dtype: 'float32', shape: [BATCH, 2] });
  const total = builder.add('reduce_sum', [x], { axes: [0, 1], keepDimensions: false });
  const mean = builder.binary('div', total, builder.add('batch_size', [], {}, float()));
  const environment = { feeds: { x: randomArray([3, 2], 4) }, variables: new Map(), samples: 3 };
  return { name: 'batch_size: a mean', graph: builder.finish('case', { mean }), environment };
}

/** Every op without an effect, on odd shapes. */
export const opTestCases: readonly OpTestCase[] = [
  ...unary,
  ...ofPositive,
  ...binary,
  ...comparisons,
  ...convolution,
  ...depthwiseOfOne,
  ...fused,
  ...pooling,
  ...reductions,
  ...matrices,
  ...shapes,
  ...others2,
  batchSizeCase(),
];
