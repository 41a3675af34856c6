import { beforeAll, expect, test } from 'vitest';
import { GraphBuilder } from '../../../../src/ir/graph-builder.ts';
import type { Convolution2d, OpGraph } from '../../../../src/ir/op-graph.ts';
import type { PhaseProgram, Program } from '../../../../src/ir/program.ts';
import { float32 } from '../../../../src/ir/tensor-type.ts';
import type { Engine, Session } from '../../../../src/runtime/engines/engine.ts';
import { createTensorflowEngine } from '../../../../src/runtime/engines/tensorflow/tensorflow-engine.ts';
import { planSavedModel } from '../../../../src/codegen/savedmodel/emit-savedmodel.ts';
import { describeWithEngine } from '../../../support/engines.ts';
import { origin, plainProgram } from '../../../support/plain-program.ts';
import { randomArray } from '../../../support/random-arrays.ts';

const same: Convolution2d = {
  strides: [1, 1],
  dilations: [1, 1],
  padding: [
    [1, 1],
    [1, 1],
  ],
};

/** Height, width, channels in and out, padding: tiles of 3 and of 4, whole ones and such that reach out of the image. */
const cases = {
  'whole tiles of 4': { size: [8, 16], channels: [256, 256], padding: same.padding },
  'whole tiles of 3': { size: [9, 6], channels: [512, 256], padding: same.padding },
  'parts of tiles': { size: [10, 7], channels: [256, 512], padding: same.padding },
  'no padding': {
    size: [11, 14],
    channels: [512, 512],
    padding: [
      [0, 0],
      [0, 0],
    ],
  },
  'padding on one side': {
    size: [12, 11],
    channels: [256, 512],
    padding: [
      [2, 0],
      [0, 1],
    ],
  },
} as const satisfies Record<string, unknown>;

await describeWithEngine('tensorflow', 'Winograd’s way on tensorflow', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await createTensorflowEngine();
  });

  type Shape = readonly [number, number, number];

  /** A convolution of `x` by a variable, as the step of a phase; and by a kernel that is fed, which is never transformed. */
  function convolutions([height, width, into]: Shape, out: number, attributes: Convolution2d) {
    const build = (kernelOf: (builder: GraphBuilder) => number): OpGraph => {
      const builder = new GraphBuilder(origin);
      const x = builder.input('x', float32([-1, height, width, into]));
      return builder.finish('train', { y: builder.add('conv2d', [x, kernelOf(builder)], attributes) });
    };
    const kernel = [3, 3, into, out];
    return {
      trainStep: build((builder) => builder.read('kernel', kernel)),
      predict: build((builder) => builder.input('kernel', float32(kernel))),
      variables: [{ path: 'kernel', shape: kernel }],
    };
  }

  const random = (shape: readonly number[], seed: number) =>
    ({ dtype: 'float32', shape, data: Float32Array.from(randomArray(shape, seed).data) }) as const;

  const isTransformed = (program: Program): boolean =>
    (planSavedModel(program).message.metaGraphs?.[0]?.graphDef?.node ?? []).some(
      ({ op }) => op === 'BatchMatMulV2',
    );

  async function results(
    session: Session,
    graph: 'train/0' | 'predict',
    feeds: Parameters<Session['run']>[1],
  ) {
    const { y } = await session.run(graph, feeds);
    if (y?.dtype !== 'float32') throw new Error('there is no result');
    return y;
  }

  const largest = (data: Float32Array): number =>
    data.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
  const difference = (a: Float32Array, b: Float32Array): number => {
    expect(a.length).toBe(b.length);
    return largest(a.map((value, place) => value - (b[place] ?? NaN))) / largest(b);
  };

  test.each(Object.entries(cases))(
    '%s: is the direct convolution',
    async (_name, { size, channels, padding }) => {
      const shape: Shape = [...size, channels[0]];
      const program = plainProgram(convolutions(shape, channels[1], { ...same, padding }));
      expect(isTransformed(program)).toBe(true);
      const session = await engine.load(program);
      // Assigned twice: what is transformed must be what was assigned last.
      for (const seed of [1, 2]) {
        const kernel = random([3, 3, ...channels], seed);
        const x = random([3, ...shape], seed + 10);
        await session.assign(new Map([['kernel', kernel.data]]));
        const given = await results(session, 'train/0', { x });
        const direct = await results(session, 'predict', { x, kernel });
        expect(given.shape).toEqual(direct.shape);
        expect(difference(given.data, direct.data)).toBeLessThan(2e-5);
        expect(given.data).not.toEqual(direct.data);

        const first = { ...x, shape: [1, ...shape], data: x.data.slice(0, x.data.length / 3) };
        const alone = await results(session, 'train/0', { x: first });
        expect(alone.data, 'it does not depend on the other samples').toEqual(
          given.data.slice(0, alone.data.length),
        );
      }
      await session.dispose();
    },
  );

  test('a kernel that another phase has changed is transformed again', async () => {
    const shape: Shape = [8, 8, 256];
    const { trainStep, predict, variables } = convolutions(shape, 256, same);
    const builder = new GraphBuilder(origin);
    const kernel = builder.read('kernel', [3, 3, 256, 256]);
    const doubled = builder.binary('mul', kernel, { number: 2 });
    const assign = builder.add('assign', [doubled], { variable: 'kernel' }, float32([]));
    const x = builder.input('x', float32([-1, ...shape]));
    const y = builder.add('conv2d', [x, kernel], same);
    const changing = builder.finish('train', { y }, [assign]);
    const plain = plainProgram({ trainStep, predict, variables });
    const [phase] = plain.phases as readonly [PhaseProgram];
    const program = { ...plain, phases: [phase, { ...phase, name: 'second', trainStep: changing }] };

    const session = await engine.load(program);
    const values = random([3, 3, 256, 256], 1);
    const photos = { x: random([2, ...shape], 2) };
    await session.assign(new Map([['kernel', values.data]]));
    const before = await results(session, 'train/0', photos);
    await session.run('train/1', photos);
    const after = await results(session, 'train/0', photos);
    // Twice the kernel is exactly twice of all that follows.
    expect(after.data).toEqual(before.data.map((value) => 2 * value));
    await session.run('train/1', photos);
    await session.assign(new Map([['kernel', values.data]]));
    expect((await results(session, 'train/0', photos)).data).toEqual(before.data);
    await session.dispose();
  });
});
