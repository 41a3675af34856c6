import { weightedSum } from './gradients.ts';
import { number } from './graph-builder.ts';
import type { GraphBuilder } from './graph-builder.ts';
import { BATCH } from './op-graph.ts';
import type { ValueId } from './op-graph.ts';
import type { ProgramLabel } from './program.ts';
import { float32, int32 } from './tensor-type.ts';
import { numberOption } from './upstream.ts';
import type { LossTerm, Penalty } from './upstream.ts';

/** Keras's `epsilon()`: probabilities are kept this far from 0 and 1 before their logarithm is taken. */
const EPSILON = 1e-7;

interface LossCase {
  readonly b: GraphBuilder;
  /** `[BATCH, units]`. */
  readonly prediction: ValueId;
  /** As it is fed; for losses of classes in softmax heads `[BATCH, classes]`, which sum to 1. */
  readonly target: ValueId;
  readonly options: LossTerm['options'];
}

/** Keras's definitions, for each sample `[BATCH]` or each of its units `[BATCH, units]`. */
const losses: { readonly [K in LossTerm['kind']]: (loss: LossCase) => ValueId } = {
  binary_crossentropy: (loss) => binaryCrossEntropy(loss),

  cross_entropy: ({ b, prediction, target }) => {
    const logits = logitsOf(b, prediction, 'softmax');
    if (logits !== undefined) return b.add('softmax_cross_entropy', [logits, target], {});
    const hit = b.binary('mul', target, b.unary('log', clipped(b, prediction)));
    return b.unary('neg', sumOverUnits(b, hit));
  },

  // Lin et al. 2017, equation 5: what is well known already counts little. Without alpha, equation 4.
  binary_focal: (loss) => {
    const { b, prediction, target, options } = loss;
    const other = (x: ValueId): ValueId => b.binary('sub', number(1), x);
    const right = b.binary('mul', target, prediction);
    const wrong = b.binary('mul', other(target), other(prediction));
    const modulated = b.binary(
      'mul',
      focus(b, b.binary('add', right, wrong), options),
      binaryCrossEntropy(loss),
    );
    if (options['alpha'] === null) return modulated;
    const alpha = numberOption(options, 'alpha');
    const balance = b.binary('add', b.binary('mul', target, number(2 * alpha - 1)), number(1 - alpha));
    return b.binary('mul', balance, modulated);
  },

  focal: ({ b, prediction, target, options }) => {
    const weights = b.binary('mul', focus(b, prediction, options), number(numberOption(options, 'alpha')));
    const hit = b.binary('mul', target, b.binary('mul', weights, logProbabilities(b, prediction)));
    return b.unary('neg', sumOverUnits(b, hit));
  },

  // Labels of 0 and 1 stand for −1 and 1.
  hinge: ({ b, prediction, target }) => {
    const sign = b.binary('sub', b.binary('mul', target, number(2)), number(1));
    return b.unary('relu', b.binary('sub', number(1), b.binary('mul', sign, prediction)));
  },

  mse: ({ b, prediction, target }) => b.unary('square', b.binary('sub', prediction, target)),

  mae: ({ b, prediction, target }) => b.unary('abs', b.binary('sub', prediction, target)),

  // Huber 1964: squares up to delta, straight lines beyond.
  huber: ({ b, prediction, target, options }) => {
    const delta = number(numberOption(options, 'delta'));
    const error = b.unary('abs', b.binary('sub', prediction, target));
    const near = b.binary('minimum', error, delta);
    const far = b.binary('mul', b.binary('sub', error, near), delta);
    return b.binary('add', b.binary('mul', b.unary('square', near), number(0.5)), far);
  },
};

/** Losses of softmax heads. */
const ofClasses: ReadonlySet<LossTerm['kind']> = new Set(['cross_entropy', 'focal']);

/** What a term of an objective is made of, and how much its samples count. */
export interface LossInputs {
  readonly prediction: ValueId;
  /** As `labelInput` gives it. */
  readonly label: ValueId;
  /** float32 `[classes]`: samples of a class count as much more; undefined where all count alike. */
  readonly classWeights: ValueId | undefined;
  /** As `maskInput` gives it; undefined where every sample has the label. */
  readonly mask: ValueId | undefined;
}

/**
 * Adds one term of an objective, without its weight: a scalar, the mean over the batch (and over the units, where there
 * are several). Weights of classes multiply and are not renormalised, as in Keras. Samples that lack the label count for
 * nothing: the mean is over those that have it, and 0 where none has.
 */
export function addLoss(
  b: GraphBuilder,
  { kind, options }: Pick<LossTerm, 'kind' | 'options'>,
  { prediction, label, classWeights, mask }: LossInputs,
): ValueId {
  const target = targetOf(b, label, b.shape(prediction).at(-1) ?? 0, ofClasses.has(kind));
  const each = losses[kind]({ b, prediction, target: smoothed(b, target, options), options });
  if (classWeights === undefined && mask === undefined) return meanOfAll(b, each);
  const perSample = meanOverUnits(b, each);
  const weighted =
    classWeights === undefined
      ? perSample
      : b.binary('mul', perSample, weightOfSamples(b, target, classWeights));
  if (mask === undefined) return meanOfAll(b, weighted);
  const present = sumOfAll(b, mask);
  return b.binary(
    'div',
    sumOfAll(b, b.binary('mul', mask, weighted)),
    b.binary('maximum', present, number(1)),
  );
}

