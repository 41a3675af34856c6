import { describe, expect, it } from 'vitest';
import { trainingBytes, variableBytes } from '../../src/codegen/training-memory.ts';
import { compile, compileStages, graphAfter } from '../../src/ir/compile.ts';
import type { OpGraph, OpKind } from '../../src/ir/op-graph.ts';
import { verifyGraph } from '../../src/ir/verify.ts';
import { miniConvnet, miniMultitask, miniResidual } from '../support/sample-models.ts';
import { ModelSketch, adam, loss, phase, typedModule } from '../support/typed-model.ts';
import { typedSmallConvnet } from '../support/typed-small-convnet.ts';
import { labelOf } from '../support/label.ts';

function inputs(graph: OpGraph | undefined): readonly string[] {
  return (graph?.nodes ?? []).flatMap((node) => (node.kind === 'input' ? [node.attributes.name] : []));
}

function count(graph: OpGraph | undefined, kind: OpKind): number {
  return (graph?.nodes ?? []).filter((node) => node.kind === kind).length;
}

describe('compiling the small ConvNet', () => {
  const program = compile(typedSmallConvnet(), 'run').value;
  const [only] = program.phases;

  it('has its parameters', () => {
    const weights = program.variables.filter(({ role }) => role === 'weight');
    const parameters = weights.map(({ shape }) => shape.reduce((a, b) => a * b, 1));
    expect(parameters.reduce((a, b) => a + b, 0)).toBe(3_453_121);
    expect(program.model.layers.reduce((sum, layer) => sum + layer.parameters, 0)).toBe(3_453_121);
    expect(only?.trainable).toEqual(weights.map(({ path }) => path));
    expect(only?.slots).toEqual(weights.map(({ path }) => `${path}:rmsprop/mean_square`));
    expect(only?.frozen).toEqual([]);
  });

  it('is fed and gives what a run expects', () => {
    expect(inputs(only?.trainStep)).toEqual(['input/photo', 'label/kind', 'learning_rate', 'seed']);
    expect(inputs(only?.evaluateStep)).toEqual(['input/photo', 'label/kind']);
    expect(inputs(program.predict)).toEqual(['input/photo']);
    for (const graph of [only?.trainStep, only?.evaluateStep]) {
      expect(Object.keys(graph?.outputs ?? {})).toEqual(['loss', 'loss/kind', 'prediction/kind']);
    }
    expect(Object.keys(program.predict.outputs)).toEqual(['prediction/kind']);
  });

  it('makes no op that a person would not', () => {
    const byHand: Partial<Record<OpKind, number>> = {
      conv2d: 4,
      conv2d_grad_kernel: 4,
      conv2d_grad_input: 3,
      max_pool: 4,
      max_pool_grad: 4,
      matmul: 6,
      bias_add: 6,
      bias_add_grad: 6,
      relu: 5,
      relu_grad: 5,
      sigmoid: 1,
      sigmoid_cross_entropy: 1,
      reduce_mean: 1,
      sub: 1,
      div: 1,
      batch_size: 1,
      reshape: 2,
      random_uniform: 1,
      greater_equal: 1,
      cast: 1,
      mul: 3,
      constant: 2,
      apply_rmsprop: 12,
      read: 12,
      input: 4,
    };
    const made: Partial<Record<OpKind, number>> = {};
    for (const { kind } of only?.trainStep.nodes ?? []) made[kind] = (made[kind] ?? 0) + 1;
    expect(made).toEqual(byHand);
  });

  it('leaves dropout out of everything but training', () => {
    expect(count(only?.evaluateStep, 'random_uniform')).toBe(0);
    expect(count(program.predict, 'random_uniform')).toBe(0);
  });

  it('knows what a step costs', () => {
    const cost = only?.cost;
    // A forward pass is 474 MFLOP a photo; the backward pass twice that, less the gradient of the photo itself.
    expect((cost?.flops ?? 0) / 20).toBeGreaterThan(2.8 * 474e6);
    expect((cost?.flops ?? 0) / 20).toBeLessThan(3 * 474e6);
    if (only === undefined) throw new Error('there is no phase');
    expect(variableBytes(program)).toBe(2 * 4 * 3_453_121);
    // At the worst moment the first convolution's result and its gradient are there, and what lies between them.
    const largest = 20 * 148 * 148 * 32 * 4;
    const tensors = trainingBytes(program, only) - variableBytes(program);
    expect(tensors).toBeGreaterThan(2 * largest);
    expect(tensors).toBeLessThan(3 * largest);
  });

  it('is plain data', () => {
    expect(structuredClone(program)).toEqual(program);
    expect(JSON.parse(JSON.stringify(program.predict))).toEqual(program.predict);
  });
});

