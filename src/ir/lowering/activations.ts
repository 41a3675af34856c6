import { number } from '../graph-builder.ts';
import type { GraphBuilder } from '../graph-builder.ts';
import type { ValueId } from '../op-graph.ts';
import { numberOption } from '../upstream.ts';
import type { LayerOptions } from '../upstream.ts';
import type { LayerContext, Lowering } from './layer-context.ts';

/** The slope that `leaky_relu` has as a word (`conv(64, 3, leaky_relu)`): Keras's; as a layer it has an option. */
const WORD_SLOPE = 0.2;

/** Klambauer et al. 2017, "Self-normalizing neural networks", equation 2. */
const SELU_ALPHA = 1.6732632423543772;
const SELU_SCALE = 1.0507009873554805;

type Activation = (builder: GraphBuilder, x: ValueId, options: LayerOptions) => ValueId;

/** Activations by their names; as a word in another layer's options they have no options of their own. */
const activations: ReadonlyMap<string, Activation> = new Map<string, Activation>([
  ['relu', (b, x, options) => relu(b, x, optional(options, 'max'))],
  ['relu6', (b, x) => relu(b, x, 6)],
  ['leaky_relu', (b, x, options) => leakyRelu(b, x, optional(options, 'slope') ?? WORD_SLOPE)],
  ['elu', (b, x, options) => elu(b, x, optional(options, 'alpha') ?? 1)],
  ['selu', (b, x) => b.binary('mul', elu(b, x, SELU_ALPHA), number(SELU_SCALE))],
  ['gelu', gelu],
  ['swish', (b, x) => b.binary('mul', x, b.unary('sigmoid', x))],
  ['sigmoid', (b, x) => b.unary('sigmoid', x)],
  ['tanh', (b, x) => b.unary('tanh', x)],
  ['softmax', (b, x) => b.add('softmax', [x], {})],
  ['softplus', (b, x) => b.unary('softplus', x)],
  ['softsign', (b, x) => b.binary('div', x, b.binary('add', b.unary('abs', x), number(1)))],
  ['mish', (b, x) => b.binary('mul', x, b.unary('tanh', b.unary('softplus', x)))],
  ['hard_sigmoid', hardSigmoid],
  ['hard_swish', (b, x) => b.binary('mul', x, hardSigmoid(b, x))],
]);

/** Names of the activations there are lowerings for. */
export const activationLayers: readonly string[] = [...activations.keys()];

/** An activation that stands as a layer. */
export const activationLayer: Lowering = ({ builder, layer, x }) =>
  activationNamed(layer.kind)(builder, x, layer.options);

/** Applies what a layer's `activation` option says; `null` leaves the value as it is. */
export function activate({ builder, layer }: LayerContext, x: ValueId): ValueId {
  const word = layer.options['activation'];
  return typeof word === 'string' ? activationNamed(word)(builder, x, {}) : x;
}

function activationNamed(name: string): Activation {
  const activation = activations.get(name);
  if (activation === undefined) throw new Error(`No lowering for the activation "${name}".`);
  return activation;
}

function optional(options: LayerOptions, name: string): number | undefined {
  return options[name] === undefined || options[name] === null ? undefined : numberOption(options, name);
}

function relu(b: GraphBuilder, x: ValueId, max?: number): ValueId {
  const positive = b.unary('relu', x);
  return max === undefined ? positive : b.binary('minimum', positive, number(max));
}

/** Howard et al. 2019, "Searching for MobileNetV3", section 5.2. */
function hardSigmoid(b: GraphBuilder, x: ValueId): ValueId {
  return b.binary('mul', relu(b, b.binary('add', x, number(3)), 6), number(1 / 6));
}

function leakyRelu(b: GraphBuilder, x: ValueId, slope: number): ValueId {
  const positive = b.add('greater', [x, b.scalar(0)], {});
  return b.add('select', [positive, x, b.binary('mul', x, number(slope))], {});
}

/** max(x, 0) + α · (exp(min(x, 0)) − 1): no branch overflows, so no gradient is 0 · ∞. */
function elu(b: GraphBuilder, x: ValueId, alpha: number): ValueId {
  const positive = b.unary('relu', x);
  const negative = b.unary('expm1', b.binary('sub', x, positive));
  return b.binary('add', positive, b.binary('mul', negative, number(alpha)));
}

/** x · Φ(x) with the normal distribution Φ itself (Hendrycks and Gimpel 2016), as Keras's default is. */
function gelu(b: GraphBuilder, x: ValueId): ValueId {
  const error = b.unary('erf', b.binary('mul', x, number(Math.SQRT1_2)));
  const distribution = b.binary('mul', b.binary('add', error, number(1)), number(0.5));
  return b.binary('mul', x, distribution);
}
