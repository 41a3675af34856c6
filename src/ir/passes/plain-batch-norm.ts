import { divideByCount } from '../gradient-rules/gradient-rule.ts';
import type { GraphBuilder } from '../graph-builder.ts';
import { number } from '../graph-builder.ts';
import type { OpGraph, OpOf, ValueId } from '../op-graph.ts';
import { isBatchNorm } from '../op-kinds.ts';
import type { BatchNormKind } from '../op-kinds.ts';
import { commonSubexpressions } from './common-subexpressions.ts';
import { deadCode } from './dead-code.ts';
import type { Pass } from './pass.ts';
import { rebuild } from './pass.ts';

/** An op with its operands' new values, as plain ops. */
type Decomposition<K extends BatchNormKind> = (b: GraphBuilder, node: OpOf<K>) => ValueId;

/**
 * Normalization by a batch's moments written as plain ops, for targets that have no kernel for it. What its parts share
 * (moments, the centred image, sums over the gradient) is computed once.
 */
export const plainBatchNorm: Pass = {
  name: 'plain-batch-norm',
  run: (graph) =>
    graph.nodes.some(isBatchNorm) ? deadCode.run(commonSubexpressions.run(decomposed(graph))) : graph,
};

const decomposed = (graph: OpGraph): OpGraph =>
  rebuild(graph, (builder, node) =>
    isBatchNorm(node) ? decompose(builder, node.kind, node) : builder.append(node),
  );

function decompose<K extends BatchNormKind>(builder: GraphBuilder, kind: K, node: OpOf<K>): ValueId {
  return decompositions[kind](builder, node);
}

const decompositions: { readonly [K in BatchNormKind]: Decomposition<K> } = {
  batch_norm: (b, node) => {
    const [x, gamma, beta] = operands(node);
    const y = b.binary('mul', centred(b, x), scale(b, x, gamma, node.attributes.epsilon));
    return isFilledWith(b, beta, 0) ? y : b.add('bias_add', [y, beta], {});
  },
  batch_mean: (b, { inputs: [x = 0] }) => mean(b, x),
  batch_variance: (b, { inputs: [x = 0] }) => variance(b, x),

  // With x̂ = (x − mean)·r and r = 1/√(variance + ε), of n numbers: γr·(dy − Σdy/n − x̂·Σ(dy·x̂)/n). Ioffe and Szegedy 2015,
  // section 3, put together.
  batch_norm_grad_input: (b, node) => {
    const [x, dy, gamma] = operands(node);
    const { epsilon } = node.attributes;
    const r = inverseDeviation(b, x, epsilon);
    const along = b.binary('mul', meanOf(b, x, alongCentred(b, x, dy)), b.unary('square', r));
    const level = b.unary('neg', meanOf(b, x, b.add('bias_add_grad', [dy], {})));
    const rest = b.binary('sub', dy, b.binary('mul', centred(b, x), along));
    return b.binary('mul', b.add('bias_add', [rest, level], {}), scale(b, x, gamma, epsilon));
  },
  batch_norm_grad_gamma: (b, node) => {
    const [x, dy] = operands(node);
    return b.binary('mul', alongCentred(b, x, dy), inverseDeviation(b, x, node.attributes.epsilon));
  },
  batch_norm_grad_beta: (b, node) => b.add('bias_add_grad', [operands(node)[1]], {}),
};

/** All of these ops have three operands, but for the moments. */
function operands({
  inputs: [first = 0, second = 0, third = 0],
}: OpOf<BatchNormKind>): [ValueId, ValueId, ValueId] {
  return [first, second, third];
}

const axesOf = (b: GraphBuilder, x: ValueId): readonly number[] => [...b.shape(x).slice(0, -1).keys()];

const mean = (b: GraphBuilder, x: ValueId): ValueId =>
  b.add('reduce_mean', [x], { axes: axesOf(b, x), keepDimensions: false });

const centred = (b: GraphBuilder, x: ValueId): ValueId => b.binary('sub', x, mean(b, x));

const variance = (b: GraphBuilder, x: ValueId): ValueId => mean(b, b.unary('square', centred(b, x)));

const inverseDeviation = (b: GraphBuilder, x: ValueId, epsilon: number): ValueId =>
  b.unary('rsqrt', b.binary('add', variance(b, x), number(epsilon)));

/** γ/√(variance + ε). */
function scale(b: GraphBuilder, x: ValueId, gamma: ValueId, epsilon: number): ValueId {
  const inverse = inverseDeviation(b, x, epsilon);
  return isFilledWith(b, gamma, 1) ? inverse : b.binary('mul', inverse, gamma);
}

/** Σ dy·(x − mean), channel by channel. */
const alongCentred = (b: GraphBuilder, x: ValueId, dy: ValueId): ValueId =>
  b.add('bias_add_grad', [b.binary('mul', dy, centred(b, x))], {});

/** A sum over all of x but its channels, as a mean. */
const meanOf = (b: GraphBuilder, x: ValueId, sum: ValueId): ValueId =>
  divideByCount(b, sum, b.shape(x), axesOf(b, x));

const isFilledWith = (b: GraphBuilder, value: ValueId, filling: number): boolean => {
  const node = b.node(value);
  return node.kind === 'constant' && node.attributes.values.every((each) => each === filling);
};
