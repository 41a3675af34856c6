import type { LayerNode } from '../../ir/layer-graph.ts';
import type { LayerOptions } from '../../typecheck/typed-module.ts';
import { borderOption, numberOption, optionalPair, pairOption } from '../../ir/upstream.ts';
import { poolingWindow } from '../../ir/lowering/pooling.ts';
import type { OwnClass } from './own-classes.ts';
import type { PythonValue } from './python.ts';

/** A layer as Keras makes it: `layers.Conv2D(32, 3, strides=2)`. */
export interface KerasLayer {
  /** The class, of `keras.layers` or one that the program itself defines. */
  readonly type: string;
  readonly own?: OwnClass;
  readonly positional?: readonly PythonValue[];
  /** By name; those that are undefined are Keras's defaults, and not written. */
  readonly named?: Readonly<Record<string, PythonValue | undefined>>;
}

type Writer = (layer: LayerNode) => KerasLayer;

const plain =
  (type: string): Writer =>
  () => ({ type });

const activation = (word: string): Writer => {
  const name = activationName(word);
  return () => ({ type: 'Activation', positional: [name] });
};

const pooling =
  (type: string, kind: string): Writer =>
  (layer) => {
    const { options } = layer;
    const size = short(pairOption(options, 'size'));
    const stride = optionalPair(options, 'stride');
    const over = overTheEdge(layer);
    if (over === undefined) {
      const strides = stride === undefined ? undefined : short(stride);
      return { type, positional: [size], named: { strides, padding: padding(options) } };
    }
    const strides = short(stride ?? pairOption(options, 'size'));
    return { type: 'CeilingPooling2D', own: 'CeilingPooling2D', positional: [kind, size, strides, over] };
  };

/** How each layer of the language is written; one without an entry is an error that names it. */
export const kerasLayers: ReadonlyMap<string, Writer> = new Map<string, Writer>([
  [
    'conv',
    ({ options }) => ({
      type: 'Conv2D',
      positional: [numberOption(options, 'filters'), short(pairOption(options, 'size'))],
      named: {
        ...sliding(options),
        groups: unless(1, numberOption(options, 'groups')),
        ...finish(options),
        kernel_regularizer: penalty(options),
      },
    }),
  ],
  [
    'depthwise_conv',
    ({ options }) => ({
      type: 'DepthwiseConv2D',
      positional: [short(pairOption(options, 'size'))],
      named: {
        ...sliding(options),
        ...multiplier(options),
        ...finish(options),
        depthwise_regularizer: penalty(options),
      },
    }),
  ],
  [
    'separable_conv',
    ({ options }) => ({
      type: 'SeparableConv2D',
      positional: [numberOption(options, 'filters'), short(pairOption(options, 'size'))],
      named: {
        ...sliding(options),
        ...multiplier(options),
        ...finish(options),
        depthwise_regularizer: penalty(options),
        pointwise_regularizer: penalty(options),
      },
    }),
  ],
  [
    'conv_transpose',
    ({ options }) => ({
      type: 'Conv2DTranspose',
      positional: [numberOption(options, 'filters'), short(pairOption(options, 'size'))],
      named: {
        strides: unless(1, short(pairOption(options, 'stride'))),
        padding: padding(options),
        ...finish(options),
        kernel_regularizer: penalty(options),
      },
    }),
  ],
  ['maxpool', pooling('MaxPooling2D', 'max')],
  ['avgpool', pooling('AveragePooling2D', 'average')],
  ['global_avgpool', plain('GlobalAveragePooling2D')],
  ['global_maxpool', plain('GlobalMaxPooling2D')],
  [
    'dense',
    ({ options }) => ({
      type: 'Dense',
      positional: [numberOption(options, 'units')],
      named: { ...finish(options), kernel_regularizer: penalty(options) },
    }),
  ],
  ['flatten', plain('Flatten')],
  ['reshape', ({ shape }) => ({ type: 'Reshape', positional: [shape] })],
  ['dropout', ({ options }) => ({ type: 'Dropout', positional: [numberOption(options, 'rate')] })],
  [
    'spatial_dropout',
    ({ options }) => ({ type: 'SpatialDropout2D', positional: [numberOption(options, 'rate')] }),
  ],
  [
    'batchnorm',
    ({ options }) => ({
      type: 'BatchNormalization',
      named: { momentum: unless(0.99, numberOption(options, 'momentum')), ...normalization(options) },
    }),
  ],
  ['layernorm', ({ options }) => ({ type: 'LayerNormalization', named: normalization(options) })],
  [
    'groupnorm',
    ({ options }) => ({
      type: 'GroupNormalization',
      positional: [numberOption(options, 'groups')],
      named: normalization(options),
    }),
  ],
  [
    'lrn',
    ({ options }) => ({
      type: 'LocalResponseNormalization',
      own: 'LocalResponseNormalization',
      positional: ['radius', 'bias', 'alpha', 'beta'].map((name) => numberOption(options, name)),
    }),
  ],
  ['pad', ({ options }) => ({ type: 'ZeroPadding2D', positional: [borderOption(options, 'size')] })],
  ['crop', ({ options }) => ({ type: 'Cropping2D', positional: [borderOption(options, 'size')] })],
  [
    'upsample',
    ({ options }) => ({
      type: 'UpSampling2D',
      positional: [short(pairOption(options, 'size'))],
      named: { interpolation: options['method'] === 'bilinear' ? 'bilinear' : undefined },
    }),
  ],
  [
    'rescale',
    ({ options }) => ({
      type: 'Rescaling',
      positional: [numberOption(options, 'scale')],
      named: { offset: unless(0, numberOption(options, 'offset')) },
    }),
  ],
  ['relu', ({ options }) => ({ type: 'ReLU', named: { max_value: options['max'] ?? undefined } })],
  ['relu6', () => ({ type: 'ReLU', named: { max_value: 6 } })],
  [
    'leaky_relu',
    ({ options }) => ({ type: 'LeakyReLU', named: { negative_slope: numberOption(options, 'slope') } }),
  ],
  ['elu', ({ options }) => ({ type: 'ELU', named: { alpha: unless(1, numberOption(options, 'alpha')) } })],
  ['softmax', plain('Softmax')],
  ...[
    'selu',
    'gelu',
    'swish',
    'sigmoid',
    'tanh',
    'softplus',
    'softsign',
    'mish',
    'hard_sigmoid',
    'hard_swish',
  ].map((word) => [word, activation(word)] as const),
  ['add', plain('Add')],
  ['multiply', plain('Multiply')],
  ['average', plain('Average')],
  ['maximum', plain('Maximum')],
  ['concat', plain('Concatenate')],
]);