/** What a prediction is compared with: for losses of classes a share for each of them. */
function targetOf(b: GraphBuilder, label: ValueId, units: number, several: boolean): ValueId {
  if (b.type(label).dtype === 'int32') return b.add('one_hot', [label], { depth: units });
  if (!several || b.shape(label).at(-1) !== 1) return label;
  // Two classes that a sigmoid head learns as well: how much it is the second.
  const first = b.binary('sub', number(1), label);
  return b.add('concat', [first, label], { axis: 1 });
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

/**
 * The label's values, fed as `label/NAME`.
 * @param classes of a label that is mixed: it comes with a share for each of them
 */
export function labelInput(
  builder: GraphBuilder,
  { name, kind, units }: ProgramLabel,
  classes?: number,
): ValueId {
  const plain = kind === 'class' ? int32([BATCH]) : float32([BATCH, units]);
  const type = kind === 'class' && classes !== undefined ? float32([BATCH, classes]) : plain;
  return builder.input(`label/${name}`, type);
}

/** 1 where a sample has the label and 0 where it is missing, fed as `mask/NAME`, float32 `[BATCH]`. */
export function maskInput(builder: GraphBuilder, { name }: ProgramLabel): ValueId {
  return builder.input(`mask/${name}`, float32([BATCH]));
}

function binaryCrossEntropy({ b, prediction, target }: LossCase): ValueId {
  const logits = logitsOf(b, prediction, 'sigmoid');
  if (logits !== undefined) return b.add('sigmoid_cross_entropy', [logits, target], {});
  const p = clipped(b, prediction);
  const other = (x: ValueId): ValueId => b.binary('sub', number(1), x);
  const hit = b.binary('mul', target, b.unary('log', p));
  const miss = b.binary('mul', other(target), b.unary('log', other(p)));
  return b.unary('neg', b.binary('add', hit, miss));
}

/** (1 − p)^γ. */
function focus(b: GraphBuilder, probability: ValueId, options: LossTerm['options']): ValueId {
  const left = b.binary('sub', number(1), clipped(b, probability));
  return b.binary('pow', left, number(numberOption(options, 'gamma')));
}

/** The logarithm of a softmax, from its logits where they are at hand (Blanchard et al. 2021, equation 3.2). */
function logProbabilities(b: GraphBuilder, prediction: ValueId): ValueId {
  const logits = logitsOf(b, prediction, 'softmax');
  if (logits === undefined) return b.unary('log', clipped(b, prediction));
  const axes = [b.shape(logits).length - 1];
  const largest = b.add('reduce_max', [logits], { axes, keepDimensions: true });
  const shifted = b.binary('sub', logits, largest);
  const total = b.add('reduce_sum', [b.unary('exp', shifted)], { axes, keepDimensions: true });
  return b.binary('sub', shifted, b.unary('log', total));
}

/** Targets moved towards all classes being equally likely (Szegedy et al. 2016, section 7). */
function smoothed(b: GraphBuilder, target: ValueId, options: LossTerm['options']): ValueId {
  const share = options['label_smoothing'];
  if (typeof share !== 'number' || share === 0) return target;
  const units = b.shape(target).at(-1) ?? 1;
  const classes = units === 1 ? 2 : units;
  return b.binary('add', b.binary('mul', target, number(1 - share)), number(share / classes));
}

/** What each sample's class weighs, `[BATCH]`; `target` is one number of two classes, or one a class. */
function weightOfSamples(b: GraphBuilder, target: ValueId, weights: ValueId): ValueId {
  if (b.shape(target).at(-1) !== 1) return sumOverUnits(b, b.binary('mul', target, weights));
  const [first, second] = [0, 1].map((index) => b.add('slice', [weights], { begin: [index] }, float32([1])));
  if (first === undefined || second === undefined) throw new Error('Two classes have two weights.');
  const step = b.binary('mul', target, b.binary('sub', second, first));
  return meanOverUnits(b, b.binary('add', step, first));
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

function sumOverUnits(b: GraphBuilder, x: ValueId): ValueId {
  return b.add('reduce_sum', [x], { axes: [1], keepDimensions: false });
}

/** A number for each sample. */
function meanOverUnits(b: GraphBuilder, x: ValueId): ValueId {
  return b.shape(x).length === 1 ? x : b.add('reduce_mean', [x], { axes: [1], keepDimensions: false });
}

function sumOfAll(b: GraphBuilder, x: ValueId): ValueId {
  return b.add('reduce_sum', [x], { axes: [...b.shape(x).keys()], keepDimensions: false });
}

function meanOfAll(b: GraphBuilder, x: ValueId): ValueId {
  return b.add('reduce_mean', [x], { axes: [...b.shape(x).keys()], keepDimensions: false });
}
