import { widened } from '../graph-builder.ts';
import type { GraphBuilder } from '../graph-builder.ts';
import type { OpAttributes, OpKind, OpOf, TensorType, ValueId } from '../op-graph.ts';
import { isBinary, isUnary } from '../op-kinds.ts';
import { sameShape, sameType } from '../tensor-type.ts';
import { scalarConstant } from './constants.ts';
import { rebuild } from './pass.ts';
import type { Pass } from './pass.ts';

/** An op about to be made, its operands made and simplified already. */
interface Candidate<K extends OpKind> {
  readonly builder: GraphBuilder;
  readonly node: OpOf<K>;
  readonly operand: (index: number) => ValueId;
  /** Makes another op, itself simplified. */
  readonly make: <M extends OpKind>(
    kind: M,
    inputs: readonly ValueId[],
    attributes: OpAttributes[M],
    declared?: TensorType,
  ) => ValueId;
}

/** The value to use in place of an op, or undefined where the rule does not apply. */
type Rule<K extends OpKind> = (candidate: Candidate<K>) => ValueId | undefined;

/** A value that may stand for the result: it has its type. */
function sameAs({ builder, node }: Candidate<OpKind>, value: ValueId): ValueId | undefined {
  return sameType(builder.type(value), node.type) ? value : undefined;
}

function constant({ builder, operand }: Candidate<OpKind>, index: number): number | undefined {
  return scalarConstant(builder.node(operand(index)));
}

/** x where the operand at `index` is the op's neutral element. */
const neutral =
  (index: 0 | 1, element: number): Rule<OpKind> =>
  (candidate) =>
    constant(candidate, index) === element ? sameAs(candidate, candidate.operand(1 - index)) : undefined;

/** Elementwise ops repeat their operands by themselves: what repeats an operand moves behind the op, or goes. */
const broadcastLast: Rule<OpKind> = ({ builder, node, make }) => {
  if (!isBinary(node.kind) && !isUnary(node.kind)) return undefined;
  const sources = node.inputs.map((input) => {
    const made = builder.node(input);
    return made.kind === 'broadcast_to' ? (made.inputs[0] ?? input) : input;
  });
  if (sources.every((source, index) => source === node.inputs[index])) return undefined;
  return make('broadcast_to', [make(node.kind, sources, {})], {}, node.type);
};

/** x · (1 / s) is x / s. */
const quotient =
  (index: 0 | 1): Rule<'mul'> =>
  ({ builder, operand, make }) => {
    const made = builder.node(operand(index));
    const [one, divisor] = made.inputs;
    if (made.kind !== 'div' || one === undefined || divisor === undefined) return undefined;
    if (scalarConstant(builder.node(one)) !== 1) return undefined;
    return make('div', [operand(1 - index), divisor], {});
  };

/** (x · a) · b is x · (a · b) for constants. */
const factors: Rule<'mul'> = (candidate) => {
  const { builder, operand, make } = candidate;
  const made = builder.node(operand(0));
  const [x, inner] = made.inputs;
  if (made.kind !== 'mul' || x === undefined || inner === undefined) return undefined;
  const a = scalarConstant(builder.node(inner));
  const b = constant(candidate, 1);
  return a === undefined || b === undefined ? undefined : make('mul', [x, builder.scalar(a * b)], {});
};

/** A reshape of a reshape needs only the last, one of a repeated scalar none; one that changes nothing goes. */
const reshape: Rule<'reshape'> = (candidate) => {
  const { builder, node, operand, make } = candidate;
  const made = builder.node(operand(0));
  const [source] = made.inputs;
  if (made.kind === 'reshape' && source !== undefined) return make('reshape', [source], {}, node.type);
  if (made.kind === 'broadcast_to' && source !== undefined && builder.shape(source).length === 0) {
    return make('broadcast_to', [source], {}, node.type);
  }
  return sameAs(candidate, operand(0));
};

const broadcastTo: Rule<'broadcast_to'> = (candidate) => {
  const { builder, node, operand, make } = candidate;
  const made = builder.node(operand(0));
  const [source] = made.inputs;
  if (made.kind === 'broadcast_to' && source !== undefined)
    return make('broadcast_to', [source], {}, node.type);
  return sameAs(candidate, operand(0));
};

