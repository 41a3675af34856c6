import { describe, expect, it } from 'vitest';
import { compile } from '../../src/ir/compile.ts';
import type { Program } from '../../src/ir/program.ts';
import { verifyGraph } from '../../src/ir/verify.ts';
import { layerRegistry } from '../../src/typecheck/layers/registry.ts';
import type { LayerOptions, TypedModel } from '../../src/typecheck/typed-module.ts';
import { centralDifferences, relativeError } from '../support/finite-differences.ts';
import { arrayOf } from '../support/interpreter/array.ts';
import { interpret } from '../support/interpreter/interpret.ts';
import { sampleFeeds, sampleVariables } from '../support/program-run.ts';
import { ModelSketch, loss, phase, sgd, typedModule } from '../support/typed-model.ts';
import { labelOf } from '../support/label.ts';

const SAMPLES = 3;

/** A layer between a convolution and a linear head, so that its weights and its input both have gradients. */
interface Case {
  readonly kind: string;
  readonly options?: LayerOptions;
  /** Of a vector rather than an image. */
  readonly vector?: true;
  /** Of an image with four channels rather than two. */
  readonly wide?: true;
}

const cases: readonly Case[] = [
  { kind: 'conv', options: { filters: 3, size: 3, stride: 2, padding: 'same' } },
  { kind: 'conv', options: { filters: 2, size: 2, activation: 'gelu', dilation: 2, bias: false } },
  { kind: 'depthwise_conv', options: { size: 3, multiplier: 2, activation: 'swish', padding: 'same' } },
  { kind: 'separable_conv', options: { filters: 3, size: [2, 3], stride: 2, activation: 'tanh' } },
  { kind: 'conv', options: { filters: 4, size: 2, groups: 2, activation: 'mish' }, wide: true },
  { kind: 'conv', options: { filters: 8, size: 2, groups: 4, stride: 2, padding: 'same' }, wide: true },
  { kind: 'separable_conv', options: { filters: 3, size: 2, l1: 0.01, l2: 0.3 } },
  { kind: 'conv_transpose', options: { filters: 3, size: 3, stride: 2, activation: 'softsign' } },
  {
    kind: 'conv_transpose',
    options: { filters: 2, size: [2, 1], stride: [1, 3], padding: 'same', bias: false },
  },
  { kind: 'maxpool', options: { size: 2 } },
  { kind: 'maxpool', options: { size: 2, rounding: 'up' } },
  { kind: 'avgpool', options: { size: 3, stride: 2, rounding: 'up' } },
  { kind: 'maxpool', options: { size: 3, stride: 2, padding: 'same' } },
  { kind: 'avgpool', options: { size: 2, stride: 1, padding: 'same' } },
  { kind: 'global_avgpool' },
  { kind: 'global_maxpool' },
  { kind: 'dense', options: { units: 4, activation: 'selu' }, vector: true },
  { kind: 'dense', options: { units: 4, activation: 'softmax', bias: false }, vector: true },
  { kind: 'flatten' },
  { kind: 'reshape', options: { shape: [4, 5, 2] } },
  { kind: 'dropout', options: { rate: 0.3 } },
  { kind: 'spatial_dropout', options: { rate: 0.4 } },
  { kind: 'layernorm', wide: true },
  { kind: 'layernorm', options: { scale: false, center: false, epsilon: 0.01 }, vector: true },
  { kind: 'groupnorm', options: { groups: 2 }, wide: true },
  { kind: 'groupnorm', options: { groups: 2, center: false }, vector: true },
  { kind: 'lrn', options: { radius: 1, alpha: 0.3 }, wide: true },
  { kind: 'lrn', wide: true },
  { kind: 'batchnorm' },
  { kind: 'batchnorm', options: { scale: false, center: false, epsilon: 0.01, momentum: 0.9 }, vector: true },
  {
    kind: 'pad',
    options: {
      size: [
        [1, 0],
        [2, 1],
      ],
    },
  },
  {
    kind: 'crop',
    options: {
      size: [
        [1, 0],
        [2, 1],
      ],
    },
  },
  { kind: 'upsample' },
  { kind: 'rescale', options: { scale: 0.7 } },
  { kind: 'rescale', options: { scale: -1.5, offset: 0.3 } },
  { kind: 'upsample', options: { size: [1, 3] } },
  { kind: 'upsample', options: { size: [3, 2], method: 'bilinear' } },
  { kind: 'relu' },
  { kind: 'relu', options: { max: 0.4 } },
  { kind: 'relu6' },
  { kind: 'leaky_relu' },
  { kind: 'elu', options: { alpha: 0.7 } },
  { kind: 'selu' },
  { kind: 'gelu' },
  { kind: 'swish' },
  { kind: 'sigmoid' },
  { kind: 'tanh' },
  { kind: 'softmax', vector: true },
  { kind: 'softplus' },
  { kind: 'softsign' },
  { kind: 'mish' },
  { kind: 'hard_sigmoid' },
  { kind: 'hard_swish' },
  { kind: 'add' },
  { kind: 'average' },
  { kind: 'maximum' },
  { kind: 'multiply' },
  { kind: 'concat' },
  { kind: 'concat', vector: true },
];

