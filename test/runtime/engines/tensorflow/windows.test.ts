import { beforeAll, expect, test } from 'vitest';
import { GraphBuilder } from '../../../../src/ir/graph-builder.ts';
import type { Convolution2d, Pooling2d } from '../../../../src/ir/op-graph.ts';
import { float32 } from '../../../../src/ir/tensor-type.ts';
import type { Engine } from '../../../../src/runtime/engines/engine.ts';
import { createTensorflowEngine } from '../../../../src/runtime/engines/tensorflow/tensorflow-engine.ts';
import { describeWithEngine } from '../../../support/engines.ts';
import { interpret } from '../../../support/interpreter/interpret.ts';
import { origin, plainProgram } from '../../../support/plain-program.ts';
import { spacedArray } from '../../../support/random-arrays.ts';

/** Windows that TensorFlow has no word for, or whose kernels it lacks on a CPU. */
const convolutions: Readonly<Record<string, Convolution2d>> = {
  plain: {
    strides: [1, 1],
    padding: [
      [0, 0],
      [0, 0],
    ],
    dilations: [1, 1],
  },
  same: {
    strides: [1, 1],
    padding: [
      [1, 1],
      [1, 1],
    ],
    dilations: [1, 1],
  },
  'same with stride': {
    strides: [2, 2],
    padding: [
      [0, 1],
      [1, 1],
    ],
    dilations: [1, 1],
  },
  'explicit with stride': {
    strides: [2, 2],
    padding: [
      [1, 1],
      [1, 0],
    ],
    dilations: [1, 1],
  },
  'remainder with stride': {
    strides: [3, 3],
    padding: [
      [0, 0],
      [0, 0],
    ],
    dilations: [1, 1],
  },
  dilated: {
    strides: [1, 1],
    padding: [
      [0, 0],
      [0, 0],
    ],
    dilations: [2, 2],
  },
  'dilated and same': {
    strides: [1, 1],
    padding: [
      [2, 2],
      [2, 2],
    ],
    dilations: [2, 2],
  },
  'dilated by axis, explicit': {
    strides: [1, 1],
    padding: [
      [0, 2],
      [1, 0],
    ],
    dilations: [2, 1],
  },
  'strides by axis': {
    strides: [2, 1],
    padding: [
      [1, 0],
      [1, 1],
    ],
    dilations: [1, 1],
  },
};

const height = 8;
const width = 9;

function places(
  size: number,
  window: number,
  axis: 0 | 1,
  { strides, padding, dilations }: Convolution2d,
): number {
  const extent = (window - 1) * dilations[axis] + 1;
  return Math.floor((size + padding[axis][0] + padding[axis][1] - extent) / strides[axis]) + 1;
}

