import { compile } from '../../src/ir/compile.ts';
import type { Program } from '../../src/ir/program.ts';
import { activationLayers } from '../../src/ir/lowering/activations.ts';
import type { LayerOptions, Shape } from '../../src/typecheck/typed-module.ts';
import { labelOf } from './label.ts';
import { ModelSketch, loss, phase, sgd, typedModule } from './typed-model.ts';

/** A layer with options, on an image of 9 × 8 pixels with 6 channels where nothing else is said. */
export interface LayerCase {
  readonly kind: string;
  readonly options?: LayerOptions;
  /** Pooled to a vector before. */
  readonly vector?: boolean;
  /** How many tensors are joined. */
  readonly inputs?: number;
}

const same = { padding: 'same' } as const;

/** Every layer of the language, with every option that changes what it computes. */
export const layerCases: readonly LayerCase[] = [
  { kind: 'conv', options: { filters: 4, size: 3 } },
  { kind: 'conv', options: { filters: 4, size: [2, 3], stride: 2, ...same, bias: false } },
  { kind: 'conv', options: { filters: 4, size: 3, dilation: [2, 1], activation: 'relu' } },
  { kind: 'conv', options: { filters: 4, size: 3, stride: [1, 2], ...same, groups: 2 } },
  { kind: 'conv', options: { filters: 12, size: 3, groups: 6 } },
  { kind: 'conv', options: { filters: 4, size: 3, l1: 0.1, l2: 0.2 } },
  ...activationLayers.map((activation) => ({ kind: 'conv', options: { filters: 3, size: 1, activation } })),
  { kind: 'depthwise_conv', options: { size: 3 } },
  { kind: 'depthwise_conv', options: { size: [3, 2], stride: 2, ...same, multiplier: 2, bias: false } },
  { kind: 'depthwise_conv', options: { size: 2, dilation: 2, activation: 'tanh', l2: 0.1 } },
  { kind: 'separable_conv', options: { filters: 5, size: 3 } },
  {
    kind: 'separable_conv',
    options: { filters: 5, size: 3, stride: 2, ...same, multiplier: 2, bias: false },
  },
  { kind: 'conv_transpose', options: { filters: 4, size: 3 } },
  { kind: 'conv_transpose', options: { filters: 4, size: 3, stride: 2, ...same, activation: 'relu' } },
  { kind: 'conv_transpose', options: { filters: 4, size: [2, 3], stride: [3, 2], bias: false } },
  { kind: 'conv_transpose', options: { filters: 4, size: 2, stride: 3, ...same } },
  ...['maxpool', 'avgpool'].flatMap((kind) => [
    { kind, options: { size: 2 } },
    { kind, options: { size: [3, 2], stride: [1, 2] } },
    { kind, options: { size: 3, stride: 2, ...same } },
    { kind, options: { size: 3, stride: 2, rounding: 'up' } },
    { kind, options: { size: [2, 3], rounding: 'up' } },
  ]),
  { kind: 'global_avgpool' },
  { kind: 'global_maxpool' },
  { kind: 'dense', options: { units: 5 }, vector: true },
  { kind: 'dense', options: { units: 5, activation: 'softmax', bias: false, l1: 0.1 }, vector: true },
  { kind: 'flatten' },
  { kind: 'reshape', options: { shape: [4, 9, 12] } },
  { kind: 'reshape', options: { shape: [1, 2, 3] }, vector: true },
  { kind: 'dropout', options: { rate: 0.5 } },
  { kind: 'spatial_dropout', options: { rate: 0.5 } },
  { kind: 'batchnorm' },
  { kind: 'batchnorm', options: { momentum: 0.5, epsilon: 0.1, scale: false, center: false } },
  { kind: 'batchnorm', options: { scale: false }, vector: true },
  { kind: 'layernorm', options: { epsilon: 0.01 } },
  { kind: 'layernorm', options: { center: false }, vector: true },
  { kind: 'groupnorm', options: { groups: 3 } },
  { kind: 'groupnorm', options: { groups: 2, epsilon: 0.1, scale: false, center: false } },
  { kind: 'lrn', options: { radius: 1, bias: 1, alpha: 0.3, beta: 0.5 } },
  {
    kind: 'pad',
    options: {
      size: [
        [1, 2],
        [0, 3],
      ],
    },
  },
  {
    kind: 'crop',
    options: {
      size: [
        [1, 2],
        [0, 3],
      ],
    },
  },
  { kind: 'upsample' },
  { kind: 'upsample', options: { size: [3, 1], method: 'bilinear' } },
  { kind: 'upsample', options: { size: [2, 3], method: 'bilinear' } },
  { kind: 'rescale', options: { scale: 2, offset: -0.5 } },
  ...activationLayers.map((kind) => ({ kind })),
  { kind: 'relu', options: { max: 0.3 } },
  { kind: 'leaky_relu', options: { slope: 0.1 } },
  { kind: 'elu', options: { alpha: 0.7 } },
  { kind: 'softmax', vector: true },
  ...['add', 'multiply', 'average', 'maximum', 'concat'].flatMap((kind) => [
    { kind, inputs: 2 },
    { kind, inputs: 3, vector: true },
  ]),
];

/** One model that sends an image through each of them, side by side, and gives each result as an output of its own. */
export function everyLayer(): Program {
  const sketch = new ModelSketch('Every', 'every');
  const shape: Shape = [9, 8, 6];
  const photo = sketch.input('photo', [9, 8, 3]);
  const image = sketch.layer('conv', photo, { filters: shape[2] ?? 6, size: 1 });
  // What is joined differs, or a maximum would be nothing.
  const others = [1, 2].map(() => sketch.layer('conv', photo, { filters: shape[2] ?? 6, size: 1 }));
  const vectors = [image, ...others].map((each) => sketch.layer('global_avgpool', each));
  for (const [index, { kind, options = {}, vector = false, inputs = 1 }] of layerCases.entries()) {
    const given = (vector ? vectors : [image, ...others]).slice(0, inputs);
    sketch.output(`${kind}_${index}`, sketch.layer(kind, given, options));
  }
  const head = sketch.layer('dense', sketch.layer('flatten', image), { units: 1, activation: 'sigmoid' });
  sketch.output('kind', head);
  const whole = phase([loss('binary_crossentropy', 'kind')], sgd(0.1));
  const module = typedModule(sketch.model(), [labelOf('kind', 'binary')], [whole]);
  return compile(module, 'run').value;
}
