import type { TypedModule } from '../../src/typecheck/typed-module.ts';
import { ModelSketch, adam, loss, phase, rmsprop, sgd, typedModule } from './typed-model.ts';
import { labelOf } from './label.ts';

const binary = labelOf('kind', 'binary');

/** Convolution, pooling, dropout, dense: the lecture's network in miniature. */
export function miniConvnet(): TypedModule {
  const sketch = new ModelSketch('Mini', 'kind');
  const photo = sketch.input('photo', [9, 9, 2]);
  const conv = sketch.layer('conv', photo, { filters: 3, size: 3, activation: 'relu' });
  const pooled = sketch.layer('maxpool', conv, { size: 2 });
  const dropped = sketch.layer('dropout', sketch.layer('flatten', pooled), { rate: 0.4 });
  const hidden = sketch.layer('dense', dropped, { units: 4, activation: 'relu' });
  sketch.output('kind', sketch.layer('dense', hidden, { units: 1, activation: 'sigmoid' }));
  const whole = phase([loss('binary_crossentropy', 'kind')], rmsprop(0.01), { batch: 3 });
  return typedModule(sketch.model(), [binary], [whole]);
}

/** A residual block with batch normalisation and padding; its first layers are frozen in a second phase. */
export function miniResidual(): TypedModule {
  const sketch = new ModelSketch('Residual', 'net');
  const photo = sketch.input('photo', [6, 6, 2]);
  const stem = sketch.layer(
    'conv',
    sketch.layer('pad', photo, {
      size: [
        [1, 1],
        [1, 1],
      ],
    }),
    {
      filters: 3,
      size: 3,
      bias: false,
    },
  );
  const normal = sketch.layer('relu', sketch.layer('batchnorm', stem));
  const inner = sketch.layer('depthwise_conv', normal, { size: 3, padding: 'same' });
  const mixed = sketch.layer('conv', sketch.layer('batchnorm', inner), { filters: 3, size: 1 });
  const sum = sketch.layer('add', [sketch.layer('batchnorm', mixed, { momentum: 0.9 }), normal]);
  const pooled = sketch.layer('global_avgpool', sketch.layer('relu', sum));
  sketch.output('score', sketch.layer('dense', pooled, { units: 1 }));
  const objective = [loss('mse', 'score')];
  return typedModule(
    sketch.model(),
    [labelOf('score', 'number')],
    [
      phase(objective, adam(0.01), { name: 'all', batch: 3 }),
      phase(objective, sgd(0.01, 0.9, true), {
        name: 'top',
        frozen: ['net.conv1', 'net.batchnorm1', 'net.batchnorm2'],
      }),
    ],
  );
}

/** Two towers that share their weights, two heads with weighted losses, and an output for training only. */
export function miniMultitask(): TypedModule {
  const sketch = new ModelSketch('Multitask', 'net');
  const left = sketch.input('left', [3, 3, 1]);
  const right = sketch.input('right', [3, 3, 1]);
  const shared = { path: 'net.tower', weightsPath: 'net.tower' };
  const a = sketch.layer('dense', sketch.layer('flatten', left), { units: 3, activation: 'tanh' }, shared);
  const b = sketch.layer(
    'dense',
    sketch.layer('flatten', right),
    { units: 3, activation: 'tanh' },
    { path: 'net.tower2', weightsPath: 'net.tower' },
  );
  const both = sketch.layer('concat', [a, b]);
  sketch.output('age', sketch.layer('dense', both, { units: 1 }));
  sketch.output('race', sketch.layer('dense', both, { units: 3, activation: 'softmax' }));
  const side = sketch.layer('dense', a, { units: 3, activation: 'softmax' }, { trainOnly: true });
  sketch.output('aux', side, true);
  const objective = [
    loss('mae', 'age'),
    loss('cross_entropy', 'race', 'race', 10),
    loss('cross_entropy', 'aux', 'race', 0.3),
  ];
  return typedModule(
    sketch.model(),
    [labelOf('age', 'number'), labelOf('race', 'class', { classes: ['x', 'y', 'z'] })],
    [phase(objective, rmsprop(0.01, 0.5), { batch: 2 })],
  );
}

/** A dense network whose gradients are gathered, clipped and shared out, and whose weights decay and are averaged. */
export function miniRegime(): TypedModule {
  const sketch = new ModelSketch('Regime', 'net');
  const hidden = sketch.layer('dense', sketch.input('x', [4]), { units: 3, activation: 'tanh' });
  sketch.output('score', sketch.layer('dense', hidden, { units: 1 }));
  const objective = [loss('mse', 'score')];
  const optimizers = [
    { kind: 'adamw', learningRate: 0.01, weightDecay: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
    { kind: 'lion', learningRate: 0.01, weightDecay: 0, beta1: 0.9, beta2: 0.99 },
    { kind: 'adadelta', learningRate: 1, weightDecay: 0.2, rho: 0.95, epsilon: 1e-7 },
  ] as const;
  const clips = [
    { kind: 'global_norm', limit: 0.1 },
    { kind: 'norm', limit: 0.1 },
    { kind: 'value', limit: 0.01 },
  ] as const;
  return typedModule(
    sketch.model(),
    [labelOf('score', 'number')],
    optimizers.map((optimizer, index) =>
      phase(objective, optimizer, {
        name: optimizer.kind,
        regime: {
          accumulate: 2,
          average: 0.9,
          clip: clips[index] ?? null,
          rates: { 'net.dense1': 0.5 },
        },
      }),
    ),
  );
}

export const sampleModels: Readonly<Record<string, () => TypedModule>> = {
  miniConvnet,
  miniResidual,
  miniMultitask,
  miniRegime,
};