await describeWithEngine('tensorflow', 'windows on tensorflow', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await createTensorflowEngine();
  });

  async function compare(
    builder: GraphBuilder,
    outputs: Record<string, number>,
    fed: Record<string, readonly number[]>,
  ) {
    const predict = builder.finish('predict', outputs);
    const arrays = Object.fromEntries(
      Object.entries(fed).map(([name, shape], index) => [name, spacedArray(shape, index + 1)]),
    );
    const expected = interpret(predict, { feeds: arrays, variables: new Map(), samples: 2 }).outputs;
    const session = await engine.load(plainProgram({ predict }));
    const feeds = Object.fromEntries(
      Object.entries(arrays).map(([name, { shape, data }]) => [
        name,
        { dtype: 'float32', shape, data: Float32Array.from(data) } as const,
      ]),
    );
    const results = await session.run('predict', feeds);
    await session.dispose();
    for (const name of Object.keys(outputs)) {
      const [given, wanted] = [results[name], expected[name]];
      expect(given?.shape, name).toEqual(wanted?.shape);
      const scale = Math.max(...(wanted?.data ?? []).map(Math.abs), 1e-3);
      const worst = Math.max(
        ...[...(wanted?.data ?? [])].map((value, at) => Math.abs(value - (given?.data[at] ?? NaN))),
      );
      expect(worst / scale, name).toBeLessThan(1e-5);
    }
  }

  test.each(Object.entries(convolutions))('convolutions: %s', async (_name, attributes) => {
    const builder = new GraphBuilder(origin);
    const [h, w] = [places(height, 3, 0, attributes), places(width, 2, 1, attributes)];
    const fed = { x: [2, height, width, 3], kernel: [3, 2, 3, 4], dy: [2, h, w, 4] };
    const x = builder.input('x', float32([-1, height, width, 3]));
    const kernel = builder.input('kernel', float32(fed.kernel));
    const dy = builder.input('dy', float32([-1, h, w, 4]));
    await compare(
      builder,
      {
        y: builder.add('conv2d', [x, kernel], attributes),
        dx: builder.add('conv2d_grad_input', [dy, kernel], attributes, float32([-1, height, width, 3])),
        dk: builder.add('conv2d_grad_kernel', [x, dy], attributes, float32(fed.kernel)),
      },
      fed,
    );
  });

  test.each(Object.entries(convolutions))('depthwise convolutions: %s', async (_name, attributes) => {
    const builder = new GraphBuilder(origin);
    const [h, w] = [places(height, 3, 0, attributes), places(width, 2, 1, attributes)];
    const fed = { x: [2, height, width, 3], kernel: [3, 2, 3, 2], dy: [2, h, w, 6] };
    const x = builder.input('x', float32([-1, height, width, 3]));
    const kernel = builder.input('kernel', float32(fed.kernel));
    const dy = builder.input('dy', float32([-1, h, w, 6]));
    await compare(
      builder,
      {
        y: builder.add('depthwise_conv2d', [x, kernel], attributes),
        dx: builder.add(
          'depthwise_conv2d_grad_input',
          [dy, kernel],
          attributes,
          float32([-1, height, width, 3]),
        ),
        dk: builder.add('depthwise_conv2d_grad_kernel', [x, dy], attributes, float32(fed.kernel)),
      },
      fed,
    );
  });

  const poolings = Object.entries(convolutions).filter(([, { dilations }]) =>
    dilations.every((each) => each === 1),
  );
  test.each(poolings)('pooling: %s', async (_name, convolution) => {
    const { strides, padding } = convolution;
    const attributes: Pooling2d = { strides, padding, window: [3, 2] };
    const builder = new GraphBuilder(origin);
    const [h, w] = [places(height, 3, 0, convolution), places(width, 2, 1, convolution)];
    const fed = { x: [2, height, width, 3], dy: [2, h, w, 3] };
    // All below zero, so that a border of zeros would win.
    const x = builder.binary('sub', builder.input('x', float32([-1, height, width, 3])), { number: 2 });
    const dy = builder.input('dy', float32([-1, h, w, 3]));
    const max = builder.add('max_pool', [x], attributes);
    await compare(
      builder,
      {
        max,
        maxGradient: builder.add('max_pool_grad', [x, max, dy], attributes),
        mean: builder.add('avg_pool', [x], attributes),
        meanGradient: builder.add('avg_pool_grad', [dy], attributes, float32([-1, height, width, 3])),
      },
      fed,
    );
  });

  test('the first maximum of a window takes the gradient', async () => {
    const builder = new GraphBuilder(origin);
    const attributes: Pooling2d = {
      strides: [2, 2],
      padding: [
        [0, 0],
        [0, 0],
      ],
      window: [2, 2],
    };
    const x = builder.input('x', float32([-1, 4, 4, 1]));
    const flat = builder.binary('mul', x, { number: 0 });
    const max = builder.add('max_pool', [flat], attributes);
    const dy = builder.input('dy', float32([-1, 2, 2, 1]));
    await compare(
      builder,
      { gradient: builder.add('max_pool_grad', [flat, max, dy], attributes) },
      { x: [2, 4, 4, 1], dy: [2, 2, 2, 1] },
    );
  });
});