const transpose: Rule<'transpose'> = (candidate) => {
  const { builder, node, operand, make } = candidate;
  const { permutation } = node.attributes;
  if (permutation.every((from, axis) => from === axis)) return operand(0);
  const made = builder.node(operand(0));
  const [source] = made.inputs;
  if (made.kind !== 'transpose' || source === undefined) return undefined;
  const first = made.attributes.permutation;
  return make('transpose', [source], { permutation: permutation.map((from) => first[from] ?? 0) });
};

const doubleNegation: Rule<'neg'> = ({ builder, operand }) => {
  const made = builder.node(operand(0));
  return made.kind === 'neg' ? made.inputs[0] : undefined;
};

/** (x + a) + b is x + (a + b) for biases: the sum of two vectors costs nothing. */
const biases: Rule<'bias_add'> = ({ builder, operand, make }) => {
  const made = builder.node(operand(0));
  const [x, inner] = made.inputs;
  if (made.kind !== 'bias_add' || x === undefined || inner === undefined) return undefined;
  return make('bias_add', [x, make('add', [inner, operand(1)], {})], {});
};

/** A sum over all axes but the last is what `bias_add_grad` computes; engines are quick at that. */
const channelSum: Rule<'reduce_sum'> = ({ builder, node, operand, make }) => {
  const rank = builder.shape(operand(0)).length;
  const { axes, keepDimensions } = node.attributes;
  const allButLast = rank > 1 && sameShape(axes, [...Array(rank - 1).keys()]);
  return allButLast && !keepDimensions ? make('bias_add_grad', [operand(0)], {}) : undefined;
};

/** Zeros around an image become the padding of the convolution that reads it. */
const padIntoConvolution =
  (kind: 'conv2d' | 'depthwise_conv2d'): Rule<'conv2d' | 'depthwise_conv2d'> =>
  ({ builder, node, operand, make }) => {
    const made = builder.node(operand(0));
    const [x] = made.inputs;
    if (made.kind !== 'pad' || made.attributes.value !== 0 || x === undefined) return undefined;
    const [batch = [0, 0], rows = [0, 0], columns = [0, 0], channels = [0, 0]] = made.attributes.padding;
    if ([...batch, ...channels].some((size) => size !== 0)) return undefined;
    const [[top, bottom], [left, right]] = node.attributes.padding;
    const padding = [
      [top + rows[0], bottom + rows[1]],
      [left + columns[0], right + columns[1]],
    ] as const;
    return make(kind, [x, operand(1)], { ...node.attributes, padding });
  };

const rules: { readonly [K in OpKind]?: readonly Rule<K>[] } = {
  add: [broadcastLast, neutral(0, 0), neutral(1, 0)],
  sub: [broadcastLast, neutral(1, 0)],
  mul: [broadcastLast, neutral(0, 1), neutral(1, 1), quotient(0), quotient(1), factors],
  div: [broadcastLast, neutral(1, 1)],
  pow: [broadcastLast, neutral(1, 1)],
  maximum: [broadcastLast],
  minimum: [broadcastLast],
  neg: [broadcastLast, doubleNegation],
  bias_add: [biases],
  reshape: [reshape],
  broadcast_to: [broadcastTo],
  transpose: [transpose],
  reduce_sum: [channelSum],
  conv2d: [padIntoConvolution('conv2d')],
  depthwise_conv2d: [padIntoConvolution('depthwise_conv2d')],
};

/** Algebra that saves work whatever runs the graph. */
export const simplify: Pass = {
  name: 'simplify',
  run: (graph) => rebuild(graph, (builder, node) => simplified(builder, node.kind, node)),
};

function simplified<K extends OpKind>(builder: GraphBuilder, kind: K, node: OpOf<K>): ValueId {
  const candidate: Candidate<K> = {
    builder,
    node,
    operand: (index) => node.inputs[index] ?? missing(node.kind, index),
    make: (madeKind, inputs, attributes, declared) =>
      makeSimplified(builder, madeKind, inputs, attributes, declared),
  };
  for (const rule of rules[kind] ?? []) {
    const value = rule(candidate);
    if (value !== undefined) return value;
  }
  return builder.append(widened(node));
}

function makeSimplified<K extends OpKind>(
  builder: GraphBuilder,
  kind: K,
  inputs: readonly ValueId[],
  attributes: OpAttributes[K],
  declared: TensorType | undefined,
): ValueId {
  return simplified(builder, kind, builder.make(kind, inputs, attributes, declared));
}

function missing(kind: OpKind, index: number): never {
  throw new Error(`"${kind}" has no operand ${index}.`);
}
