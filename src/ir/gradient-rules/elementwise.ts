import { number } from '../graph-builder.ts';
import type { GraphBuilder } from '../graph-builder.ts';
import type { BinaryKind, UnaryKind, ValueId } from '../op-graph.ts';
import { reduceTo } from './gradient-rule.ts';
import type { GradientRule } from './gradient-rule.ts';

type UnaryRules = { readonly [K in UnaryKind]: GradientRule<K> };
type BinaryRules = { readonly [K in BinaryKind]: GradientRule<K> };

/** dy times a derivative. */
const times =
  (derivative: (b: GraphBuilder, x: ValueId, y: ValueId) => ValueId): GradientRule<UnaryKind> =>
  ({ builder, dy, operand, y }) => [() => builder.binary('mul', dy, derivative(builder, operand(0), y))];

/** 2 / √π: the derivative of erf at 0. */
const ERF_SLOPE = 2 / Math.sqrt(Math.PI);

export const unaryRules: UnaryRules = {
  neg: ({ builder, dy }) => [() => builder.unary('neg', dy)],
  exp: times((_b, _x, y) => y),
  log: ({ builder, dy, operand }) => [() => builder.binary('div', dy, operand(0))],
  log1p: ({ builder, dy, operand }) => [
    () => builder.binary('div', dy, builder.binary('add', operand(0), number(1))),
  ],
  expm1: times((b, _x, y) => b.binary('add', y, number(1))),
  sqrt: ({ builder, dy, y }) => [() => builder.binary('div', builder.binary('mul', dy, number(0.5)), y)],
  rsqrt: times((b, _x, y) => b.binary('mul', b.binary('mul', b.unary('square', y), y), number(-0.5))),
  reciprocal: times((b, _x, y) => b.unary('neg', b.unary('square', y))),
  square: ({ builder, dy, operand }) => [
    () => builder.binary('mul', builder.binary('mul', dy, number(2)), operand(0)),
  ],
  abs: times((b, x) => b.unary('sign', x)),
  sign: ({ builder, dy }) => [() => builder.binary('mul', dy, number(0))],
  relu: ({ builder, dy, y }) => [() => builder.add('relu_grad', [dy, y], {})],
  sigmoid: times((b, _x, y) => b.binary('mul', y, b.binary('sub', number(1), y))),
  tanh: times((b, _x, y) => b.binary('sub', number(1), b.unary('square', y))),
  softplus: times((b, x) => b.unary('sigmoid', x)),
  erf: times((b, x) =>
    b.binary('mul', b.unary('exp', b.unary('neg', b.unary('square', x))), number(ERF_SLOPE)),
  ),
};

/** A gradient with respect to an operand, in the result's shape or already in the operand's. */
type Partial = (b: GraphBuilder, dy: ValueId, left: ValueId, right: ValueId, y: ValueId) => ValueId;

/** Gradients with respect to both operands, summed over what was broadcast where they are not yet. */
const broadcasting =
  (a: Partial, b: Partial): GradientRule<BinaryKind> =>
  ({ builder, dy, operand, y }) => {
    const [left, right] = [operand(0), operand(1)];
    return [
      () => reduceTo(builder, a(builder, dy, left, right, y), builder.shape(left)),
      () => reduceTo(builder, b(builder, dy, left, right, y), builder.shape(right)),
    ];
  };

/** dy where the comparison of the operands holds (or does not). */
function where(b: GraphBuilder, dy: ValueId, condition: ValueId, holds: boolean): ValueId {
  const zeros = b.broadcastTo(b.scalar(0), b.shape(dy));
  return b.add('select', holds ? [condition, dy, zeros] : [condition, zeros, dy], {});
}

/** Equal operands: the first takes the gradient, as in TensorFlow. */
const maximumTakesFirst = (b: GraphBuilder, left: ValueId, right: ValueId): ValueId =>
  b.add('greater_equal', [left, right], {});
const minimumTakesFirst = (b: GraphBuilder, left: ValueId, right: ValueId): ValueId =>
  b.add('greater_equal', [right, left], {});

export const binaryRules: BinaryRules = {
  add: broadcasting(
    (_, dy) => dy,
    (_, dy) => dy,
  ),
  sub: broadcasting(
    (_, dy) => dy,
    // Summed first: the smaller tensor is negated.
    (b, dy, _left, right) => b.unary('neg', reduceTo(b, dy, b.shape(right))),
  ),
  mul: broadcasting(
    (b, dy, _left, right) => b.binary('mul', dy, right),
    (b, dy, left) => b.binary('mul', dy, left),
  ),
  div: broadcasting(
    (b, dy, _left, right) => b.binary('div', dy, right),
    (b, dy, _left, right, y) => {
      const total = reduceTo(b, b.binary('mul', dy, y), b.shape(right));
      return b.unary('neg', b.binary('div', total, right));
    },
  ),
  pow: broadcasting(
    (b, dy, left, right) =>
      b.binary('mul', dy, b.binary('mul', right, b.binary('pow', left, b.binary('sub', right, number(1))))),
    (b, dy, left, _right, y) => b.binary('mul', dy, b.binary('mul', y, b.unary('log', left))),
  ),
  maximum: broadcasting(
    (b, dy, left, right) => where(b, dy, maximumTakesFirst(b, left, right), true),
    (b, dy, left, right) => where(b, dy, maximumTakesFirst(b, left, right), false),
  ),
  minimum: broadcasting(
    (b, dy, left, right) => where(b, dy, minimumTakesFirst(b, left, right), true),
    (b, dy, left, right) => where(b, dy, minimumTakesFirst(b, left, right), false),
  ),
};

export const selectRule: GradientRule<'select'> = ({ builder, dy, operand }) => [
  null,
  () => where(builder, dy, operand(0), true),
  () => where(builder, dy, operand(0), false),
];