/** A layer as Keras makes it. */
export function kerasLayer(layer: LayerNode): KerasLayer {
  const writer = kerasLayers.get(layer.kind);
  if (writer === undefined) throw new Error(`Keras: no way to write the layer ${layer.kind}, ${layer.path}`);
  return writer(layer);
}

/** Keras's names of activations, where they are others. */
function activationName(word: string): string {
  if (word === 'swish') return 'silu';
  return word === 'hard_swish' ? 'hard_silu' : word;
}

/** One number where both are equal. */
const short = ([height, width]: readonly [number, number]): PythonValue =>
  height === width ? height : [height, width];

const unless = (usual: PythonValue, value: PythonValue): PythonValue | undefined =>
  value === usual ? undefined : value;

const padding = (options: LayerOptions): string | undefined =>
  options['padding'] === 'same' ? 'same' : undefined;

type Named = Readonly<Record<string, PythonValue | undefined>>;

const sliding = (options: LayerOptions): Named => ({
  strides: unless(1, short(pairOption(options, 'stride'))),
  padding: padding(options),
  dilation_rate: unless(1, short(pairOption(options, 'dilation'))),
});

const multiplier = (options: LayerOptions): Named => ({
  depth_multiplier: unless(1, numberOption(options, 'multiplier')),
});

function finish({ activation: word, bias }: LayerOptions): Named {
  return {
    activation: typeof word === 'string' ? activationName(word) : undefined,
    use_bias: bias === false ? false : undefined,
  };
}

const normalization = (options: LayerOptions): Named => ({
  epsilon: unless(0.001, numberOption(options, 'epsilon')),
  scale: options['scale'] === false ? false : undefined,
  center: options['center'] === false ? false : undefined,
});

function penalty(options: LayerOptions): PythonValue | undefined {
  const [l1, l2] = [numberOption(options, 'l1'), numberOption(options, 'l2')];
  return l1 === 0 && l2 === 0 ? undefined : { code: `keras.regularizers.L1L2(l1=${l1}, l2=${l2})` };
}

/** Rows and columns that the last windows of a pooling stand over the edge; undefined where they do not. */
function overTheEdge(layer: LayerNode): readonly [number, number] | undefined {
  if (layer.options['padding'] === 'same') return undefined;
  const [[, rows], [, columns]] = poolingWindow(layer).padding;
  return rows === 0 && columns === 0 ? undefined : [rows, columns];
}