describe('phases', () => {
  const program = compile(miniResidual(), 'run').value;
  const [all, top] = program.phases;

  it('train what is not frozen', () => {
    expect(all?.trainable).toContain('net.conv1/kernel');
    expect(top?.trainable).not.toContain('net.conv1/kernel');
    expect(top?.trainable).not.toContain('net.batchnorm1/gamma');
    expect(top?.trainable).toContain('net.batchnorm3/gamma');
  });

  it('say what they leave as it is, statistics included', () => {
    expect(all?.frozen).toEqual([]);
    expect(top?.frozen).toEqual([
      'net.conv1/kernel',
      'net.batchnorm1/gamma',
      'net.batchnorm1/beta',
      'net.batchnorm1/moving_mean',
      'net.batchnorm1/moving_variance',
      'net.batchnorm2/gamma',
      'net.batchnorm2/beta',
      'net.batchnorm2/moving_mean',
      'net.batchnorm2/moving_variance',
    ]);
  });

  it('differentiate no further than to what they train', () => {
    expect(count(all?.trainStep, 'conv2d_grad_kernel')).toBe(2);
    expect(count(all?.trainStep, 'depthwise_conv2d_grad_input')).toBe(1);
    expect(count(top?.trainStep, 'conv2d_grad_kernel')).toBe(1);
    expect(count(top?.trainStep, 'conv2d_grad_input')).toBe(1);
    expect(count(top?.trainStep, 'depthwise_conv2d_grad_kernel')).toBe(1);
    expect(count(top?.trainStep, 'depthwise_conv2d_grad_input')).toBe(0);
  });

  it('have optimisers of their own', () => {
    expect(all?.betas).toEqual({ beta1: 0.9, beta2: 0.999 });
    expect(top?.betas).toBeUndefined();
    expect(inputs(all?.trainStep)).toContain('beta1_power');
    expect(inputs(top?.trainStep)).not.toContain('beta1_power');
    const slots = program.variables.filter(({ role }) => role === 'slot').map(({ path }) => path);
    expect(new Set(slots)).toEqual(new Set([...(all?.slots ?? []), ...(top?.slots ?? [])]));
    expect(top?.slots).toContain('net.dense1/kernel:sgd/velocity');
    expect(top?.slots.some((path) => path.startsWith('net.conv1/'))).toBe(false);
  });

  it('take their moving averages from the batch only where they are trained', () => {
    expect(count(all?.trainStep, 'assign')).toBe(6);
    expect(count(top?.trainStep, 'assign')).toBe(2);
  });
});

describe('several tasks', () => {
  const program = compile(miniMultitask(), 'run').value;
  const [only] = program.phases;

  it('have a loss each, and train-only outputs in training alone', () => {
    expect(Object.keys(only?.trainStep.outputs ?? {})).toEqual([
      'loss',
      'loss/age',
      'loss/race',
      'loss/aux',
      'prediction/age',
      'prediction/race',
      'prediction/aux',
    ]);
    expect(Object.keys(only?.evaluateStep.outputs ?? {})).toEqual([
      'loss',
      'loss/age',
      'loss/race',
      'prediction/age',
      'prediction/race',
    ]);
    expect(program.outputs.map(({ name, label, trainOnly }) => [name, label?.name, trainOnly])).toEqual([
      ['age', 'age', false],
      ['race', 'race', false],
      ['aux', 'race', true],
    ]);
  });

  it('leave no op of a train-only output in what is evaluated or used', () => {
    const [model] = miniMultitask().models;
    const own = (model?.layers ?? []).filter(({ trainOnly }) => trainOnly).map(({ path }) => path);
    const made = (graph: OpGraph | undefined) =>
      (graph?.nodes ?? []).filter(({ origin }) => own.includes(origin.path)).length;
    expect(made(only?.trainStep)).toBeGreaterThan(0);
    expect([made(only?.evaluateStep), made(program.predict)]).toEqual([0, 0]);
  });

  it('are fed each label once', () => {
    expect(inputs(only?.trainStep).filter((name) => name.startsWith('label/'))).toEqual([
      'label/age',
      'label/race',
    ]);
  });

  it('share the weights of a shared layer', () => {
    const paths = program.variables.map(({ path }) => path);
    expect(paths.filter((path) => path === 'net.tower/kernel')).toHaveLength(1);
    expect(paths.some((path) => path.startsWith('net.tower2'))).toBe(false);
    const [first, second] = program.model.layers.filter(({ kind }) => kind === 'dense');
    expect([first?.parameters, second?.parameters]).toEqual([30, 0]);
    expect(second?.weights).toEqual(first?.weights);
  });
});

describe('a shared layer with statistics', () => {
  it('updates them once, from one use after the other', () => {
    const sketch = new ModelSketch('Shared', 'net');
    const first = sketch.layer('batchnorm', sketch.input('x', [3]), {}, { path: 'net.norm' });
    const second = sketch.layer('batchnorm', first, {}, { path: 'net.again', weightsPath: 'net.norm' });
    sketch.output('y', sketch.layer('dense', second, { units: 1 }));
    const typed = typedModule(
      sketch.model(),
      [labelOf('y', 'number')],
      [phase([loss('mse', 'y')], adam(0.1))],
    );
    const program = compile(typed, 'run').value;
    const graph = program.phases[0]?.trainStep;
    expect(count(graph, 'assign')).toBe(2);
    expect(graph && verifyGraph(graph, program.variables)).toEqual([]);
  });
});

describe('stages', () => {
  it('can be looked at by name', () => {
    const typed = miniConvnet();
    const stages = compileStages(typed, 'run', 'train/0');
    expect(stages[0]).toBe('lower');
    expect(stages).toContain('gradients');
    expect(stages.at(-1)).toBe('early-updates');
    const lowered = graphAfter(typed, 'run', 'train/0', 'lower');
    expect(count(lowered, 'matmul')).toBe(2);
    expect(count(graphAfter(typed, 'run', 'train/0', 'gradients'), 'matmul')).toBe(6);
    expect(graphAfter(typed, 'run', 'predict', 'gradients')).toBeUndefined();
  });

  it('belong to a train that exists', () => {
    expect(() => compile(miniConvnet(), 'walk')).toThrow(RangeError);
  });
});
