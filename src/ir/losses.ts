import { weightedSum } from './gradients.ts';
import { number } from './graph-builder.ts';
import type { GraphBuilder } from './graph-builder.ts';
import { BATCH } from './op-graph.ts';
import type { ValueId } from './op-graph.ts';
import type { ProgramLabel } from './program.ts';
import { float32, int32 } from './tensor-type.ts';
import type { LossTerm, Penalty } from './upstream.ts';

/** Keras's `epsilon()`: probabilities are kept this far from 0 and 1 before their logarithm is taken. */
const EPSILON = 1e-7;

type Loss = (builder: GraphBuilder, prediction: ValueId, label: ValueId) => ValueId;

/** Scalars, means over the batch (and over the units, where there are several): Keras's definitions. */
const losses: { readonly [K in LossTerm['kind']]: Loss } = {
  binary_crossentropy: (b, prediction, label) => {
    const logits = logitsOf(b, prediction, 'sigmoid');
    if (logits !== undefined) return meanOfAll(b, b.add('sigmoid_cross_entropy', [logits, label], {}));
    const p = clipped(b, prediction);
    const one = (x: ValueId): ValueId => b.binary('sub', number(1), x);
    const hit = b.binary('mul', label, b.unary('log', p));
    const miss = b.binary('mul', one(label), b.unary('log', one(p)));
    return b.unary('neg', meanOfAll(b, b.binary('add', hit, miss)));
  },

  cross_entropy: (b, prediction, label) => {
    const targets = b.add('one_hot', [label], { depth: b.shape(prediction).at(-1) ?? 0 });
    const logits = logitsOf(b, prediction, 'softmax');
    if (logits !== undefined) return meanOfAll(b, b.add('softmax_cross_entropy', [logits, targets], {}));
    const hit = b.binary('mul', targets, b.unary('log', clipped(b, prediction)));
    const perSample = b.add('reduce_sum', [hit], { axes: [1], keepDimensions: false });
    return b.unary('neg', meanOfAll(b, perSample));
  },

  mse: (b, prediction, label) => meanOfAll(b, b.unary('square', b.binary('sub', prediction, label))),

  mae: (b, prediction, label) => meanOfAll(b, b.unary('abs', b.binary('sub', prediction, label))),
};

/** Adds one term of an objective, without its weight. */
export function addLoss(
  builder: GraphBuilder,
  kind: LossTerm['kind'],
  prediction: ValueId,
  label: ValueId,
): ValueId {
  return losses[kind](builder, prediction, label);
}

/** l1 · Σ|w| + l2 · Σw² of a weight: Keras's penalties, without the ½ that some have. */
export function addPenalty(builder: GraphBuilder, weight: ValueId, { l1, l2 }: Penalty): ValueId {
  const sum = (kind: 'abs' | 'square', factor: number) => ({
    weight: factor,
    value: builder.add('reduce_sum', [builder.unary(kind, weight)], {
      axes: [...builder.shape(weight).keys()],
      keepDimensions: false,
    }),
  });
  return weightedSum(builder, [...(l1 > 0 ? [sum('abs', l1)] : []), ...(l2 > 0 ? [sum('square', l2)] : [])]);
}

/** The label's values, fed as `label/NAME`. */
export function labelInput(builder: GraphBuilder, { name, kind, units }: ProgramLabel): ValueId {
  const type = kind === 'class' ? int32([BATCH]) : float32([BATCH, units]);
  return builder.input(`label/${name}`, type);
}

/** What the head's activation was applied to: cross entropies are exact and stable on that. */
function logitsOf(
  b: GraphBuilder,
  prediction: ValueId,
  activation: 'sigmoid' | 'softmax',
): ValueId | undefined {
  const head = b.node(prediction);
  return head.kind === activation ? head.inputs[0] : undefined;
}

function clipped(b: GraphBuilder, probabilities: ValueId): ValueId {
  return b.binary('minimum', b.binary('maximum', probabilities, number(EPSILON)), number(1 - EPSILON));
}

function meanOfAll(b: GraphBuilder, x: ValueId): ValueId {
  return b.add('reduce_mean', [x], { axes: [...b.shape(x).keys()], keepDimensions: false });
}
