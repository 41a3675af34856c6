import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { planSavedModel, type Arithmetic } from '../../../src/codegen/savedmodel/emit-savedmodel.ts';
import { winogradTile } from '../../../src/codegen/savedmodel/winograd/tile-size.ts';
import { transformedBytes } from '../../../src/codegen/savedmodel/winograd/transformed-bytes.ts';
import { onSquares, transforms } from '../../../src/codegen/savedmodel/winograd/transforms.ts';
import { compile } from '../../../src/ir/compile.ts';
import type { Convolution2d, DataType } from '../../../src/ir/op-graph.ts';
import { parse } from '../../../src/parser/parse.ts';
import { sourceFile } from '../../../src/source/source-file.ts';
import { check } from '../../../src/typecheck/check.ts';

const times = (matrix: readonly (readonly number[])[], vector: readonly number[]): readonly number[] =>
  matrix.map((row) => row.reduce((sum, each, place) => sum + each * (vector[place] ?? 0), 0));

describe.each([3, 4] as const)('tiles of %i results', (tile) => {
  const { image, kernel, result } = transforms[tile];

  // The products are linear in both operands, so that unit vectors say all.
  test('are what the kernel makes of pixels', () => {
    for (let pixel = 0; pixel < tile + 2; pixel++)
      for (let tap = 0; tap < 3; tap++) {
        const pixels = image.map((_, place) => (place === pixel ? 1 : 0));
        const taps = [0, 1, 2].map((place) => (place === tap ? 1 : 0));
        const transformed = times(image, pixels);
        const products = times(kernel, taps).map((each, place) => each * (transformed[place] ?? NaN));
        const expected = result.map((_, place) => (place + tap === pixel ? 1 : 0));
        for (const [place, value] of times(result, products).entries())
          expect(value).toBeCloseTo(expected[place] ?? NaN, 12);
      }
  });

  test('have one matrix for rows and columns', () => {
    const { sizes, values } = onSquares(result);
    expect(sizes).toEqual([tile ** 2, (tile + 2) ** 2]);
    // Row 1·tile + 2, column 3·(tile + 2) + 1.
    const [above = NaN, beside = NaN] = [result[1]?.[3], result[2]?.[1]];
    expect(values[(tile + 2) * (tile + 2) ** 2 + 3 * (tile + 2) + 1]).toBe(above * beside);
  });
});

describe('a convolution in Winograd’s way', () => {
  const plain: Convolution2d = {
    strides: [1, 1],
    dilations: [1, 1],
    padding: [
      [1, 1],
      [1, 1],
    ],
  };
  const tile = (
    [size, into, out]: readonly [number, number, number],
    changes: Partial<Convolution2d> = {},
    dtype: DataType = 'float32',
    window = 3,
  ): number | undefined =>
    winogradTile(
      { dtype, shape: [-1, size, size, into] },
      { dtype, shape: [window, window, into, out] },
      { dtype, shape: [-1, size, size, out] },
      { ...plain, ...changes },
    );

  test('is for layers with many channels: of VGG16 at 150×150, block 3 but its first and on', () => {
    expect(tile([150, 3, 64])).toBeUndefined();
    expect(tile([150, 64, 64])).toBeUndefined();
    expect(tile([75, 128, 128])).toBeUndefined();
    expect(tile([37, 256, 256])).toBe(4);
    expect(tile([18, 256, 512])).toBe(3);
    expect(tile([18, 512, 512])).toBe(3);
    expect(tile([9, 512, 512])).toBe(3);
    expect(tile([4, 512, 512])).toBeUndefined();
  });

  test('is for kernels of 3×3 that neither stride nor dilate, in float32', () => {
    expect(tile([18, 512, 512], {}, 'float32', 5)).toBeUndefined();
    expect(tile([18, 512, 512], { strides: [2, 1] })).toBeUndefined();
    expect(tile([18, 512, 512], { dilations: [1, 2] })).toBeUndefined();
    expect(tile([18, 512, 512], {}, 'bfloat16')).toBeUndefined();
  });
});

describe('the fine-tuning recipe', () => {
  // Without augmentation, so that there are steps on features, too.
  const text = readFileSync('examples/vgg_finetune.net', 'utf8').replace(/^ *augment: .*$/m, '');
  const { value: program } = compile(
    check(parse(sourceFile('vgg_finetune.net', text)).value).value,
    'finetune',
  );
  const plan = (arithmetic: Arithmetic, options = {}) => planSavedModel(program, arithmetic, options);
  const counts = ({ message }: ReturnType<typeof plan>, prefix: string) => {
    const nodes = message.metaGraphs?.[0]?.graphDef?.node ?? [];
    return nodes.filter(({ name, op }) => name?.startsWith(`${prefix}/`) && op === 'BatchMatMulV2').length;
  };

  test('has it where a phase changes no kernel, and nowhere in predictions', () => {
    const inFloat32 = plan('float32');
    for (const graph of ['train_0', 'evaluate_0', 'prefix_0'])
      expect(counts(inFloat32, graph), graph).toBe(8);
    for (const graph of ['train_1', 'evaluate_1', 'prefix_1'])
      expect(counts(inFloat32, graph), graph).toBe(5);
    expect(counts(inFloat32, 'train-on-features_1')).toBe(0);
    expect(counts(inFloat32, 'predict')).toBe(0);
  });

  test('has it in validation alone where steps are in bfloat16, and not at all where it is off', () => {
    expect(counts(plan('bfloat16'), 'train_0')).toBe(0);
    expect(counts(plan('bfloat16'), 'evaluate_0')).toBe(8);
    expect(counts(plan('float32', { winograd: false }), 'train_0')).toBe(0);
    expect(plan('float32', { winograd: false }).signatures['transform']).toBeUndefined();
  });

  test('takes as many bytes as is said beforehand', () => {
    const nodes = plan('float32').message.metaGraphs?.[0]?.graphDef?.node ?? [];
    const bytes = nodes.flatMap(({ name, op, attr }) =>
      op === 'VarHandleOp' && name?.includes('/winograd') === true
        ? [4 * (attr?.['shape']?.shape?.dim ?? []).reduce((all, { size }) => all * Number(size), 1)]
        : [],
    );
    expect(bytes).toHaveLength(8);
    expect(transformedBytes(program)).toBe(bytes.reduce((sum, each) => sum + each, 0));
  });

  test('knows where kernels must be transformed again: behind steps of the phase that trains block5', () => {
    const { changedBy, readBy } = plan('float32').unsteady;
    expect([...changedBy].sort()).toEqual(['train-on-features/1', 'train/1']);
    expect([...readBy].sort()).toEqual(['evaluate/0', 'prefix/0', 'train/0']);
  });
});