function modelAround({ kind, options = {}, vector, wide }: Case): TypedModel {
  const sketch = new ModelSketch('Around');
  const photo = sketch.input('photo', [6, 5, 2]);
  const image = sketch.layer('conv', photo, { filters: wide ? 4 : 2, size: 2 });
  const from = vector ? sketch.layer('dense', sketch.layer('flatten', image), { units: 4 }) : image;
  const several = layerRegistry.get(kind)?.inputs === 'several';
  const branch = several ? sketch.layer('tanh', from) : from;
  const result = sketch.layer(kind, several ? [from, branch, from] : from, options);
  const isVector = vector ?? ['flatten', 'global_avgpool', 'global_maxpool'].includes(kind);
  const flat = isVector ? result : sketch.layer('flatten', result);
  return sketch.output('score', sketch.layer('dense', flat, { units: 1 })).model();
}

/** Compares what one step of plain gradient descent (rate 1) subtracts with central differences of the step's loss. */
function expectGradients(program: Program): void {
  const graph = program.phases[0]?.trainStep ?? program.predict;
  expect(verifyGraph(graph, program.variables)).toEqual([]);
  const variables = sampleVariables(program);
  const environment = { feeds: sampleFeeds(graph, SAMPLES), variables, samples: SAMPLES };
  const { changed } = interpret(graph, environment);
  for (const path of program.phases[0]?.trainable ?? []) {
    const before = variables.get(path);
    const after = changed.get(path);
    if (before === undefined || after === undefined) throw new Error(`${path} has not changed.`);
    const gradient = arrayOf(
      before.shape,
      before.data.map((value, place) => value - (after.data[place] ?? NaN)),
    );
    const differences = centralDifferences(graph, environment, path);
    expect({ path, error: relativeError(gradient, differences) }).toSatisfy(
      (item: { error: number }) => item.error < 1e-5,
    );
  }
}

describe('a training step', () => {
  it.each(cases)('through $kind $options has the gradients of its loss', (item) => {
    const typed = typedModule(
      modelAround(item),
      [labelOf('score', 'number')],
      [phase([loss('mse', 'score')], sgd(1))],
    );
    expectGradients(compile(typed, 'run').value);
  });

  it('has no penalty for weights that are frozen', () => {
    const sketch = new ModelSketch('Frozen');
    const photo = sketch.input('photo', [4, 4, 2]);
    const image = sketch.layer('conv', photo, { filters: 2, size: 2, l2: 0.5 }, { path: 'net.frozen' });
    sketch.output('score', sketch.layer('dense', sketch.layer('flatten', image), { units: 1, l1: 0.5 }));
    const typed = (frozen: readonly string[]) =>
      typedModule(
        sketch.model(),
        [labelOf('score', 'number')],
        [phase([loss('mse', 'score')], sgd(1), { frozen })],
      );
    const sums = (frozen: readonly string[]): number =>
      (compile(typed(frozen), 'run').value.phases[0]?.evaluateStep.nodes ?? []).filter(
        ({ kind }) => kind === 'reduce_sum',
      ).length;
    expect([sums([]), sums(['net.frozen'])]).toEqual([2, 1]);
  });

  it('is tried with every layer', () => {
    const tried = new Set(cases.map((item) => item.kind));
    expect([...layerRegistry.keys()].filter((kind) => !tried.has(kind))).toEqual([]);
  });

  it.each(['mse', 'mae', 'binary_crossentropy'] as const)('minimises %s', (kind) => {
    const sketch = new ModelSketch('Heads');
    const from = sketch.layer('flatten', sketch.input('photo', [2, 2, 1]));
    sketch.output('a', sketch.layer('dense', from, { units: 1, activation: 'sigmoid' }));
    sketch.output('b', sketch.layer('tanh', sketch.layer('dense', from, { units: 1 })));
    const label = kind === 'binary_crossentropy' ? 'binary' : 'number';
    const typed = typedModule(
      sketch.model(),
      ['a', 'b'].map((name) => labelOf(name, label)),
      // The second head is no sigmoid: its cross entropy is computed from the (clipped) prediction itself.
      [phase([loss(kind, 'a'), loss(kind, 'b', 'b', 2.5)], sgd(1))],
    );
    expectGradients(compile(typed, 'run').value);
  });

  it('minimises cross entropies of softmax heads and of others', () => {
    const sketch = new ModelSketch('Heads');
    const from = sketch.layer('flatten', sketch.input('photo', [2, 2, 1]));
    sketch.output('a', sketch.layer('dense', from, { units: 3, activation: 'softmax' }));
    sketch.output('b', sketch.layer('dense', from, { units: 3, activation: 'sigmoid' }));
    const typed = typedModule(
      sketch.model(),
      [labelOf('a', 'class', { classes: ['x', 'y', 'z'] })],
      [phase([loss('cross_entropy', 'a', 'a', 0.5), loss('cross_entropy', 'b', 'a')], sgd(1))],
    );
    expectGradients(compile(typed, 'run').value);
  });
});
