import { number } from '../graph-builder.ts';
import type { ValueId } from '../op-graph.ts';
import { float32 } from '../tensor-type.ts';
import { numberOption } from '../upstream.ts';
import type { LayerContext, Lowering } from './layer-context.ts';

/** Srivastava et al. 2014, inverted: what is kept is scaled while training, and nothing happens otherwise. */
export const dropout: Lowering = (context) => drop(context, context.builder.shape(context.x));

/** One decision for each channel of an image. */
export const spatialDropout: Lowering = (context) => {
  const [batch = 1, , , channels = 1] = context.builder.shape(context.x);
  return drop(context, [batch, 1, 1, channels]);
};

/** Drops with one draw for each place of a shape that broadcasts to that of the input. */
function drop(
  { builder, layer, x, training, randomUniform }: LayerContext,
  shape: readonly number[],
): ValueId {
  const rate = numberOption(layer.options, 'rate');
  if (!training || rate === 0) return x;
  const kept = builder.add('greater_equal', [randomUniform(shape), builder.scalar(rate)], {});
  const ones = builder.add('cast', [kept], {}, float32(shape));
  return builder.binary('mul', x, builder.binary('mul', ones, number(1 / (1 - rate))));
}

/**
 * Ioffe and Szegedy 2015, algorithm 1 while training and algorithm 2 otherwise; frozen, it is always the latter. The
 * variance is the biased one, for the moving average too (Keras's choice).
 */
export const batchnorm: Lowering = (context) =>
  context.training && !context.frozen ? withBatchMoments(context) : withMovingMoments(context);

function withBatchMoments(context: LayerContext): ValueId {
  const { builder, x, layer } = context;
  const momentum = numberOption(layer.options, 'momentum');
  const filled = (value: number): ValueId => {
    const channels = layer.shape.at(-1) ?? 1;
    return builder.add('constant', [], { values: Array<number>(channels).fill(value) }, float32([channels]));
  };
  const gamma = context.optionalWeight('gamma') ?? filled(1);
  const beta = context.optionalWeight('beta') ?? filled(0);
  const y = builder.add('batch_norm', [x, gamma, beta], { epsilon: numberOption(layer.options, 'epsilon') });
  for (const [name, moment] of [
    ['moving_mean', 'batch_mean'],
    ['moving_variance', 'batch_variance'],
  ] as const) {
    const batch = builder.add(moment, [x], {});
    context.updateStatistic(name, (current) =>
      builder.binary(
        'add',
        builder.binary('mul', current, number(momentum)),
        builder.binary('mul', batch, number(1 - momentum)),
      ),
    );
  }
  return y;
}

/** x · scale + (beta − mean · scale): one product and one sum over the image. */
function withMovingMoments(context: LayerContext): ValueId {
  const { builder, x } = context;
  const factor = scale(context, context.weight('moving_variance'));
  const shift = builder.binary('mul', context.weight('moving_mean'), factor);
  const beta = context.optionalWeight('beta');
  const offset = beta === undefined ? builder.unary('neg', shift) : builder.binary('sub', beta, shift);
  return builder.add('bias_add', [builder.binary('mul', x, factor), offset], {});
}

/** gamma / √(variance + ε). */
function scale({ builder, layer, optionalWeight }: LayerContext, variance: ValueId): ValueId {
  const epsilon = numberOption(layer.options, 'epsilon');
  const inverse = builder.unary('rsqrt', builder.binary('add', variance, number(epsilon)));
  const gamma = optionalWeight('gamma');
  return gamma === undefined ? inverse : builder.binary('mul', inverse, gamma);
}
