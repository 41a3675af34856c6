import type { LayerNode } from '../../ir/layer-graph.ts';
import type { Family } from './picture.ts';

type Options = LayerNode['options'];

/** How a layer is shown: its colour, and its words. */
interface Description {
  readonly family: Family;
  readonly words: (options: Options, layer: LayerNode) => string;
}

const convolution = (name: string): Description => ({
  family: 'convolution',
  words: (options) =>
    listed(`${name} ${size(options['size'])}`, options['filters'], strided(options), activation(options)),
});

const pooling = (name: string): Description => ({
  family: 'pooling',
  words: (options) => listed(`${name} ${size(options['size'])}`, strided(options)),
});

const named = (family: Family, name: string): Description => ({ family, words: () => name });

/** Layers whose figures matter in a picture; all others show their name. */
const descriptions: Readonly<Record<string, Description>> = {
  conv: convolution('conv'),
  depthwise_conv: convolution('depthwise conv'),
  separable_conv: convolution('separable conv'),
  conv_transpose: convolution('transposed conv'),
  maxpool: pooling('max pool'),
  avgpool: pooling('average pool'),
  global_avgpool: named('pooling', 'global average pool'),
  global_maxpool: named('pooling', 'global max pool'),
  dense: { family: 'dense', words: (options) => listed('dense', options['units'], activation(options)) },
  dropout: { family: 'other', words: (options) => `dropout ${plain(options['rate'])}` },
  spatial_dropout: { family: 'other', words: (options) => `spatial dropout ${plain(options['rate'])}` },
  batchnorm: named('other', 'batch norm'),
  layernorm: named('other', 'layer norm'),
  groupnorm: named('other', 'group norm'),
  flatten: named('shape', 'flatten'),
  reshape: named('shape', 'reshape'),
  pad: named('shape', 'pad'),
  crop: named('shape', 'crop'),
  upsample: named('shape', 'upsample'),
  add: named('join', '+'),
  multiply: named('join', '×'),
  average: named('join', 'average'),
  maximum: named('join', 'maximum'),
  concat: named('join', 'concat'),
};

export function familyOf({ kind }: LayerNode): Family {
  return descriptions[kind]?.family ?? 'other';
}

/** `conv 3×3, 64, relu`. */
export function layerWords(layer: LayerNode): string {
  return descriptions[layer.kind]?.words(layer.options, layer) ?? layer.kind.replaceAll('_', ' ');
}

/** `28×28×192`. */
export function shapeWords(shape: readonly (number | string)[]): string {
  return shape.join('×');
}

function listed(first: string, ...more: readonly unknown[]): string {
  return [first, ...more.filter((part) => part !== undefined && part !== '').map(plain)].join(', ');
}

function plain(value: unknown): string {
  return typeof value === 'number' || typeof value === 'string' ? String(value) : '';
}

/** `3×3`. */
function size(value: unknown): string {
  if (Array.isArray(value)) return value.map(plain).join('×');
  return `${plain(value)}×${plain(value)}`;
}

/** `/2`, where a layer halves the image. */
function strided({ stride }: Options): string | undefined {
  const steps: readonly unknown[] = Array.isArray(stride) ? stride : [stride];
  const [first] = steps;
  if (typeof first !== 'number' || steps.every((step) => step === 1)) return undefined;
  return steps.every((step) => step === first) ? `/${first}` : `/${steps.map(plain).join('×')}`;
}

function activation({ activation: word }: Options): string | undefined {
  return typeof word === 'string' && word !== 'none' ? word : undefined;
}
